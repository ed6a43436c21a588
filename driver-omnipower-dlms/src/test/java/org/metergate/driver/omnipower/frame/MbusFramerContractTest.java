// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import java.util.List;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.codec.Hex;

class MbusFramerContractTest extends FramerContract<Frame> {
  @Override
  protected Framer<Frame> framer() {
    return new PushFramer();
  }

  @Override
  protected List<byte[]> frames() {
    return Line.mbus(new Cipherer().seal(7, new Meter().nve()), 200);
  }

  @Override
  protected String text(Frame frame) {
    return Hex.of(frame.bytes());
  }
}
