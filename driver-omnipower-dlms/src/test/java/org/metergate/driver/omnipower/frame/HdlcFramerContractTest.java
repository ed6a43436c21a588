// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import java.util.List;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.codec.Hex;

class HdlcFramerContractTest extends FramerContract<Frame> {
  @Override
  protected Framer<Frame> framer() {
    return new PushFramer();
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(new Cipherer().frame(7, new Meter().push1()), Line.hdlc(new Meter().nve()));
  }

  @Override
  protected String text(Frame frame) {
    return Hex.of(frame.bytes());
  }
}
