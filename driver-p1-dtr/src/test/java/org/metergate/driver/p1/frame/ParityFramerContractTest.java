// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Framer;

/** Parity finds every flipped bit, but not a byte that is lost or added. */
class ParityFramerContractTest extends FramerContract<Frame> {
  @Override
  protected Framer<Frame> framer() {
    return new TelegramFramer(ChecksumPolicy.AUTO);
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(
        Texts.withParity(Texts.unchecked(Texts.DSMR3)),
        Texts.withParity(Texts.unchecked(Texts.DSMR3.replace("07041.882", "07041.890"))));
  }

  @Override
  protected String text(Frame frame) {
    return new String(frame.bytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  protected boolean noticesEveryDamage() {
    return false;
  }
}
