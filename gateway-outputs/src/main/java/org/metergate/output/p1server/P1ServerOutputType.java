// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import org.metergate.config.ConfigException;
import org.metergate.config.OutputConfig;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;

/**
 * The type {@code p1-server}: {@code meter}, {@code listen}, {@code allow}, {@code profile} ({@code
 * total}), {@code channels}, {@code heat}, {@code meter-number}, {@code relay}.
 */
public final class P1ServerOutputType implements OutputType {
  static final String NAME = "p1-server";

  /** Creates the type; there is no state in it. */
  public P1ServerOutputType() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public P1ServerOutput create(OutputConfig config, OutputContext context) throws ConfigException {
    return new P1ServerOutput(config.name(), P1ServerSettings.read(config.settings()), context);
  }
}
