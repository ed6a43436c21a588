// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.output.OutputContext;
import org.metergate.output.csv.CsvOutputType;
import org.metergate.testing.Await;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

class BackfillHandlerTest {
  private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-19T23:00:00Z"));
  private Journal journal;
  private RunningOutputs outputs;
  private BackfillHandler backfillHandler;

  @BeforeEach
  void startAnOutputThatSkipsWhatIsInTheJournal() throws Exception {
    journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
    for (int hour = 0; hour < 48; hour++) {
      journal.readings().append(SampleReadings.live(hour, time.now()));
      time.pause(Duration.ofHours(1));
    }
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters: { electricity: { driver: d, link: \"tcp:h:1\" } }\n"
            + "outputs: { files: { type: csv, folder: csv } }\n");
    GatewayConfig config = GatewayConfig.load(file);
    outputs = new RunningOutputs(journal, time, (name, finding, change) -> {});
    OutputContext context =
        new OutputContext("attic", meter -> Duration.ofHours(1), time, COPENHAGEN);
    outputs.exchange(
        config.outputs(), List.of(new CsvOutputType().create(config.outputs().get(0), context)));
    backfillHandler = new BackfillHandler(outputs, journal, COPENHAGEN);
  }

  @AfterEach
  void close() {
    outputs.close();
    journal.close();
  }

  private ControlAnswer ask(String output, String from) throws ControlRefusal {
    return backfillHandler.run(
        new ControlRequest("backfill", Map.of("output", output, "from", from)));
  }

  @Test
  void deliversAgainFromADateOn() throws Exception {
    Path second = folder.resolve("csv/electricity/electricity-2026-11-21.csv");
    assertEquals(
        List.of("The output files delivers again from 2026-11-21T00:00+01:00 on: 24 readings."),
        ask("files", "2026-11-21").lines());
    Await.until(
        "all lines are in the file",
        Duration.ofSeconds(30),
        () -> Files.exists(second) && Files.readAllLines(second).size() == 25);
    assertTrue(
        Files.notExists(folder.resolve("csv/electricity/electricity-2026-11-20.csv")),
        "nothing from before");
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals(
        "There is no output 'file'; did you mean 'files'?",
        assertThrows(ControlRefusal.class, () -> ask("file", "2026-11-21")).getMessage());
    for (String text : List.of("yesterday", "+999999999-12-31", "1969-12-31", "3000-01-01")) {
      assertEquals(
          "'from' must be a time like 2026-01-31, 2026-01-31T14:00 or 2026-01-31T14:00+01:00, in"
              + " the years 1970 to 2999, not '"
              + text
              + "'.",
          assertThrows(ControlRefusal.class, () -> ask("files", text)).getMessage());
    }
  }

  @Test
  void doesNothingIfAllReadingsAreOlder() throws Exception {
    assertEquals("0", ask("files", "2027-01-01").facts().get("readings"));
  }
}
