// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.Map;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/**
 * Creates emulated meters of one kind. Found by {@code ServiceLoader}; the constructor does
 * nothing.
 */
public interface EmulatorProvider {

  /**
   * Returns the description of the meter.
   *
   * @return the same value at each call.
   */
  EmulatorInfo info();

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

  /**
   * Creates pulse outputs that are switched on now. Only for an emulator that {@link
   * EmulatorInfo#carries()} edges; its {@link #create} is never called.
   *
   * @param options checked against {@link EmulatorInfo#options()}.
   * @param time their clock; read once when they are created, and later passed as a parameter.
   * @return the lines.
   * @throws OptionException that names the option that is wrong.
   */
  default EmulatedLines createLines(Options options, TimeSource time) throws OptionException {
    throw new UnsupportedOperationException(info().id() + " sends bytes");
  }

  /**
   * Returns the driver options, including the keys, with which a meter created from the same
   * options is read.
   *
   * @param options as for {@link #create}.
   * @return option names and values for the driver {@link EmulatorInfo#driver()}.
   */
  Map<String, Secret> driverOptions(Options options);
}
