// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.metergate.example.iec62056.frame.BlockFramer;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Framer;

/** Checks that the framer of modes A to C fulfils the contract of a framer. */
class BlockFramerTest extends FramerContract<String> {
  @Override
  protected Framer<String> framer() {
    return new BlockFramer();
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(
        // STX, text, ETX, and the exclusive or of everything after STX; that is a weak check: a
        // text that begins with "0.0." (exclusive or zero) would pass without it, so these begin
        // differently
        block("F.F(01)\r\n1.8.0(000913.000*kWh)\r\n!\r\n"),
        block("F.F(00)\r\n1.8.0(000914.125*kWh)\r\n!\r\n"));
  }

  static byte[] block(String text) {
    byte[] bytes = ("\u0002" + text + "\u0003?").getBytes(StandardCharsets.US_ASCII);
    byte check = 0;
    for (int i = 1; i < bytes.length - 1; i++) {
      check ^= bytes[i];
    }
    bytes[bytes.length - 1] = check;
    return bytes;
  }

  @Override
  protected String text(String frame) {
    return frame;
  }
}
