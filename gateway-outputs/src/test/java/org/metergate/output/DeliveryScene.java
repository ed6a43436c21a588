// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.retry.BackOff;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

/** A journal, and an output that behaves as a test configures it, step by step on virtual time. */
abstract class DeliveryScene {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  static final Finding AWAY =
      new FindingCode("away", Stage.DELIVERED, FindingCode.Kind.FAULT).with();
  static final Finding ODD = new FindingCode("odd", Stage.DELIVERED, FindingCode.Kind.EVENT).with();

  final VirtualTime time = new VirtualTime(START);
  Journal journal;
  final ScriptedOutput output = new ScriptedOutput();
  final List<String> reported = new ArrayList<>();
  OutputRunner runner;

  @TempDir Path folder;

  @BeforeEach
  void openTheJournal() throws Exception {
    journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
    runner = newRunner();
  }

  @AfterEach
  void closeTheJournal() {
    journal.close();
  }

  OutputRunner newRunner() {
    return new OutputRunner(
        output,
        journal,
        time,
        (name, finding, change) -> reported.add(name + " " + finding.code().id() + " " + change),
        new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.5));
  }

  void append(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      journal.readings().append(SampleReadings.live(i, time.now()));
    }
  }
}
