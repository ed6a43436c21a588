// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.config.OutputConfig;
import org.metergate.health.OutputHealth;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.Output;
import org.metergate.output.OutputInfo;
import org.metergate.spi.finding.Finding;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

/** The set of outputs when one of them cannot be started. */
class RunningOutputsTest {
  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T12:00:00Z"));
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private volatile String failing = "";
  private Journal journal;
  private RunningOutputs outputs;

  /** An output that takes everything. */
  private final class Taking implements Output {
    private final String name;

    private Taking(String name) {
      this.name = name;
    }

    @Override
    public OutputInfo info() {
      return new OutputInfo(name, "csv");
    }

    @Override
    public Optional<Finding> open() {
      return Optional.empty();
    }

    @Override
    public Delivery deliver(List<StoredReading> batch) {
      return new Delivery.Done(batch.size());
    }

    @Override
    public void close() {
      closed.add(name);
    }
  }

  @BeforeEach
  void openAJournalWithAReading() throws Exception {
    journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
    journal.readings().append(SampleReadings.live(1, time.now()));
    outputs =
        new RunningOutputs(
            journal,
            time,
            (name, finding, change) -> {
              if (name.equals(failing)) { // a new output says that it starts at the newest reading
                throw new OutOfMemoryError("as the test wants it");
              }
            });
  }

  @AfterEach
  void close() {
    outputs.close();
    journal.close();
  }

  private ReloadDiff exchange(String... names) throws Exception {
    StringBuilder text = new StringBuilder("meters: { m: { driver: d, link: \"tcp:h:1\" } }\n");
    text.append("outputs:\n");
    List<Output> created = new ArrayList<>();
    for (String name : names) {
      text.append("  ").append(name).append(": { type: csv, folder: csv }\n");
      created.add(new Taking(name));
    }
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(file, text);
    List<OutputConfig> wanted = GatewayConfig.load(file).outputs();
    return outputs.exchange(wanted, created);
  }

  private List<String> running() {
    List<String> names = outputs.outputs().stream().map(one -> one.info().name()).toList();
    assertEquals(names, outputs.health().stream().map(OutputHealth::output).toList());
    return names;
  }

  @Test
  void isTrueAfterAnOutputThatDoesNotStartAndWholeAfterTheNextReload() throws Exception {
    exchange("a", "b");
    Output kept = outputs.outputs().get(1);
    failing = "d";
    assertThrows(OutOfMemoryError.class, () -> exchange("c", "b", "d", "e"));
    assertEquals(List.of("c", "b"), running());
    assertEquals(List.of("a", "d"), closed);
    failing = "";
    ReloadDiff diff = exchange("c", "b", "d", "e");
    assertEquals(List.of("d", "e"), diff.started());
    assertEquals(List.of("c", "b"), diff.kept());
    assertEquals(List.of("c", "b", "d", "e"), running());
    assertSame(kept, outputs.outputs().get(1));
    outputs.close();
    assertEquals(List.of("a", "d", "e", "d", "b", "c"), closed);
  }
}
