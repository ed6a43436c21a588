// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import org.metergate.config.ConfigException;
import org.metergate.config.OutputConfig;

/** A type of output, by its name under {@code type} in the configuration. */
public interface OutputType {

  /**
   * Returns the name in the configuration.
   *
   * @return for example {@code mqtt}.
   */
  String name();

  /**
   * Checks the settings and creates the output, without opening or starting anything.
   *
   * @param config its name and settings.
   * @param context the gateway that it belongs to.
   * @return the output.
   * @throws ConfigException with everything that is wrong with the settings.
   */
  Output create(OutputConfig config, OutputContext context) throws ConfigException;
}
