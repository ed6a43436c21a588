// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.time.TimeSource;

/** Creates emulated pulse outputs. */
public non-sealed interface EdgeEmulatorProvider extends EmulatorProvider {

  /**
   * Creates pulse outputs that are switched on now.
   *
   * @param options checked against {@link EmulatorInfo#options()}.
   * @param time their clock; read once when they are created, and later passed as a parameter.
   * @return the lines.
   * @throws OptionException that names the option that is wrong.
   */
  EmulatedLines create(Options options, TimeSource time) throws OptionException;
}
