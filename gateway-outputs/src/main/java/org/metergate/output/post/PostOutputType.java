// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.post;

import java.time.Duration;
import org.metergate.config.ConfigException;
import org.metergate.config.OutputConfig;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;
import org.metergate.output.Thinning;
import org.metergate.output.ValueKeys;
import org.metergate.output.http.HttpSettings;
import org.metergate.value.ReadingView;

/**
 * The type {@code http}: {@code url} (with {@code {meter}} and {@code {gateway}} where they are
 * wanted), {@code username}, {@code password}, {@code token}, {@code ca}, {@code every}, {@code
 * units} ({@code meter}), {@code heat}, {@code derived}.
 */
public final class PostOutputType implements OutputType {
  static final String NAME = "http";

  /** Creates the type; there is no state in it. */
  public PostOutputType() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PostOutput create(OutputConfig config, OutputContext context) throws ConfigException {
    HttpSettings http = HttpSettings.read(config.settings(), "Bearer");
    Duration every = Thinning.read(config.settings());
    ReadingView view = ValueKeys.read(config.settings(), false);
    config.settings().done();
    return new PostOutput(config.name(), http, every, view, context);
  }
}
