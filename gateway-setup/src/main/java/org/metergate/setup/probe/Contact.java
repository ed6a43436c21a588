// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.link.Edge;

/**
 * What a contact does, from its edges. The outputs of meters close for 30 to 100 ms (EN 62053-31:
 * at least 30 ms); what is shorter than 15 ms is bouncing of a reed, or a disturbance. A pure
 * function.
 */
final class Contact {
  private static final double SHORTEST_MILLIS = 15;
  private static final int SURE_PULSES = 3;

  private Contact() {}

  /**
   * Judges the edges of one line.
   *
   * @param initial whether the contact was closed at the beginning.
   * @param edges in order of their times.
   * @param seconds how long it was watched.
   */
  static Verdict judge(boolean initial, List<Edge> edges, double seconds) {
    List<Double> widths = new ArrayList<>();
    List<Double> begins = new ArrayList<>();
    boolean level = initial;
    long closed = Long.MIN_VALUE;
    for (Edge edge : edges) {
      if (edge.level() && !level) {
        closed = edge.nanos();
      } else if (!edge.level() && level && closed != Long.MIN_VALUE) {
        widths.add((edge.nanos() - closed) / 1e6);
        begins.add(closed / 1e6);
      }
      level = edge.level();
    }
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("seconds", Long.toString(Math.round(seconds)));
    evidence.put("edges", Integer.toString(edges.size()));
    evidence.put("pulses", Integer.toString(widths.size()));
    if (widths.isEmpty()) {
      Cause cause = level ? Cause.CONTACT_CLOSED : Cause.CONTACT_OPEN;
      Sureness sureness = edges.isEmpty() ? Sureness.SURE : Sureness.PROBABLY;
      return verdict(cause, sureness, evidence);
    }
    double shortest = widths.stream().mapToDouble(width -> width).min().orElse(0);
    evidence.put("width", millis(median(widths)));
    evidence.put("shortest", millis(shortest));
    List<Double> periods = new ArrayList<>();
    for (int i = 1; i < begins.size(); i++) {
      periods.add(begins.get(i) - begins.get(i - 1));
    }
    evidence.put("period", periods.isEmpty() ? "?" : millis(median(periods)));
    Sureness sureness = widths.size() >= SURE_PULSES ? Sureness.SURE : Sureness.PROBABLY;
    return verdict(shortest < SHORTEST_MILLIS ? Cause.BOUNCING : Cause.PULSES, sureness, evidence);
  }

  private static Verdict verdict(Cause cause, Sureness sureness, Map<String, String> evidence) {
    return new Verdict(cause, sureness, evidence, evidence, Optional.empty(), List.of());
  }

  private static double median(List<Double> values) {
    return Regularity.median(values.stream().mapToDouble(value -> value).toArray());
  }

  private static String millis(double millis) {
    return millis < 10 ? Decision.figure(millis) : Long.toString(Math.round(millis));
  }
}
