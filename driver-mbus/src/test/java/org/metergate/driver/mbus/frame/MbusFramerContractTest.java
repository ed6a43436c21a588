// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.frame;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.codec.Hex;

class MbusFramerContractTest extends FramerContract<MbusFrame> {
  @Override
  protected Framer<MbusFrame> framer() {
    return new MbusFramer();
  }

  /** An answer with a long header and one value, 123 kWh; the request for it; a selection. */
  @Override
  protected List<byte[]> frames() {
    return List.of(
        HexFormat.of()
            .parseHex("6815156808117278563412" + "2D2C3504" + "2A000000" + "04067B000000" + "E016"),
        HexFormat.of().parseHex("107B118C16"),
        HexFormat.of().parseHex("680B0B6873FD5283112167FFFFFFFFDA16"));
  }

  @Override
  protected String text(MbusFrame frame) {
    return Hex.of(frame.bytes());
  }

  @Override
  protected Duration patience() {
    return MbusFramer.PATIENCE;
  }
}
