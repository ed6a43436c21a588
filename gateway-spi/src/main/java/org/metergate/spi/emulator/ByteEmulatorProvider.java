// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.time.TimeSource;

/** Creates emulated meters that send bytes. */
public non-sealed interface ByteEmulatorProvider extends EmulatorProvider {

  /**
   * Creates a meter that is switched on now.
   *
   * @param options checked against {@link EmulatorInfo#options()}.
   * @param time its clock; the meter reads it once when it is created, and later gets the time as a
   *     parameter.
   * @return the meter.
   * @throws OptionException that names the option that is wrong.
   */
  EmulatedMeter create(Options options, TimeSource time) throws OptionException;
}
