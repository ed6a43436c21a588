// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.metergate.example.iec62056.frame.Message;
import org.metergate.example.iec62056.frame.PushFramer;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Framer;

/** Checks that the framer of mode D fulfils the contract of a framer without a checksum. */
class PushFramerTest extends FramerContract<Message> {
  @Override
  protected Framer<Message> framer() {
    return new PushFramer();
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(
        "/MGT3ONE\r\n\r\n1.8.0(000913.000*kWh)\r\n!\r\n".getBytes(StandardCharsets.US_ASCII),
        "/MGT3TWO\r\n\r\n1.8.0(000914.125*kWh)\r\n!\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  protected String text(Message frame) {
    return frame.toString();
  }

  @Override
  protected boolean noticesEveryDamage() {
    return false;
  }
}
