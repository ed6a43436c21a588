// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.validation.CounterValidators;
import org.metergate.counter.CounterFindings;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.time.VirtualTime;
import org.metergate.web.change.Changes.Outcome;

/** A change on the page is the command of the socket: the same checks, the same sentences. */
class PageChangesTest {
  @TempDir Path folder;

  @Test
  void whatTheCommandRefusesIsRefusedOnThePageWithTheSameSentence() throws Exception {
    VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T12:00:00Z"));
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time)) {
      List<ControlCommand> decisions =
          CounterCommands.of(
              new CounterValidators(journal, time),
              new MessageCatalogue(
                  List.of(
                      new MessageCatalogue.Source(
                          CounterFindings.MESSAGES, getClass().getClassLoader()))),
              (meter, finding) -> {});
      PageChanges changes = new PageChanges(decisions);
      for (String reading : List.of("19765.3", "many", "-1", "1e99", "", "1,5")) {
        Outcome outcome = changes.scale("cellar", reading);
        assertFalse(outcome.done(), reading);
        String said =
            CounterCommands.decide(
                    journal,
                    time,
                    CounterCommands.SCALE,
                    Map.of("meter", "cellar", "reading", reading))
                .lines()
                .get(0);
        assertEquals(said, outcome.sentence());
        assertTrue(outcome.sentence().endsWith("."), outcome.sentence());
      }
    }
  }
}
