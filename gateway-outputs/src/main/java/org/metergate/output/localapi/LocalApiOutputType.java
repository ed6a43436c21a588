// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import org.metergate.config.ConfigException;
import org.metergate.config.OutputConfig;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;

/**
 * The type {@code local-api}: {@code meter}, {@code channels}, {@code listen} ({@code
 * 127.0.0.1:8081}), {@code allow}, {@code announce} ({@code no}), {@code meter-number} ({@code
 * no}).
 */
public final class LocalApiOutputType implements OutputType {
  static final String NAME = "local-api";

  /** Creates the type; there is no state in it. */
  public LocalApiOutputType() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LocalApiOutput create(OutputConfig config, OutputContext context) throws ConfigException {
    return new LocalApiOutput(config.name(), LocalApiSettings.read(config.settings()), context);
  }
}
