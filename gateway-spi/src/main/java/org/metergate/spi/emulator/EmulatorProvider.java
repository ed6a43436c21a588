// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.Map;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;

/**
 * Creates emulated meters of one kind, which send bytes ({@link ByteEmulatorProvider}) or edges
 * ({@link EdgeEmulatorProvider}). Found by {@code ServiceLoader} under this type; the constructor
 * does nothing.
 */
public sealed interface EmulatorProvider permits ByteEmulatorProvider, EdgeEmulatorProvider {

  /**
   * Returns the description of the meter.
   *
   * @return the same value at each call.
   */
  EmulatorInfo info();

  /**
   * Returns the driver options, including the keys, with which a meter created from the same
   * options is read.
   *
   * @param options checked against {@link EmulatorInfo#options()}.
   * @return option names and values for the driver {@link EmulatorInfo#driver()}.
   * @throws OptionException that names the option that is wrong.
   */
  Map<String, Secret> driverOptions(Options options) throws OptionException;
}
