// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.udp;

import org.metergate.config.ConfigException;
import org.metergate.config.OutputConfig;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;

/**
 * The type {@code udp}: {@code to}, {@code format} ({@code json}), {@code every}, {@code units}
 * ({@code meter}), {@code heat}, {@code derived}.
 */
public final class UdpOutputType implements OutputType {
  static final String NAME = "udp";

  /** Creates the type; there is no state in it. */
  public UdpOutputType() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public UdpOutput create(OutputConfig config, OutputContext context) throws ConfigException {
    return new UdpOutput(config.name(), UdpSettings.read(config.settings()), context);
  }
}
