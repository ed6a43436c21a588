// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import org.metergate.config.ConfigException;
import org.metergate.config.OutputConfig;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;

/**
 * The type {@code influxdb}: {@code server}, {@code url}, {@code database} or {@code org} and
 * {@code bucket}, {@code username}, {@code password}, {@code token}, {@code ca}, {@code
 * measurement} ({@code metergate}), {@code every}, {@code units} ({@code meter}), {@code heat},
 * {@code derived}.
 */
public final class InfluxOutputType implements OutputType {
  static final String NAME = "influxdb";

  /** Creates the type; there is no state in it. */
  public InfluxOutputType() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public InfluxOutput create(OutputConfig config, OutputContext context) throws ConfigException {
    return new InfluxOutput(config.name(), InfluxSettings.read(config.settings()), context);
  }
}
