// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.mail;

import java.time.Duration;
import java.time.ZoneId;
import org.metergate.alarm.AlarmSender;
import org.metergate.alarm.AlarmType;
import org.metergate.config.AlarmConfig;
import org.metergate.config.ConfigException;

/**
 * The type {@code mail}: {@code server}, {@code tls} ({@code starttls}, {@code tls}, {@code none}),
 * {@code username}, {@code password}, {@code from}, {@code to}, {@code ca}, {@code server-name}.
 */
public final class MailAlarmType implements AlarmType {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Creates the type; there is no state in it. */
  public MailAlarmType() {}

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public AlarmSender create(AlarmConfig config, ZoneId zone) throws ConfigException {
    MailSettings settings = MailSettings.read(config.settings());
    config.settings().done();
    return new MailSender(settings, zone, LIMIT);
  }
}
