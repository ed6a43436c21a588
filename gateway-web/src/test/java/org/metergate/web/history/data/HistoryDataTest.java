// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.JournalException;
import org.metergate.journal.TickedJournal;
import org.metergate.rollup.Resolution;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;
import org.metergate.web.history.data.SelfUse.Share;

/** Comparisons, self-use, records of loggers, and journals that have no answer. */
class HistoryDataTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  /** Midnight in Copenhagen. */
  private static final Instant START = Instant.parse("2026-11-01T23:00:00Z");

  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(START);
  private TickedJournal journal;
  private HistoryData data;

  @BeforeEach
  void open() throws Exception {
    journal = new TickedJournal(folder.resolve("journal.db"), time, ZONE);
    data =
        new HistoryData(
            journal.journal().history(),
            Units.home(HeatUnit.KWH),
            ZONE,
            time::now,
            new MeterRoles(List.of("roof"), List.of("house")));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Reading reading(String meter, Origin origin, Instant at, long in, long out) {
    return new Reading(
        MeterRef.of(meter, "1"),
        1,
        origin,
        time.now(),
        origin == Origin.HISTORY
            ? Optional.of(MeterTime.local(LocalDateTime.ofInstant(at, ZONE)))
            : Optional.empty(),
        List.of(
            GeneratedYear.number(Quantities.ENERGY_IMPORT, in, Unit.KWH),
            GeneratedYear.number(Quantities.ENERGY_EXPORT, out, Unit.KWH)));
  }

  /** Reads every five minutes; each counter moves by so much an hour. */
  private void hours(int hours, int roof, int in, int out) throws Exception {
    for (int i = 0; i < hours * 12; i++) {
      long number = Duration.between(START, time.now()).toMinutes() / 5;
      append(reading("roof", Origin.LIVE, time.now(), number / 12, number * roof / 12));
      append(reading("house", Origin.LIVE, time.now(), number * in / 12, number * out / 12));
      time.pause(Duration.ofMinutes(5));
      journal.tick();
    }
  }

  private void append(Reading reading) throws JournalException {
    journal.journal().readings().append(reading);
  }

  private MeterView view(String meter, Period period, Optional<Period> compared) throws Exception {
    return data.of(new Question(meter, period, compared, Set.of())).orElseThrow();
  }

  private static Period day(LocalDate date) {
    return Period.of(Span.DAY, date, Resolution.HOUR, ZONE);
  }

  private static BarSeries energy(MeterView view, String quantity) {
    return view.parts().get(0).bars().get(Group.ENERGY).stream()
        .filter(one -> one.of().quantity().equals(quantity))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRunningDayIsComparedWithTheSamePartOfTheDayBefore() throws Exception {
    hours(24 + 9, 0, 1200, 0);
    hours(1, 0, 1200, 0);
    Period today = day(FIRST.plusDays(1));
    MeterView view = view("house", today, today.previous());
    assertTrue(view.isRunning());
    Comparison with = energy(view, "energy_import").comparison().orElseThrow();
    assertEquals(Optional.of(new BigDecimal("28.800")), with.total().map(Growth::used));
    assertEquals(with.soFar().map(Growth::used), with.soFarBefore().map(Growth::used));
    assertEquals(Optional.of(new BigDecimal("0.000")), with.difference());
    assertEquals(Optional.of(new BigDecimal("0.0")), with.percent());
    assertEquals(24, with.bars().stream().filter(Optional::isPresent).count());
    assertEquals(
        List.of(new BigDecimal("1.200")),
        energy(view, "energy_import").bars().stream()
            .flatMap(bar -> bar.used().stream())
            .filter(used -> used.compareTo(new BigDecimal("1.1")) > 0)
            .distinct()
            .toList());
  }

  @Test
  void selfUseIsWhatWasProducedAndNotExportedAndNeverBelowZero() throws Exception {
    hours(24, 3000, 1000, 1200);
    SelfUse use = view("house", day(FIRST), Optional.empty()).selfUse().orElseThrow();
    assertEquals(24, use.asked());
    Share all = use.total().orElseThrow();
    assertEquals(
        0,
        new BigDecimal("43.2")
            .compareTo(noon(use).used().orElseThrow().multiply(BigDecimal.valueOf(24))));
    assertEquals(Optional.of(new BigDecimal("60.0")), all.selfUse());
    assertEquals(Optional.of(new BigDecimal("64.3")), all.selfSufficiency());
    Share less = share("1.000", "1.400");
    assertTrue(less.isImplausible());
    assertEquals(Optional.empty(), less.used());
    assertEquals(Optional.empty(), less.selfUse());
    Share digit = share("1.000", "1.002");
    assertFalse(digit.isImplausible(), "each counter is off by its last digit");
    assertEquals(Optional.of(BigDecimal.ZERO), digit.used());
  }

  private static Share noon(SelfUse use) {
    return use.shares().get(12);
  }

  private static Share share(String produced, String exported) {
    return new Share(
        new Interval(0, 1),
        Optional.of(new BigDecimal(produced)),
        Optional.of(BigDecimal.ONE),
        Optional.of(new BigDecimal(exported)));
  }

  @Test
  void recordsOfTheMetersOwnLoggerAreMarkedAtTheirTimeByItsClock() throws Exception {
    hours(10, 1, 1000, 0);
    time.pause(Duration.ofHours(10)); // nothing is read
    hours(4, 1, 1000, 0);
    for (int hour = 11; hour < 15; hour++) {
      Instant at = START.plus(Duration.ofHours(hour));
      journal
          .journal()
          .readings()
          .appendRecord("hour", reading("house", Origin.HISTORY, at, hour * 1000L, 0));
    }
    journal.tick();
    List<Bar> bars = energy(view("house", day(FIRST), Optional.empty()), "energy_import").bars();
    for (int hour = 0; hour < 24; hour++) {
      assertEquals(hour >= 11 && hour < 15, bars.get(hour).logged(), "hour " + hour);
      assertEquals(
          hour == 10 || hour >= 15 && hour < 20,
          bars.get(hour).readings() == 0,
          "hour " + hour + bars.get(hour));
    }
  }

  @Test
  void aFutureYearAndAnUnknownMeterHaveNoNumbersAndAClosedJournalSaysSo() throws Exception {
    assertEquals(List.of(), data.meters());
    assertEquals(Optional.empty(), data.years("house"));
    hours(2, 1, 1, 1);
    Period future = Period.of(Span.YEAR, LocalDate.of(2031, 1, 1), Resolution.MONTH, ZONE);
    MeterView view = view("house", future, future.previous());
    assertTrue(view.isFuture());
    assertEquals(List.of(), view.rows());
    assertFalse(view.parts().get(0).hasNumbers());
    assertEquals(
        Optional.empty(), data.of(new Question("nobody", future, Optional.empty(), Set.of())));
    assertEquals(Optional.of(Period.years(2026, 2026, ZONE)), data.years("house"));
    journal.close();
    assertThrows(JournalException.class, () -> data.meters());
    assertThrows(
        JournalException.class,
        () -> data.of(new Question("house", future, Optional.empty(), Set.of())));
  }
}
