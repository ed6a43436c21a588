// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import org.metergate.config.ConfigException;
import org.metergate.config.OutputConfig;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;
import org.metergate.output.ValueKeys;
import org.metergate.value.ReadingView;

/**
 * The type {@code mqtt}: {@code url}, {@code username}, {@code password}, {@code client-id} ({@code
 * metergate-<gateway>}), {@code base-topic} ({@code metergate}), {@code qos} (1), {@code ca}.
 */
public final class MqttOutputType implements OutputType {
  static final String NAME = "mqtt";

  /** Creates the type; there is no state in it. */
  public MqttOutputType() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public MqttOutput create(OutputConfig config, OutputContext context) throws ConfigException {
    boolean forHomeAssistant =
        config
            .settings()
            .optionalText("home-assistant")
            .filter(word -> !word.equals("false"))
            .isPresent();
    ReadingView view = ValueKeys.read(config.settings(), forHomeAssistant);
    MqttSettings settings = MqttSettings.read(config.settings(), context.gateway());
    return new MqttOutput(config.name(), settings, view, context);
  }
}
