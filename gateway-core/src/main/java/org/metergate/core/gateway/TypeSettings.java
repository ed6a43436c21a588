// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.util.List;
import org.metergate.alarm.AlarmType;
import org.metergate.alarm.AlarmTypes;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;
import org.metergate.output.OutputTypes;
import org.metergate.time.SystemTime;

/** The types of outputs and alarms, and the reading of their settings alone. Any thread. */
public final class TypeSettings {
  private TypeSettings() {}

  /**
   * Returns the names of the types of outputs.
   *
   * @return in the order for people.
   */
  public static List<String> outputs() {
    return Planning.OUTPUTS.stream().map(OutputType::name).toList();
  }

  /**
   * Returns the names of the types of alarms.
   *
   * @return in the order for people.
   */
  public static List<String> alarms() {
    return Planning.ALARMS.stream().map(AlarmType::name).toList();
  }

  /**
   * Has each type read the settings of its outputs and alarms. Mistakes in them are of no interest
   * here: what counts is which keys are asked for.
   *
   * @param config perhaps with mistakes.
   */
  public static void read(GatewayConfig config) {
    OutputContext context =
        new OutputContext(config.name(), name -> Duration.ofSeconds(10), new SystemTime());
    try {
      new OutputTypes(Planning.OUTPUTS).create(config.outputs(), context);
    } catch (ConfigException e) {
      // named when the configuration is used
    }
    try {
      new AlarmTypes(Planning.ALARMS).create(config.alarms(), config.timeZone());
    } catch (ConfigException e) {
      // as above
    }
  }
}
