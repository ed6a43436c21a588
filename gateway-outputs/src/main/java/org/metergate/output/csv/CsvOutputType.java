// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import org.metergate.config.ConfigException;
import org.metergate.config.OutputConfig;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;

/**
 * The type {@code csv}: {@code folder}, {@code separator} ({@code comma}), {@code decimals} ({@code
 * point}), {@code readable-by} ({@code group}), {@code every}, {@code units} ({@code meter}),
 * {@code heat}, {@code derived}.
 */
public final class CsvOutputType implements OutputType {
  static final String NAME = "csv";

  /** Creates the type; there is no state in it. */
  public CsvOutputType() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CsvOutput create(OutputConfig config, OutputContext context) throws ConfigException {
    return new CsvOutput(config.name(), CsvSettings.read(config.settings()), context);
  }
}
