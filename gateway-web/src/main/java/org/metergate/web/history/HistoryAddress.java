// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.metergate.rollup.Resolution;
import org.metergate.spi.option.NearestName;
import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Span;

/**
 * A view of the history as its address says it, so that each can be kept and sent to others.
 *
 * @param meter its name.
 * @param span how much time is shown.
 * @param first the first day of it; of all years, that of the present one.
 * @param every the length of a bar.
 * @param comparison what stands behind the bars.
 * @param series the names of quantities drawn as curves; empty for the usual ones.
 */
record HistoryAddress(
    String meter,
    Span span,
    LocalDate first,
    Resolution every,
    Comparing comparison,
    Set<String> series) {
  /** The path of the page. */
  static final String PAGE = "history";

  private static final String METER = "meter";
  private static final String VIEW = "view";
  private static final String AT = "at";
  private static final String EVERY = "every";
  private static final String COMPARE = "compare";
  private static final String SERIES = "series";
  private static final Set<String> PARAMETERS = Set.of(METER, VIEW, AT, EVERY, COMPARE, SERIES);

  /** So many names are listed where one is wrong. */
  private static final int NAMED = 20;

  /** So many curves can be asked for. */
  private static final int MOST_SERIES = 12;

  /** Puts the names in order. */
  HistoryAddress {
    series = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(series));
  }

  /** What is shown behind the bars. */
  enum Comparing {
    /** The span before. */
    BEFORE("before"),
    /** The same span a year before. */
    YEAR("year"),
    /** Nothing. */
    NONE("none");

    private final String label;

    Comparing(String label) {
      this.label = label;
    }

    /** Returns its name in an address. */
    String label() {
      return label;
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
        throw unknown(400, "parameter", name, List.copyOf(new TreeSet<>(PARAMETERS)));
      }
    }
    String meter = fields.getOrDefault(METER, meters.isEmpty() ? "" : meters.get(0));
    if (!meters.contains(meter)) {
      throw unknown(404, METER, meter, meters);
    }
    String word = fields.getOrDefault(VIEW, Span.DAY.label());
    Span span = Span.of(word).orElseThrow(() -> unknown(400, VIEW, word, SpanText.labels()));
    return new HistoryAddress(
        meter,
        span,
        first(fields, span, today),
        every(fields, span),
        comparison(fields),
        series(fields));
  }

  private static HistoryException unknown(
      int status, String kind, String typed, List<String> known) {
    String shown = HistoryTexts.shortened(typed);
    List<String> possible = known.subList(0, Math.min(known.size(), NAMED));
    List<String> near = NearestName.to(shown, known).map(List::of).orElse(possible);
    return new HistoryException(status, NearestName.unknown(kind, shown, near));
  }

  private static LocalDate first(Map<String, String> fields, Span span, LocalDate today) {
    String at = fields.getOrDefault(AT, "");
    if (span == Span.YEARS && !at.isEmpty()) {
      throw new HistoryException(HistoryTexts.text("all-years-have-no-time"));
    }
    if (at.isEmpty()) {
      return SpanText.first(span, today);
    }
    return SpanText.read(span, at)
        .orElseThrow(() -> new HistoryException(HistoryTexts.badTime(at, span)));
  }

  private static Resolution every(Map<String, String> fields, Span span) {
    String word = fields.getOrDefault(EVERY, span.bars().get(0).label());
    return Resolution.of(word)
        .filter(span.bars()::contains)
        .orElseThrow(
            () ->
                new HistoryException(
                    HistoryTexts.text(
                        "bad-every",
                        "typed",
                        HistoryTexts.shortened(word),
                        "view",
                        span.label(),
                        "possible",
                        span.bars().stream()
                            .map(Resolution::label)
                            .collect(Collectors.joining(", ")))));
  }

  private static Comparing comparison(Map<String, String> fields) {
    String word = fields.getOrDefault(COMPARE, Comparing.BEFORE.label());
    List<String> words = Arrays.stream(Comparing.values()).map(Comparing::label).toList();
    return Arrays.stream(Comparing.values())
        .filter(one -> one.label().equals(word))
        .findFirst()
        .orElseThrow(() -> unknown(400, "comparison", word, words));
  }

  private static Set<String> series(Map<String, String> fields) {
    String text = fields.getOrDefault(SERIES, "");
    Set<String> names = new TreeSet<>(List.of(text.split(",", MOST_SERIES + 1)));
    names.remove("");
    if (names.size() > MOST_SERIES || !text.matches("[a-z0-9_,]{0,600}")) {
      throw new HistoryException(HistoryTexts.text("bad-series", "most", MOST_SERIES));
    }
    return names;
  }

  /** Returns the address, which reads as this view, relative to the page's own. */
  String write(String path) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(METER, meter);
    fields.put(VIEW, span.label());
    if (span != Span.YEARS) {
      fields.put(AT, SpanText.write(span, first));
    }
    if (every != span.bars().get(0)) {
      fields.put(EVERY, every.label());
    }
    if (comparison != Comparing.BEFORE) {
      fields.put(COMPARE, comparison.label());
    }
    if (!series.isEmpty()) {
      fields.put(SERIES, String.join(",", series));
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
    Resolution bars = other == span ? every : other.bars().get(0);
    LocalDate begin = SpanText.first(other, day);
    return new HistoryAddress(meter, other, begin, bars, comparison, series);
  }

  /** Returns the same with bars of another length. */
  HistoryAddress every(Resolution other) {
    return new HistoryAddress(meter, span, first, other, comparison, series);
  }

  /** Returns the same with another comparison. */
  HistoryAddress with(Comparing other) {
    return new HistoryAddress(meter, span, first, every, other, series);
  }

  /** Returns the same of another meter, with its usual curves. */
  HistoryAddress of(String other) {
    return new HistoryAddress(other, span, first, every, comparison, Set.of());
  }

  /** Returns the same with another choice of curves. */
  HistoryAddress curves(Set<String> other) {
    return new HistoryAddress(meter, span, first, every, comparison, other);
  }

  /** Returns the period of a span that has one time; of all years, that of the present one. */
  Period period(ZoneId zone) {
    Span one = span == Span.YEARS ? Span.YEAR : span;
    Resolution bars = span == Span.YEARS ? one.bars().get(0) : every;
    return Period.of(one, first, bars, zone);
  }

  /** Returns what the period is compared with; nothing where nothing is, or where none was. */
  Optional<Period> compared(Period period) {
    return switch (comparison) {
      case BEFORE -> period.previous();
      case YEAR -> period.yearBefore();
      case NONE -> Optional.empty();
    };
  }
}
