// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.retry.BackOff;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;
import org.metergate.value.HeatUnit;
import org.metergate.value.ReadingView;
import org.metergate.value.Units;

/**
 * A day with the night of a clock change, tariffs that are missing in some telegrams, counters that
 * are withheld and released, an output that fails and is restarted, and a meter that is replaced
 * twice: whatever total and net power the output gets is right, and it gets each that there is.
 */
class DerivedDayTest {
  private static final Duration STEP = Duration.ofMinutes(2);

  @TempDir Path folder;

  /** The meters of a day: with tariffs, with a total of its own, with three tariffs. */
  private enum Kind {
    TWO_TARIFFS("4711", 2, false),
    OWN_TOTAL("4712", 2, true),
    THREE_TARIFFS("4713", 3, false);

    private final MeterRef meter;
    private final int tariffs;
    private final boolean total;

    Kind(String number, int tariffs, boolean total) {
      this.meter = MeterRef.of("house", number);
      this.tariffs = tariffs;
      this.total = total;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-28T22:00:00Z, 23, 1", "2026-03-28T22:00:00Z, 23, 2",
    "2026-10-24T21:00:00Z, 25, 3", "2026-10-24T21:00:00Z, 25, 4",
    "2026-10-24T21:00:00Z, 25, 5", "2026-03-28T22:00:00Z, 23, 6",
  })
  void aTotalIsThatOfAllTariffsOrMissing(Instant start, int hours, long seed) throws Exception {
    Scene scene = new Scene(start, new Random(seed));
    Instant end = start.plus(Duration.ofHours(hours));
    while (scene.time.now().isBefore(end)) {
      long passed = Duration.between(start, scene.time.now()).toMinutes();
      Kind kind = Kind.values()[(int) (passed * 3 / (hours * 60L))];
      scene.pass(kind);
    }
    scene.end();
    assertTrue(scene.sums > 150 && scene.nets > 300, scene.sums + " sums, " + scene.nets + " nets");
    assertTrue(scene.late > 0, "no counter was ever withheld");
    scene.journal.close();
  }

  private final class Scene implements Output {
    private final VirtualTime time;
    private final Random random;
    private final Path file = Files.createTempDirectory(folder, "day").resolve("journal.db");
    private final Map<String, BigDecimal> counters = new HashMap<>();

    /** Which meter sent which reading. */
    private final Map<Long, Kind> kinds = new TreeMap<>();

    private final Map<Long, Map<String, BigDecimal>> derived = new TreeMap<>();
    private Journal journal;
    private OutputRunner runner;
    private boolean fails;
    private int sums;
    private int nets;
    private int late;

    Scene(Instant start, Random random) throws Exception {
      this.time = new VirtualTime(start);
      this.random = random;
      openJournal();
      runner.step();
    }

    private void openJournal() throws Exception {
      journal = Journal.open(new JournalSettings(file), time);
      BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(2), () -> 0.5);
      runner = new OutputRunner(this, journal, time, (name, found, change) -> {}, backOff);
    }

    /**
     * One telegram, and what else may happen within two minutes. The first one of a meter is
     * complete: what a meter has never sent is not known.
     */
    void pass(Kind kind) throws Exception {
      boolean complete = !kinds.containsValue(kind);
      List<Measurement> list = new ArrayList<>();
      for (Quantity total : List.of(Quantities.ENERGY_IMPORT, Quantities.ENERGY_EXPORT)) {
        for (int tariff = 1; tariff <= kind.tariffs; tariff++) {
          if (complete || random.nextInt(12) > 0) {
            list.add(counter(kind, tariff(total, tariff)));
          }
        }
        if (kind.total) {
          list.add(counter(kind, total));
        }
      }
      list.add(power(Quantities.POWER_IMPORT));
      if (complete || random.nextInt(12) > 0) {
        list.add(power(Quantities.POWER_EXPORT));
      }
      Reading reading =
          new Reading(
              kind.meter,
              1,
              Origin.LIVE,
              time.now(),
              Optional.of(
                  MeterTime.local(time.now().atZone(OutputScene.COPENHAGEN).toLocalDateTime())),
              list);
      kinds.put(journal.readings().append(reading), kind);
      switch (random.nextInt(30)) {
        case 0 -> hold(kind.meter);
        case 1, 2, 3 -> release(kind.meter);
        case 4 -> fails = true;
        case 5 -> restart();
        default -> runner.step();
      }
      time.pause(STEP);
    }

    private Measurement counter(Kind kind, Quantity quantity) {
      BigDecimal grown = BigDecimal.valueOf(random.nextInt(50), 3);
      BigDecimal now =
          counters.merge(kind + quantity.name(), grown.add(BigDecimal.TEN), (a, b) -> a.add(grown));
      return SampleReadings.decimal(quantity, now, Unit.KWH, "1.8");
    }

    private Measurement power(Quantity quantity) {
      BigDecimal now = BigDecimal.valueOf(random.nextInt(5000), 3);
      return SampleReadings.decimal(quantity, now, Unit.KW, "1.7");
    }

    private void hold(MeterRef meter) throws Exception {
      CounterRules rules = journal.rules().of(meter);
      if (!rules.last().held()) {
        long next = journal.readings().nextId();
        journal.rules().put(meter, rules.with(new CounterRule(next, 0, true, Map.of())), 0);
      }
    }

    private void release(MeterRef meter) throws Exception {
      CounterRules rules = journal.rules().of(meter);
      if (rules.last().held()) {
        Map<String, BigDecimal> offsets =
            random.nextBoolean() ? Map.of() : Map.of("energy_import_t1", new BigDecimal("100.5"));
        journal.rules().put(meter, rules.released(offsets), rules.heldFrom());
      }
    }

    private void restart() throws Exception {
      runner.close();
      journal.close();
      openJournal();
    }

    private void deliver() throws Exception {
      for (int i = 0; i < 2000; i++) {
        Duration wait = runner.step();
        if (wait.compareTo(Duration.ofSeconds(30)) >= 0) {
          return;
        }
        time.pause(wait);
      }
      throw new AssertionError("the delivery does not end");
    }

    /** All is released and delivered: each total that follows from a telegram has arrived. */
    void end() throws Exception {
      for (Kind kind : Kind.values()) {
        release(kind.meter);
      }
      deliver();
      time.pause(Duration.ofMinutes(5));
      deliver();
      for (StoredReading stored : journal.readings().readAfter(0, 10_000)) {
        Kind kind = kinds.get(stored.id());
        Map<String, BigDecimal> expected = new TreeMap<>();
        for (String total : List.of("energy_import", "energy_export")) {
          sum(stored.reading(), kind, total).ifPresent(sum -> expected.put(total, sum));
        }
        sums += expected.size();
        Optional<BigDecimal> in = number(stored.reading(), "power_import");
        Optional<BigDecimal> out = number(stored.reading(), "power_export");
        if (in.isPresent() && out.isPresent()) {
          nets++;
          expected.put("power", in.get().subtract(out.get()).movePointRight(3));
        }
        assertEquals(
            expected, derived.getOrDefault(stored.id(), Map.of()), "of reading " + stored.id());
      }
    }

    private Optional<BigDecimal> sum(Reading reading, Kind kind, String total) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int tariff = 1; tariff <= kind.tariffs; tariff++) {
        Optional<BigDecimal> one = number(reading, total + "_t" + tariff);
        if (one.isEmpty() || kind.total) {
          return Optional.empty();
        }
        sum = sum.add(one.get());
      }
      return Optional.of(sum);
    }

    private static Optional<BigDecimal> number(Reading reading, String quantity) {
      return reading
          .measurement(quantity)
          .filter(m -> m.value() instanceof Value.Decimal)
          .map(m -> ((Value.Decimal) m.value()).number());
    }

    @Override
    public OutputInfo info() {
      ReadingView home = new ReadingView(Units.home(HeatUnit.KWH), true);
      return new OutputInfo("home", "notebook", Duration.ZERO, Duration.ofMinutes(1), home);
    }

    @Override
    public Optional<Finding> open() {
      return Optional.empty();
    }

    /** Keeps what was derived; a second delivery has the same values, or none. */
    @Override
    public Delivery deliver(List<StoredReading> batch) {
      for (StoredReading stored : batch) {
        late += stored.reading().origin() == Origin.LATE ? 1 : 0;
        Set<String> names = new HashSet<>();
        for (Measurement m : stored.reading().measurements()) {
          assertTrue(names.add(m.quantity().name()), m + " is there twice");
          if (m.register().startsWith("=") && m.value() instanceof Value.Decimal decimal) {
            BigDecimal before =
                derived
                    .computeIfAbsent(stored.id(), id -> new TreeMap<>())
                    .put(m.quantity().name(), decimal.number());
            assertTrue(before == null || before.equals(decimal.number()), m + " was " + before);
          }
        }
      }
      boolean failed = fails;
      fails = false;
      return failed
          ? new Delivery.TryAgain(batch.size() / 2, DeliveryScene.AWAY)
          : new Delivery.Done(batch.size());
    }

    @Override
    public void close() {}
  }

  private static Quantity tariff(Quantity total, int tariff) {
    return new Quantity(
        total.name() + "_t" + tariff,
        total.kind(),
        total.dimension(),
        total.label() + ", tariff " + tariff);
  }
}
