// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.plugin.Plugins;
import org.metergate.core.validation.CounterValidators;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.kit.ClockHost;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

/** What a gateway knows of its meters when it starts again. */
class HeardBeforeTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(NOON);

  /** Prepares the links of a gateway with a meter, and returns when that was heard last. */
  private Optional<Instant> lastReading() throws Exception {
    String meter = SampleReadings.live(1, NOON).meter().name();
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters:\n  "
            + meter
            + ": { driver: multical-kmp, link: \"emulator:multical\", options: { supply: battery } }\n");
    ClockHost host = new ClockHost(time);
    Plugins plugins = Plugins.load(getClass().getClassLoader());
    GatewayPlan plan = GatewayPlan.of(GatewayConfig.load(file), plugins, host);
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("j.db")), time);
        RunningLinks links =
            new RunningLinks(
                journal,
                host,
                (name, finding, change) -> {},
                new CounterValidators(journal, host))) {
      links.prepare(plan.links());
      return links.health().get(0).lastReading();
    }
  }

  @Test
  void aMeterWasHeardWhenItsNewestReadingInTheJournalCame() throws Exception {
    assertEquals(Optional.empty(), lastReading());
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("j.db")), time)) {
      journal.readings().append(SampleReadings.live(1, time.now()));
      time.pause(Duration.ofMinutes(10));
      journal.readings().append(SampleReadings.live(2, time.now()));
    }
    time.pause(Duration.ofMinutes(40));
    assertEquals(Optional.of(NOON.plus(Duration.ofMinutes(10))), lastReading());
  }
}
