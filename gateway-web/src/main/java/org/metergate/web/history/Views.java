// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.health.MeterReport;
import org.metergate.journal.JournalException;
import org.metergate.spi.option.NearestName;
import org.metergate.web.history.data.HistoryData;
import org.metergate.web.history.data.MeterView;
import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Question;
import org.metergate.web.history.data.Span;
import org.metergate.web.page.PageSources;

/** Finds the numbers of an address. Any thread; waits for the journal. */
final class Views {
  private final PageSources sources;
  private final Numbers data;

  Views(PageSources sources, Numbers data) {
    this.sources = sources;
    this.data = data;
  }

  /** Where the numbers come from. */
  interface Numbers {
    /** Returns the names of the meters in the journal. */
    List<String> meters() throws JournalException;

    /** Returns the years of which there are readings of a meter. */
    Optional<Period> years(String meter) throws JournalException;

    /** Returns the numbers of a view. */
    Optional<MeterView> of(Question question) throws JournalException;

    /** Reads them from a journal. */
    static Numbers of(HistoryData data) {
      return new Numbers() {
        @Override
        public List<String> meters() throws JournalException {
          return data.meters();
        }

        @Override
        public Optional<Period> years(String meter) throws JournalException {
          return data.years(meter);
        }

        @Override
        public Optional<MeterView> of(Question question) throws JournalException {
          return data.of(question);
        }
      };
    }
  }

  /**
   * The meters that have a history.
   *
   * @param present those that are configured, in the order of the pages.
   * @param earlier those that are in the journal alone: renamed or removed.
   */
  record Meters(List<String> present, List<String> earlier) {
    List<String> all() {
      List<String> all = new ArrayList<>(present);
      all.addAll(earlier);
      return all;
    }
  }

  /**
   * What an address shows.
   *
   * @param address as it was understood.
   * @param meters that could be shown instead.
   * @param question what the journal was asked.
   * @param view the numbers; nothing for a meter of which nothing was ever stored.
   * @param known the years of which there are readings of the meter.
   */
  record Found(
      HistoryAddress address,
      Meters meters,
      Question question,
      Optional<MeterView> view,
      Optional<Period> known) {}

  Instant now() {
    return sources.clock().instant();
  }

  Meters meters() throws JournalException {
    Set<String> configured = new LinkedHashSet<>();
    for (MeterReport meter : sources.health().get().meters()) {
      configured.add(meter.meter());
    }
    List<String> earlier =
        data.meters().stream().filter(name -> !configured.contains(name)).toList();
    return new Meters(List.copyOf(configured), earlier);
  }

  /**
   * Reads what an address shows.
   *
   * @param fields the parameters of the address.
   * @return the numbers.
   * @throws HistoryException for an address that shows nothing.
   * @throws JournalException when the journal cannot be read.
   */
  Found find(Map<String, String> fields) throws JournalException {
    Meters meters = meters();
    LocalDate today = LocalDate.ofInstant(now(), sources.zone());
    if (meters.all().isEmpty()) {
      throw new HistoryException(404, HistoryTexts.text("no-meters"));
    }
    HistoryAddress address = HistoryAddress.read(fields, meters.all(), today);
    Optional<Period> known = data.years(address.meter());
    Period period = address.period(sources.zone());
    if (address.span() == Span.YEARS) {
      period = known.orElse(Period.years(today.getYear(), today.getYear(), sources.zone()));
    }
    Question question =
        new Question(address.meter(), period, address.compared(period), address.series());
    Optional<MeterView> view = data.of(question);
    view.ifPresent(found -> check(address.series(), found.gauges()));
    return new Found(address, meters, question, view, known);
  }

  private static void check(Set<String> wanted, List<String> gauges) {
    for (String name : wanted) {
      if (!gauges.contains(name)) {
        throw new HistoryException(
            NearestName.unknown("series", HistoryTexts.shortened(name), gauges));
      }
    }
  }
}
