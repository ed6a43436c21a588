// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.Map;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/** Makes emulated meters of one kind. Found by {@code ServiceLoader}. */
public interface EmulatorProvider {

  /**
   * Describes the meter.
   *
   * @return always the same.
   */
  EmulatorInfo info();

  /**
   * Makes a meter that is switched on now.
   *
   * @param options checked against {@link EmulatorInfo#options()}.
   * @param time its clock; the meter reads it when made and is told the time after that.
   * @return the meter.
   * @throws OptionException naming the option that is wrong.
   */
  EmulatedMeter create(Options options, TimeSource time) throws OptionException;

  /**
   * Makes pulse outputs that are switched on now; for an emulator that {@link
   * EmulatorInfo#carries()} edges, whose {@link #create} is never called.
   *
   * @param options checked against {@link EmulatorInfo#options()}.
   * @param time its clock; read when they are made and told after that.
   * @return the lines.
   * @throws OptionException naming the option that is wrong.
   */
  default EmulatedLines createLines(Options options, TimeSource time) throws OptionException {
    throw new UnsupportedOperationException(info().id() + " sends bytes");
  }

  /**
   * Returns the driver options with which the meter made from the same options is read, its keys
   * among them.
   *
   * @param options as for {@link #create}.
   * @return option names and texts for the driver that {@link EmulatorInfo#driver()} names.
   */
  Map<String, Secret> driverOptions(Options options);
}
