// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Framer;

class CheckedFramerContractTest extends FramerContract<Frame> {
  @Override
  protected Framer<Frame> framer() {
    return new TelegramFramer(ChecksumPolicy.AUTO);
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(Texts.checked(Texts.KAM5), Texts.checked(Texts.DSMR5));
  }

  @Override
  protected String text(Frame frame) {
    return new String(frame.bytes(), StandardCharsets.ISO_8859_1);
  }
}
