// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.time.VirtualTime;

class FindingsInJournalTest {
  private static final FindingCode SILENT =
      new FindingCode("silent", Stage.BYTES, FindingCode.Kind.FAULT);
  private static final Instant T = Samples.START;

  @TempDir Path folder;

  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("journal.db");
  }

  private Journal open() throws JournalException {
    return Samples.open(path, new VirtualTime(T));
  }

  @Test
  void countsAFindingThatGoesOnInOneRow() throws Exception {
    Finding finding = SILENT.with("seconds", 60, "port", "/dev/\"tty\" {USB0}\n");
    try (Journal journal = open()) {
      long id = journal.findings().record("electricity", finding, T);
      assertEquals(id, journal.findings().record("electricity", finding, T.plusSeconds(5)));
      assertEquals(id, journal.findings().record("electricity", finding, T.plusSeconds(9)));
    }
    try (Journal journal = open()) {
      assertEquals(
          List.of(new StoredFinding(1, "electricity", finding, T, T.plusSeconds(9), 3)),
          journal.findings().newest(10));
    }
  }

  @Test
  void countsReachTheFileAtASyncAlsoWhenAnotherFindingCameBetween() throws Exception {
    Finding first = SILENT.with("seconds", 60);
    Finding second = SILENT.with("seconds", 3600);
    try (Journal journal = open()) {
      journal.findings().record("electricity", first, T);
      journal.findings().record("electricity", first, T.plusSeconds(1));
      journal.findings().record("electricity", second, T.plusSeconds(2));
      journal.sync();
      assertEquals(
          List.of(
              new StoredFinding(2, "electricity", second, T.plusSeconds(2), T.plusSeconds(2), 1),
              new StoredFinding(1, "electricity", first, T, T.plusSeconds(1), 2)),
          journal.findings().newest(10));
    }
  }

  @Test
  void aReaderThatWritesNothingSeesThemAlsoWhileTheJournalIsOpen() throws Exception {
    Finding finding = SILENT.with("seconds", 60);
    try (Journal journal = open()) {
      journal.findings().record("electricity", SILENT.with(), T);
      journal.findings().record("water", finding, T.plusSeconds(2));
      try (JournalReader reader = JournalReader.open(path)) {
        assertEquals(
            List.of(new StoredFinding(2, "water", finding, T.plusSeconds(2), T.plusSeconds(2), 1)),
            reader.findings(1));
        assertEquals(2, reader.findings(10).size());
      }
    }
  }

  @Test
  void metersAndCodesAreCountedApart() throws Exception {
    FindingCode noise = new FindingCode("noise", Stage.FRAMES, FindingCode.Kind.FAULT);
    try (Journal journal = open()) {
      long id = journal.findings().record("electricity", SILENT.with(), T);
      assertNotEquals(id, journal.findings().record("water", SILENT.with(), T));
      assertNotEquals(id, journal.findings().record("electricity", noise.with(), T));
      assertEquals(id, journal.findings().record("electricity", SILENT.with(), T));
    }
  }

  @Test
  void keepsTheNewestTenThousand() throws Exception {
    try (Journal journal = open()) {
      for (int i = 1; i <= Findings.MAX_ROWS + 3; i++) {
        assertEquals(i, journal.findings().record("electricity", SILENT.with("seconds", i), T));
      }
      List<StoredFinding> all = journal.findings().newest(Integer.MAX_VALUE);
      assertEquals(Findings.MAX_ROWS, all.size());
      assertEquals(4, all.get(Findings.MAX_ROWS - 1).id());
    }
  }

  @Test
  void aClosedJournalRecordsNothingAndThrowsNothing() throws Exception {
    Journal journal = open();
    journal.close();
    assertEquals(0, journal.findings().record("electricity", SILENT.with(), T));
  }
}
