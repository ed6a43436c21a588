// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.counter.CounterRule;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;

/** Totals of pulses after a restore over a journal that has gone on from the copy, or has not. */
class NewerTotalsTest {
  private static final Quantity VOLUME =
      new Quantity("volume", Quantity.Kind.COUNTER, Dimension.VOLUME, "Volume");
  private static final String KEY = "total-volume-m3";

  /** What happened to the journal after the copy. */
  private enum After {
    WENT_ON,
    NOTHING_COUNTED,
    NOTHING_DELIVERED,
    SET_LOWER,
    ANOTHER_METER,
    NEW_SERIES,
    OF_ANOTHER_HOUSE,
    DAMAGED,
    GONE
  }

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Random random;
  private MeterRef meter;
  private long pulses;
  private long delivered;

  private void count(Journal journal, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      time.pause(Duration.ofSeconds(1 + random.nextInt(100)));
      pulses++;
      journal.states().of("water", KEY).put("1 " + pulses + " 0 0 100 @ " + time.now());
      journal.readings().append(reading());
      if (random.nextInt(4) == 0) {
        journal.readings().append(Samples.reading(random.nextInt(1000)));
      }
    }
  }

  private Reading reading() {
    BigDecimal total = BigDecimal.valueOf(pulses, 2);
    return new Reading(
        meter,
        (int) pulses,
        Origin.LIVE,
        time.now(),
        Optional.empty(),
        List.of(Measurement.decimal(VOLUME, total, Unit.M3, "1")));
  }

  private void deliver(Journal journal) {
    journal.cursors().move("home", journal.readings().newestId());
    delivered = Math.max(delivered, pulses);
  }

  /** Counts, copies at some time, and goes on in one way or another. */
  private void live(Path file, Path copy, After after) throws Exception {
    try (Journal journal = Samples.open(file, time)) {
      count(journal, 1 + random.nextInt(30));
      deliver(journal);
      count(journal, random.nextInt(10));
      journal.copyInto(copy);
      long copied = pulses;
      boolean same = after == After.NOTHING_COUNTED;
      switch (after) {
        case SET_LOWER -> pulses = Math.max(0, copied - 40);
        case ANOTHER_METER -> meter = MeterRef.of("water", "2");
        case NEW_SERIES ->
            journal
                .rules()
                .put(
                    meter,
                    journal
                        .rules()
                        .of(meter)
                        .with(
                            new CounterRule(journal.readings().nextId(), null, false, Map.of())
                                .beginning()),
                    0);
        default -> {}
      }
      count(journal, same ? 0 : 1 + random.nextInt(20));
      if (after != After.NOTHING_DELIVERED) {
        deliver(journal);
        count(journal, same ? 0 : random.nextInt(10)); // stored, not delivered
      }
    }
    if (after == After.DAMAGED) {
      byte[] bytes = Files.readAllBytes(file);
      java.util.Arrays.fill(bytes, bytes.length / 3, bytes.length / 3 + 2048, (byte) 0x5A);
      Files.write(file, bytes);
    } else if (after == After.GONE) {
      Files.delete(file);
    }
  }

  @Test
  void goOnFromWhatWasDeliveredOrAreWithheldAndNeverFallOrLeap() throws Exception {
    Map<After, Integer> tried = new EnumMap<>(After.class);
    for (int seed = 0; seed < 45; seed++) {
      random = new Random(seed);
      After after = After.values()[seed % After.values().length];
      meter = MeterRef.of("water", seed % 2 == 0 ? "" : "1");
      pulses = 100 + random.nextInt(1000);
      delivered = 0;
      MeterRef copied = meter;
      Path house = Files.createDirectory(folder.resolve("house-" + seed));
      Path file = house.resolve("journal.db");
      Path copy = house.resolve("copy.db");
      live(file, copy, after);
      if (after == After.OF_ANOTHER_HOUSE) {
        Files.delete(file);
        time.pause(Duration.ofDays(1));
        pulses += 5000;
        live(file, house.resolve("other-copy.db"), After.WENT_ON);
      }
      RestoredJournal restored = restore(copy, file);
      boolean confirmed = after == After.WENT_ON;
      Map<String, List<String>> totals = Map.of("water", List.of("volume"));
      assertEquals(confirmed ? totals : Map.of(), restored.confirmed(), after + " " + seed);
      assertEquals(confirmed ? Map.of() : totals, restored.withheld(), after + " " + seed);
      try (Journal journal = Samples.open(file, time)) {
        long counted =
            Long.parseLong(journal.states().of("water", KEY).get().orElseThrow().split(" ")[1]);
        if (confirmed) {
          assertEquals(pulses, counted, "all that was counted, and no more");
          assertTrue(counted >= delivered, counted + " after " + delivered);
        }
        pulses = counted + 1;
        meter = copied;
        long id = journal.readings().append(reading());
        Measurement next =
            journal.readings().readAfter(id - 1, 1).get(0).reading().measurement("volume").get();
        if (confirmed) {
          assertEquals(
              Measurement.decimal(VOLUME, BigDecimal.valueOf(pulses, 2), Unit.M3, "1"), next);
        } else {
          assertNull(next.value(), after + " " + seed);
        }
      }
      tried.merge(after, 1, Integer::sum);
    }
    assertEquals(After.values().length, tried.size());
  }

  /** What a restore has withheld is not confirmed by the journal that it made. */
  @Test
  void stayWithheldWhenTheSameBackupIsRestoredAgain() throws Exception {
    random = new Random(1);
    meter = MeterRef.of("water", "");
    Path file = folder.resolve("journal.db");
    Path copy = folder.resolve("copy.db");
    live(file, copy, After.NOTHING_DELIVERED);
    assertEquals(Map.of(), restore(copy, file).confirmed());
    try (Journal journal = Samples.open(file, time)) {
      count(journal, 5);
      deliver(journal);
    }
    assertEquals(Map.of(), restore(copy, file).confirmed());
  }

  private RestoredJournal restore(Path copy, Path file) throws Exception {
    time.pause(Duration.ofMinutes(5));
    try (JournalRestore restore = JournalRestore.claim(file, step -> {})) {
      Files.copy(copy, restore.newPart(), StandardCopyOption.REPLACE_EXISTING);
      RestoredJournal restored = restore.prepare(Samples.START, time.now());
      restore.install(time.now());
      return restored;
    }
  }
}
