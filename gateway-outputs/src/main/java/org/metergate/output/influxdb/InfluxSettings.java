// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.metergate.config.ConfigException;
import org.metergate.config.Section;
import org.metergate.output.Thinning;
import org.metergate.output.ValueKeys;
import org.metergate.output.http.HttpSettings;
import org.metergate.value.ReadingView;

/**
 * The settings of one output, all checked.
 *
 * @param http where and how to log in.
 * @param write the address that takes lines.
 * @param server what kind it is.
 * @param measurement the name before the tags of each line.
 * @param every how far values are thinned; zero for all of them.
 * @param view in which units, and whether with derived values.
 */
record InfluxSettings(
    HttpSettings http,
    URI write,
    LineServer server,
    String measurement,
    Duration every,
    ReadingView view) {

  static InfluxSettings read(Section section) throws ConfigException {
    LineServer server = server(section);
    HttpSettings http = HttpSettings.read(section, server.scheme());
    StringBuilder query = new StringBuilder("?precision=" + server.precision());
    for (int i = 0; i < server.keys().size(); i++) {
      String value = section.text(server.keys().get(i));
      query.append('&').append(server.parameters().get(i)).append('=').append(encoded(value));
    }
    String measurement = section.optionalText("measurement").orElse("metergate");
    if (!measurement.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")) {
      section.problem("measurement", "This must be letters, digits, _, . and -.");
    }
    Duration every = Thinning.read(section);
    ReadingView view = ValueKeys.read(section, false);
    section.done();
    URI write = http.below(server.path() + query);
    return new InfluxSettings(http, write, server, measurement, every, view);
  }

  private static LineServer server(Section section) {
    String word = section.requiredWord("server", "server", LineServer.words());
    return LineServer.of(word).orElse(LineServer.INFLUXDB_2);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
