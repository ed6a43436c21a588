// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.url;

import java.net.URI;
import java.time.ZoneId;
import org.metergate.alarm.AlarmSender;
import org.metergate.alarm.AlarmType;
import org.metergate.config.AlarmConfig;
import org.metergate.config.ConfigException;
import org.metergate.config.Section;
import org.metergate.output.http.HttpSettings;
import org.metergate.spi.option.Secret;

/**
 * The type {@code url}: {@code url}, {@code username}, {@code password}, {@code token}, {@code ca},
 * {@code server-name}, {@code format} ({@code json} or {@code text}).
 */
public final class UrlAlarmType implements AlarmType {
  /** Shorter parts of an address are words, not secrets; so is what has no digit and one case. */
  private static final int SHORTEST_SECRET = 12;

  /** Creates the type; there is no state in it. */
  public UrlAlarmType() {}

  @Override
  public String name() {
    return "url";
  }

  @Override
  public AlarmSender create(AlarmConfig config, ZoneId zone) throws ConfigException {
    Section settings = config.settings();
    HttpSettings http = HttpSettings.read(settings, "Bearer");
    boolean text = settings.choice("format", "json", "text").equals("text");
    hide(settings, http.url()); // before anything may be shown of a wrong configuration
    settings.done();
    return new UrlSender(config.name(), http, text, zone);
  }

  /** Whoever knows the address of a webhook may use it: its long parts are hidden everywhere. */
  private static void hide(Section settings, URI url) {
    String rest =
        (url.getRawPath() == null ? "" : url.getRawPath())
            + "/"
            + (url.getRawQuery() == null ? "" : url.getRawQuery());
    for (String part : rest.split("[/&=?]")) {
      boolean word = part.matches("[a-z_-]*|[A-Z_-]*");
      if (part.length() >= SHORTEST_SECRET && !word) {
        settings.hide(new Secret(part));
      }
    }
  }
}
