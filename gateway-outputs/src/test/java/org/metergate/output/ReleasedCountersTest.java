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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.retry.BackOff;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

/**
 * Counters that a decision releases reach a receiver that ignores each reading it has already, as
 * files and databases do: whatever ended or failed in between.
 */
class ReleasedCountersTest {
  private static final MeterRef METER = MeterRef.of("electricity", "18290001");

  enum Break {
    NONE,
    ORDERLY_RESTART,
    KILL,
    FAILURE
  }

  @TempDir Path folder;
  private int files;

  private Path file() throws Exception {
    return Files.createDirectory(folder.resolve("run-" + files++)).resolve("journal.db");
  }

  @ParameterizedTest
  @EnumSource
  void aBreakBetweenDecisionAndDeliveryCostsNothing(Break what) throws Exception {
    Scene scene = new Scene(Duration.ofMinutes(2));
    scene.append(5);
    scene.deliver();
    scene.time.pause(Duration.ofMinutes(3));
    scene.deliver();
    scene.hold();
    scene.append(30);
    scene.deliver();
    scene.release();
    scene.breakOff(what);
    scene.append(3);
    scene.end();
  }

  @ParameterizedTest
  @EnumSource
  void aBreakBeforeTheDecisionCostsNothing(Break what) throws Exception {
    Scene scene = new Scene(Duration.ofMinutes(2));
    scene.append(5);
    scene.hold();
    scene.append(30);
    scene.deliver();
    scene.breakOff(what);
    scene.release();
    scene.append(3);
    scene.end();
  }

  @Test
  void aSecondDecisionWhileTheFirstMayStillBeForgottenCostsNothing() throws Exception {
    Scene scene = new Scene(Duration.ofMinutes(2));
    for (int i = 0; i < 3; i++) {
      scene.hold();
      scene.append(10);
      scene.deliver();
      scene.release();
      scene.runner.step();
    }
    scene.end();
  }

  @Test
  void whatItHasNotReachedComesWithItsCountersAtOnce() throws Exception {
    Scene scene = new Scene(Duration.ZERO);
    scene.hold();
    scene.append(5);
    scene.deliver();
    scene.append(50);
    scene.release();
    scene.end();
    assertTrue(scene.receiver.late < 50, "late " + scene.receiver.late);
  }

  @Test
  void anyOrderOfHoldingReleasingFailingAndEndingCostsNothing() throws Exception {
    for (int seed = 0; seed < 15; seed++) {
      Random random = new Random(seed);
      Scene scene = new Scene(Duration.ofSeconds(random.nextInt(2) * 120));
      scene.what = "seed " + seed;
      scene.once = false;
      for (int i = 0; i < 40; i++) {
        switch (random.nextInt(10)) {
          case 0 -> scene.hold();
          case 1, 2 -> scene.release();
          case 3 -> scene.breakOff(Break.values()[random.nextInt(4)]);
          case 4 -> scene.time.pause(Duration.ofSeconds(random.nextInt(200)));
          case 5 -> scene.journal.sync();
          case 6, 7 -> scene.append(random.nextInt(130));
          default -> scene.steps(random.nextInt(4));
        }
      }
      scene.end();
    }
  }

  /** A journal, an output and what it received. */
  private final class Scene {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T12:00:00Z"));
    private final Receiver receiver;
    private Path at = file();
    private Journal journal;
    private OutputRunner runner;
    private long appended;
    private String what = "";
    private boolean once = true;

    Scene(Duration unconfirmedWindow) throws Exception {
      receiver = new Receiver(unconfirmedWindow);
      open();
      runner.step();
    }

    private void open() throws Exception {
      journal = Journal.open(new JournalSettings(at), time);
      BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.5);
      runner = new OutputRunner(receiver, journal, time, (name, found, change) -> {}, backOff);
    }

    void append(int count) throws Exception {
      for (int i = 0; i < count; i++) {
        time.pause(Duration.ofMillis(100));
        journal.readings().append(SampleReadings.live(++appended, time.now()));
      }
    }

    void hold() throws Exception {
      CounterRules rules = journal.rules().of(METER);
      long next = journal.readings().nextId();
      if (!rules.last().held()) {
        journal.rules().put(METER, rules.with(new CounterRule(next, 0, true, Map.of())), 0);
      }
    }

    void release() throws Exception {
      CounterRules rules = journal.rules().of(METER);
      if (rules.last().held()) {
        journal.rules().put(METER, rules.released(Map.of()), rules.heldFrom());
      }
    }

    void breakOff(Break way) throws Exception {
      if (way == Break.FAILURE) {
        receiver.fails = true;
        runner.step();
      } else if (way == Break.ORDERLY_RESTART) {
        runner.close();
        journal.close();
        open();
      } else if (way == Break.KILL) {
        Path before = at;
        at = file();
        try (Stream<Path> all = Files.list(before.getParent())) {
          for (Path one : all.filter(it -> it.toString().matches(".*db(-wal)?")).toList()) {
            Files.copy(one, at.resolveSibling(one.getFileName()));
          }
        }
        journal.close();
        open();
      }
    }

    void steps(int count) throws Exception {
      for (int i = 0; i < count; i++) {
        runner.step();
      }
    }

    void deliver() throws Exception {
      Duration wait = Duration.ZERO;
      for (int i = 0; i < 1000 && wait.compareTo(Duration.ofSeconds(30)) < 0; i++) {
        time.pause(wait);
        wait = runner.step();
      }
    }

    void end() throws Exception {
      release();
      deliver();
      time.pause(Duration.ofMinutes(3));
      deliver();
      deliver();
      List<Long> expected = new ArrayList<>();
      for (long id = 1; id <= appended; id++) {
        expected.add(id);
      }
      assertEquals(expected, List.copyOf(receiver.powers.keySet()), what);
      List<Long> counters = receiver.counters;
      if (!once) { // a kill soon after two decisions repeats what lies between them
        counters = counters.stream().distinct().toList();
      }
      assertEquals("", difference(expected, counters), what);
      assertEquals(List.of(), List.copyOf(journal.rules().withheldMeters("home")), what);
      journal.close();
    }
  }

  private static String difference(List<Long> expected, List<Long> found) {
    int at = 0;
    while (at < Math.min(expected.size(), found.size()) && expected.get(at).equals(found.get(at))) {
      at++;
    }
    boolean same = at == expected.size() && at == found.size();
    int last = Math.min(found.size(), at + 3);
    return same ? "" : "after " + at + " came " + found.subList(at, last);
  }

  /** Ignores each reading that it has, unless it is a late one. */
  private static final class Receiver implements Output {
    private final Duration unconfirmedWindow;
    private final Map<Long, BigDecimal> powers = new TreeMap<>();
    private final Map<Long, BigDecimal> live = new TreeMap<>();
    private final Map<Long, BigDecimal> lates = new TreeMap<>();

    /** The readings that have a counter, in the order of their arrival. */
    private final List<Long> counters = new ArrayList<>();

    private boolean fails;
    private int late;

    Receiver(Duration unconfirmedWindow) {
      this.unconfirmedWindow = unconfirmedWindow;
    }

    @Override
    public OutputInfo info() {
      return new OutputInfo("home", "receiver", Duration.ZERO, unconfirmedWindow);
    }

    @Override
    public Optional<Finding> open() {
      return Optional.empty();
    }

    @Override
    public Delivery deliver(List<StoredReading> batch) {
      int count = fails ? batch.size() / 2 : batch.size();
      batch.subList(0, count).forEach(this::take);
      Delivery delivery =
          fails ? new Delivery.TryAgain(count, DeliveryScene.AWAY) : new Delivery.Done(count);
      fails = false;
      return delivery;
    }

    private void take(StoredReading stored) {
      boolean isLate = stored.reading().origin() == Origin.LATE;
      if (!isLate && powers.containsKey(stored.id())) {
        return;
      }
      for (Measurement m : stored.reading().measurements()) {
        if (m.value() instanceof Value.Decimal decimal) {
          if (m.quantity().kind() == Quantity.Kind.COUNTER) {
            count(stored.id(), decimal.number(), isLate);
          } else {
            powers.put(stored.id(), decimal.number());
          }
        }
      }
    }

    private void count(long id, BigDecimal number, boolean isLate) {
      assertEquals(0, number.compareTo(BigDecimal.valueOf(913_000 + id, 3)));
      late += isLate ? 1 : 0;
      if ((isLate ? lates : live).put(id, number) == null) {
        counters.add(id); // twice where one line has it and a late one too
      }
    }

    @Override
    public void close() {}
  }
}
