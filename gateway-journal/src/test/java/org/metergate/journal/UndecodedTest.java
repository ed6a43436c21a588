// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.time.VirtualTime;

class UndecodedTest {
  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("journal.db");
  }

  private Journal open(String boot) throws JournalException {
    return Journal.openQuiet(new JournalSettings(path), time, boot);
  }

  private long count() throws Exception {
    return PlainSql.number(path, "SELECT count(*) FROM undecoded");
  }

  private void keep(Journal journal, int... bytes) throws JournalException {
    for (int size : bytes) {
      journal.undecoded().keep("electricity", new byte[size], time.now());
    }
  }

  @Test
  void keepsAFrameWithItsMeterAndItsTimes() throws Exception {
    try (Journal journal = open("boot-1")) {
      time.pause(Duration.ofMillis(1234));
      journal.undecoded().keep("electricity", new byte[] {0x7E, (byte) 0xA1}, Samples.START);
      assertEquals("7EA1", PlainSql.text(path, "SELECT hex(frame) FROM undecoded"));
      assertEquals("electricity", PlainSql.text(path, "SELECT meter FROM undecoded"));
      assertEquals(
          Samples.START.toEpochMilli(), PlainSql.number(path, "SELECT received_ms FROM undecoded"));
      assertEquals(1234, PlainSql.number(path, "SELECT monotonic_ms FROM undecoded"));
      assertEquals(
          "boot-1",
          PlainSql.text(path, "SELECT name FROM undecoded JOIN boot ON boot.id = undecoded.boot"));
    }
  }

  @Test
  void theOldestGoFirstWhenTheRoomIsUsedUp() throws Exception {
    int third = (int) Undecoded.MAX_BYTES / 3;
    try (Journal journal = open("boot-1")) {
      keep(journal, third, third, third);
      assertEquals(3, count());
      keep(journal, 100);
      assertEquals(3, count());
      assertEquals(2, PlainSql.number(path, "SELECT min(id) FROM undecoded"));
      assertTrue(
          PlainSql.number(path, "SELECT sum(length(frame)) FROM undecoded") <= Undecoded.MAX_BYTES);
    }
  }

  @Test
  void whatIsOlderThanThirtyDaysGoes() throws Exception {
    try (Journal journal = open("boot-1")) {
      keep(journal, 10, 10);
      time.pause(Undecoded.MAX_AGE);
      keep(journal, 10);
      assertEquals(3, count());
      time.pause(Duration.ofMillis(1));
      keep(journal, 10);
      assertEquals(2, count());
    }
    time.pause(Undecoded.MAX_AGE.plusDays(1));
    try (Journal journal = open("boot-2")) {
      keep(journal, 10);
      assertEquals(1, count());
    }
  }

  @Test
  void aWallClockThatIsSetMeanwhileDropsNothing() throws Exception {
    try (Journal journal = open("boot-1")) {
      journal.undecoded().keep("electricity", new byte[10], Instant.EPOCH);
      time.pause(Duration.ofSeconds(10));
      journal.undecoded().keep("electricity", new byte[10], Samples.START);
      assertEquals(2, count());
    }
  }
}
