// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.time.SystemTime;

class ConcurrencyTest {
  private static final int LINKS = 4;
  private static final int EACH = 400;

  @TempDir Path folder;

  @Test
  void linksAppendWhileOutputsReadAndTheJournalSyncs() throws Exception {
    JournalSettings settings =
        new JournalSettings(folder.resolve("journal.db"), Duration.ofMillis(100));
    ConcurrentHashMap<Long, StoredReading> received = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Journal journal = Journal.open(settings, new SystemTime());
        AutoCloseable listening = journal.readings().listen(r -> received.put(r.id(), r))) {
      assertTrue(listening != null);
      List<Future<List<StoredReading>>> outputs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String output = "output-" + i;
        outputs.add(threads.submit(() -> readAll(journal, output)));
      }
      List<Future<?>> links = new ArrayList<>();
      for (int i = 0; i < LINKS; i++) {
        MeterRef meter = MeterRef.of("meter-" + i, "");
        links.add(threads.submit(append(journal, meter)));
      }
      for (Future<?> link : links) {
        link.get(60, TimeUnit.SECONDS);
      }
      for (Future<List<StoredReading>> output : outputs) {
        List<StoredReading> read = output.get(60, TimeUnit.SECONDS);
        assertEquals(
            LongStream.rangeClosed(1, LINKS * EACH).boxed().toList(),
            read.stream().map(StoredReading::id).toList());
        read.forEach(r -> assertEquals(r, received.get(r.id())));
        inOrderOfEachMeter(read);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Void> append(Journal journal, MeterRef meter) {
    return () -> {
      for (int i = 1; i <= EACH; i++) {
        journal.readings().append(Samples.reading(meter, Origin.LIVE, i));
      }
      return null;
    };
  }

  private static List<StoredReading> readAll(Journal journal, String output)
      throws JournalException {
    List<StoredReading> all = new ArrayList<>();
    while (all.size() < LINKS * EACH && !Thread.currentThread().isInterrupted()) {
      for (StoredReading reading :
          journal.readings().readAfter(journal.cursors().of(output).orElse(0), 50)) {
        all.add(reading);
        journal.cursors().move(output, reading.id());
      }
    }
    return all;
  }

  private static void inOrderOfEachMeter(List<StoredReading> read) {
    for (int i = 0; i < LINKS; i++) {
      String meter = "meter-" + i;
      assertEquals(
          LongStream.rangeClosed(1, EACH).boxed().toList(),
          read.stream()
              .filter(r -> r.reading().meter().name().equals(meter))
              .map(r -> r.reading().telegram())
              .toList());
    }
  }
}
