// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.codec.Framer;

/** Checks that the framer fulfils the contract of a framer. */
class AnswerFramerTest extends FramerContract<Answer> {
  @Override
  protected Framer<Answer> framer() {
    return new AnswerFramer();
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(answer("!5;000913.250;1250;"), answer("!7;012345.000;70;"));
  }

  static byte[] answer(String text) {
    int checksum = Crc16.X25.of(text.getBytes(StandardCharsets.US_ASCII));
    return String.format("%s%04X\n", text, checksum).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  protected String text(Answer frame) {
    return frame.toString();
  }
}
