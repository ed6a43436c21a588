// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.frame;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Framer;

class KmpFramerContractTest extends FramerContract<KmpFrame> {
  @Override
  protected Framer<KmpFrame> framer() {
    return new KmpFramer();
  }

  /** An answer with a stuffed value and a request: register 68 is 1382.26 m³, registers 60, 80. */
  @Override
  protected List<byte[]> frames() {
    return List.of(
        HexFormat.of().parseHex("403F10004428044200021BE4F2C9FA0D"),
        KmpWriter.request(HexFormat.of().parseHex("3F1002003C0050")));
  }

  @Override
  protected String text(KmpFrame frame) {
    return frame.toString();
  }

  @Override
  protected Duration patience() {
    return KmpFramer.PATIENCE;
  }

  /**
   * A checksum that begins at zero and is sent high byte first does not detect a zero inserted just
   * before the stop byte. The lengths inside an answer do: DamageTest verifies it for the driver.
   */
  @Override
  protected boolean noticesEveryDamage() {
    return false;
  }
}
