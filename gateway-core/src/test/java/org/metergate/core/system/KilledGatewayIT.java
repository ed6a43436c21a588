// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.system.JournalCopy.Row;

@Tag("pty")
@Tag("broker")
@Timeout(400) // longer than seven starts, each with a limit of its own, on a busy machine
class KilledGatewayIT {
  private static final int ROUNDS = 6;
  private static final Duration PACE = Duration.ofMillis(15);

  @TempDir Path folder;
  private final EmulatedTelegrams telegrams = new EmulatedTelegrams();
  private final Random random = new Random(20261120);
  private GatewayRig rig;
  private Path configuration;
  private List<Row> journaled = List.of();

  @BeforeEach
  void wire() throws Exception {
    rig = GatewayRig.setUp(folder);
    configuration = rig.file().options(telegrams.driverOptions()).write();
  }

  @AfterEach
  void unwire() throws Exception {
    if (rig != null) {
      rig.close();
    }
  }

  /** The line repeats the last journaled telegram and continues: only what follows is new. */
  @Test
  void losesNoJournaledReadingAndTakesNoneTwiceWhenTheLineRepeatsItself() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int last = journaled.isEmpty() ? 0 : journaled.get(journaled.size() - 1).telegram();
      try (GatewayProcess gateway = GatewayProcess.run(configuration)) {
        gateway.awaitPort(rig.cable.gateway());
        try (PtyMeter meter = PtyMeter.on(rig.cable, telegrams, PACE, last)) {
          rig.subscriber.awaitReading(reading -> reading.telegram() > last);
          meter.awaitSent(meter.next() + random.nextInt(40));
          gateway.kill();
        }
      }
      rig.cable.unplug(); // bytes still in the terminal are lost, as with a real adapter
      rig.cable.plugIn();
      assertJournalIntact();
    }
    for (int i = 0; i < journaled.size(); i++) {
      assertEquals(i, journaled.get(i).telegram(), "a gap or a duplicate reading");
    }
    assertSubscriberReceivedAll();
  }

  /** Killed at any moment, in turn while it starts and while it reads; the meter sends on. */
  @Test
  void losesNoJournaledReadingWheneverItIsKilled() throws Exception {
    try (PtyMeter meter = PtyMeter.heedless(rig.cable, telegrams, PACE)) {
      for (int round = 0; round < ROUNDS; round++) {
        int last = journaled.isEmpty() ? -1 : journaled.get(journaled.size() - 1).telegram();
        try (GatewayProcess gateway = GatewayProcess.run(configuration)) {
          if (round % 2 > 0) {
            rig.subscriber.awaitReading(reading -> reading.telegram() > last);
          }
          meter.awaitSent(meter.next() + random.nextInt(100));
          gateway.kill();
        }
        assertJournalIntact();
      }
    }
    assertSubscriberReceivedAll();
  }

  /** Asked to end at any moment, above all while it starts. */
  @Test
  void endsWithoutAComplaintWheneverItIsAskedTo() throws Exception {
    try (PtyMeter meter = PtyMeter.heedless(rig.cable, telegrams, PACE)) {
      for (int round = 0; round < 2 * ROUNDS; round++) {
        try (GatewayProcess gateway = GatewayProcess.run(configuration)) {
          meter.awaitSent(meter.next() + random.nextInt(70));
          assertEquals(143, gateway.terminate(), gateway.output()::toString);
          assertEquals(List.of(), gateway.output("metergate:"));
          gateway.assertNoTracesOrSecrets(telegrams.keys());
        }
        if (Files.exists(GatewayFile.journal(folder))) {
          assertJournalIntact();
        }
      }
    }
  }

  /** Checks the file that the killed program has left. */
  private void assertJournalIntact() throws Exception {
    Set<Long> received = new HashSet<>();
    rig.subscriber.readings().forEach(reading -> received.add(reading.seq()));
    try (JournalCopy copy = JournalCopy.of(GatewayFile.journal(folder))) {
      assertEquals("ok", copy.integrity());
      List<Row> now = copy.readings();
      assertEquals(journaled, now.subList(0, journaled.size()), "earlier readings are still there");
      for (int i = 1; i < now.size(); i++) {
        assertTrue(now.get(i).id() > now.get(i - 1).id(), "ids rise");
        assertTrue(
            now.get(i).telegram() > now.get(i - 1).telegram(), "none is stored twice: " + now);
      }
      now.forEach(row -> received.remove(row.id()));
      assertEquals(Set.of(), received, "what was delivered is in the journal");
      journaled = now;
    }
  }

  /** Starts once more, and compares what was received from all runs with the journal. */
  private void assertSubscriberReceivedAll() throws Exception {
    Row last = journaled.get(journaled.size() - 1);
    try (GatewayProcess gateway = GatewayProcess.run(configuration)) {
      rig.subscriber.awaitReading(reading -> reading.seq() == last.id());
      assertEquals(143, gateway.terminate());
    }
    List<Row> firstTimes = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (Published reading : rig.subscriber.readings()) {
      if (known.add(reading.seq())) {
        firstTimes.add(new Row(reading.seq(), reading.telegram()));
      }
    }
    assertEquals(
        journaled, firstTimes.subList(0, journaled.size()), "each at least once, in order");
  }
}
