// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.util.List;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.codec.Hex;

/** Checks that a correct framer passes the contract; its frames contain the start byte. */
class ToyFramerTest extends FramerContract<byte[]> {
  private ToyFramer.Fault[] faults = {};

  static ToyFramerTest of(ToyFramer.Fault... faults) {
    ToyFramerTest test = new ToyFramerTest();
    test.faults = faults;
    return test;
  }

  @Override
  protected Framer<byte[]> framer() {
    return new ToyFramer(faults);
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(
        ToyFramer.frame((byte) 1, (byte) 0x7E, (byte) 3, (byte) 4, (byte) 0x7E, (byte) 40),
        ToyFramer.frame(TransmissionErrors.random(5, 30)));
  }

  @Override
  protected String text(byte[] frame) {
    return Hex.of(frame);
  }
}
