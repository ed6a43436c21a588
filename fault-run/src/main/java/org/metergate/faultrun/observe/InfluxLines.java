// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.observe;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.Sighting;

/**
 * The line protocol of InfluxDB (docs.influxdata.com, "Line protocol"), as far as numbers go. The
 * lines of one reading follow each other, one for each unit.
 */
final class InfluxLines {
  private InfluxLines() {}

  private record Line(String meter, long time, Map<String, BigDecimal> values) {}

  /** Returns the readings in the body of one request. */
  static List<Sighting> parse(String body) {
    List<Sighting> found = new ArrayList<>();
    Line open = null;
    for (String text : body.split("\n")) {
      if (!text.isBlank()) {
        Line next = line(text);
        if (open != null && belongs(open, next)) {
          open.values().putAll(next.values());
        } else {
          add(open, found);
          open = next;
        }
      }
    }
    add(open, found);
    return found;
  }

  private static boolean belongs(Line open, Line next) {
    return open.meter().equals(next.meter())
        && open.time() == next.time()
        && next.values().keySet().stream().noneMatch(open.values()::containsKey);
  }

  private static void add(Line line, List<Sighting> to) {
    if (line != null) {
      to.add(
          new Sighting(
              Place.INFLUX,
              line.meter(),
              OptionalLong.empty(),
              Optional.empty(),
              line.values(),
              OptionalLong.of(line.time()),
              false,
              System.nanoTime()));
    }
  }

  private static Line line(String text) {
    List<String> parts = split(text, ' ');
    Map<String, String> tags = pairs(parts.get(0));
    Map<String, BigDecimal> values = new HashMap<>();
    Set<String> numbers = Set.of("\"", "t", "f", "T", "F");
    pairs(parts.get(1))
        .forEach(
            (name, value) -> {
              if (!numbers.contains(value.substring(0, 1))) {
                values.put(
                    name, new BigDecimal(value.endsWith("i") ? value.replace("i", "") : value));
              }
            });
    return new Line(tags.get("meter"), Long.parseLong(parts.get(2)), values);
  }

  private static Map<String, String> pairs(String list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : split(list, ',')) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return pairs;
  }

  /** Cuts at a character that is neither escaped nor within quotes. */
  private static List<String> split(String text, char at) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '\\' && i + 1 < text.length()) {
        part.append(next).append(text.charAt(++i));
      } else if (next == at && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        quoted ^= next == '"';
        part.append(next);
      }
    }
    parts.add(part.toString());
    return parts;
  }
}
