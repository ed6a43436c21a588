// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures on which a verdict is based. Where a meter was recognised, its own settings take the
 * place of the estimates by which they were found. Pure functions.
 */
final class Figures {
  private Figures() {}

  /**
   * Returns the figures by name, in the order in which people read them.
   *
   * @param settable whether the settings of the line are known; at an unknown speed, bytes show
   *     only how many times too fast it is.
   */
  static Map<String, String> of(Hearing hearing, Optional<Recognised> meter, boolean settable) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("seconds", Long.toString(Math.round(hearing.passiveSeconds())));
    figures.put("bytes", Integer.toString(hearing.passiveBytes()));
    List<Heard> asked =
        hearing.windows().stream().filter(heard -> heard.sent().length > 0).toList();
    if (!asked.isEmpty()) {
      figures.put("questions", Integer.toString(asked.size()));
      figures.put("echoes", Long.toString(asked.stream().filter(Echo::alone).count()));
      figures.put(
          "answers",
          Long.toString(
              asked.stream().filter(h -> !h.bytes().isEmpty() && !Echo.alone(h)).count()));
    }
    if (meter.isEmpty()) {
      estimates(hearing, settable, figures);
    } else if (settable) {
      figures.put("settings", meter.get().settings().toString());
    }
    if (hearing.passiveBytes() > 0) {
      figures.put("line-errors", hearing.marksWork() ? "marked" : "not marked");
    }
    return figures;
  }

  private static void estimates(Hearing hearing, boolean settable, Map<String, String> figures) {
    Regularity regularity = hearing.regularity();
    if (regularity.bursts() > 0) {
      figures.put("bursts", Integer.toString(regularity.bursts()));
    }
    // bursts of different lengths have no length, and two of them no certain interval
    if (regularity.bursts() > 0 && regularity.kind() != Regularity.Kind.IRREGULAR) {
      figures.put("burst-seconds", Decision.figure(regularity.duration()));
    }
    if (regularity.kind() == Regularity.Kind.REGULAR) {
      figures.put("period-seconds", Decision.figure(regularity.period()));
    }
    if (hearing.speed() == LineSpeed.UNKNOWN) {
      return;
    }
    if (settable) {
      figures.put("baud", Integer.toString(hearing.baud()));
    }
    double low = Polarity.share(hearing.wholeBurstsAt(hearing.baud()), b -> b.last().flagged());
    if (hearing.marksWork() && low >= 0) {
      figures.put("ends-low-percent", Long.toString(Math.round(low * 100)));
    }
  }
}
