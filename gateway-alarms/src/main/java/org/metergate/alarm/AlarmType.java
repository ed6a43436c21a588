// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.ZoneId;
import org.metergate.config.AlarmConfig;
import org.metergate.config.ConfigException;

/** A way to notify a person, by its name under {@code type} in the configuration. */
public interface AlarmType {

  /**
   * Returns the name in the configuration.
   *
   * @return for example {@code mail}.
   */
  String name();

  /**
   * Checks the settings and prepares to send, without opening anything.
   *
   * @param config its name and settings.
   * @param zone of the times of day in texts.
   * @return the sender.
   * @throws ConfigException with everything that is wrong with the settings.
   */
  AlarmSender create(AlarmConfig config, ZoneId zone) throws ConfigException;
}
