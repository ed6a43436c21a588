// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.metergate.spi.option.NearestName;

/**
 * A view of the history as its address says it, so that each can be kept and sent to others.
 *
 * @param meter its name.
 * @param span how much time is shown.
 * @param first the first day of it.
 * @param hours whether a day is shown in hours instead of quarters of an hour; false for others.
 * @param comparison what stands behind the bars.
 * @param number of the meter, where one name had several; empty for the present one.
 */
record HistoryAddress(
    String meter, Span span, LocalDate first, boolean hours, Comparison comparison, String number) {
  /** The path of the page. */
  static final String PAGE = "history";

  private static final String METER = "meter";
  private static final String VIEW = "view";
  private static final String AT = "at";
  private static final String EVERY = "every";
  private static final String COMPARE = "compare";
  private static final String SERIES = "series";
  private static final String QUARTERS = "15min";
  private static final String HOURS = "hour";
  private static final Set<String> PARAMETERS = Set.of(METER, VIEW, AT, EVERY, COMPARE, SERIES);

  /** So many names are listed where one is wrong. */
  private static final int NAMED = 20;

  /** What is shown behind the bars. */
  enum Comparison {
    /** The span before. */
    BEFORE("before"),
    /** The same span a year before. */
    YEAR("year"),
    /** Nothing. */
    NONE("none");

    private final String word;

    Comparison(String word) {
      this.word = word;
    }

    /** Returns its name in an address. */
    String word() {
      return word;
    }
  }

  /**
   * Reads an address.
   *
   * @param fields the parameters, of which every one may be missing or wrong.
   * @param meters the names that there are; the first is shown where none is asked for.
   * @param today the present day.
   * @return a view that there can be.
   * @throws HistoryException with what is possible, for anything else.
   */
  static HistoryAddress read(Map<String, String> fields, List<String> meters, LocalDate today) {
    for (String name : new TreeSet<>(fields.keySet())) {
      if (!PARAMETERS.contains(name)) {
        throw unknown(400, "parameter", name, sorted(PARAMETERS));
      }
    }
    String meter = fields.getOrDefault(METER, meters.isEmpty() ? "" : meters.get(0));
    if (!meters.contains(meter)) {
      throw unknown(404, METER, meter, meters);
    }
    String word = fields.getOrDefault(VIEW, Span.DAY.word());
    Span span = Span.of(word).orElseThrow(() -> unknown(400, VIEW, word, Span.words()));
    LocalDate first = first(fields, span, today);
    return new HistoryAddress(
        meter,
        span,
        first,
        hours(fields, span),
        comparison(fields),
        fields.getOrDefault(SERIES, ""));
  }

  private static HistoryException unknown(
      int status, String kind, String typed, List<String> known) {
    String shown = HistoryTexts.shortened(typed);
    List<String> possible = known.subList(0, Math.min(known.size(), NAMED));
    List<String> near = NearestName.to(shown, known).map(List::of).orElse(possible);
    return new HistoryException(status, NearestName.unknown(kind, shown, near));
  }

  private static List<String> sorted(Set<String> names) {
    return List.copyOf(new TreeSet<>(names));
  }

  private static LocalDate first(Map<String, String> fields, Span span, LocalDate today) {
    String at = fields.getOrDefault(AT, "");
    if (at.isEmpty()) {
      return span.first(today);
    }
    return span.read(at).orElseThrow(() -> new HistoryException(HistoryTexts.badTime(at, span)));
  }

  private static boolean hours(Map<String, String> fields, Span span) {
    String every = fields.getOrDefault(EVERY, QUARTERS);
    if (fields.containsKey(EVERY) && span != Span.DAY) {
      throw new HistoryException(HistoryTexts.text("every-is-for-days"));
    }
    if (!every.equals(QUARTERS) && !every.equals(HOURS)) {
      throw unknown(400, "interval", every, List.of(QUARTERS, HOURS));
    }
    return every.equals(HOURS);
  }

  private static Comparison comparison(Map<String, String> fields) {
    String word = fields.getOrDefault(COMPARE, Comparison.BEFORE.word());
    List<String> words = Arrays.stream(Comparison.values()).map(Comparison::word).toList();
    Optional<Comparison> known =
        Arrays.stream(Comparison.values()).filter(one -> one.word().equals(word)).findFirst();
    return known.orElseThrow(() -> unknown(400, "comparison", word, words));
  }

  /** Returns the address, which reads as this view, relative to the page's own. */
  String write(String path) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(METER, meter);
    fields.put(VIEW, span.word());
    fields.put(AT, span.write(first));
    if (hours) {
      fields.put(EVERY, HOURS);
    }
    if (comparison != Comparison.BEFORE) {
      fields.put(COMPARE, comparison.word());
    }
    if (!number.isEmpty()) {
      fields.put(SERIES, number);
    }
    return path
        + fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + escaped(field.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the address of the page. */
  String page() {
    return write(PAGE);
  }

  /** Returns the same of another time, or of another length at that time. */
  HistoryAddress at(Span other, LocalDate day) {
    return new HistoryAddress(
        meter, other, other.first(day), hours && other == Span.DAY, comparison, number);
  }

  /** Returns the same with hours or quarters of an hour. */
  HistoryAddress every(boolean inHours) {
    return new HistoryAddress(meter, span, first, inHours, comparison, number);
  }

  /** Returns the same with another comparison. */
  HistoryAddress with(Comparison other) {
    return new HistoryAddress(meter, span, first, hours, other, number);
  }

  /** Returns the same of another meter, or of an earlier one of the same name. */
  HistoryAddress of(String otherMeter, String otherNumber) {
    return new HistoryAddress(otherMeter, span, first, hours, comparison, otherNumber);
  }

  /** Returns the view of so many spans later; nothing outside of the calendar. */
  Optional<HistoryAddress> later(int count) {
    LocalDate other = span.plus(first, count);
    return Span.inCalendar(other) ? Optional.of(at(span, other)) : Optional.empty();
  }
}
