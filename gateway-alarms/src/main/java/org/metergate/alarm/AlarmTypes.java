// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.config.AlarmConfig;
import org.metergate.config.ConfigException;
import org.metergate.spi.option.NearestName;

/** The known ways to notify a person. */
public final class AlarmTypes {
  private final Map<String, AlarmType> types = new LinkedHashMap<>();

  /**
   * Registers types.
   *
   * @param types at least one; no two of the same name.
   */
  public AlarmTypes(List<AlarmType> types) {
    types.forEach(type -> this.types.put(type.name(), type));
  }

  /**
   * An alarm that can be started.
   *
   * @param config its name and what it tells of.
   * @param sender tells it.
   */
  public record Planned(AlarmConfig config, AlarmSender sender) {}

  /**
   * Creates the senders of all alarms of a configuration, or none.
   *
   * @param configs as read.
   * @param zone of the times of day in texts.
   * @return in the order given; nothing is opened yet.
   * @throws ConfigException with everything that is wrong with any of them.
   */
  public List<Planned> create(List<AlarmConfig> configs, ZoneId zone) throws ConfigException {
    List<Planned> alarms = new ArrayList<>();
    List<ConfigException> problems = new ArrayList<>();
    for (AlarmConfig config : configs) {
      if (config.type().isEmpty()) {
        continue; // reported when the file was read
      }
      AlarmType type = types.get(config.type());
      if (type == null) {
        String sentence = NearestName.unknown("type of alarm", config.type(), types.keySet());
        problems.add(config.settings().mistake("type", sentence));
        continue;
      }
      try {
        alarms.add(new Planned(config, type.create(config, zone)));
      } catch (ConfigException e) {
        problems.add(e);
      }
    }
    if (!problems.isEmpty()) {
      throw ConfigException.joined(problems);
    }
    return alarms;
  }
}
