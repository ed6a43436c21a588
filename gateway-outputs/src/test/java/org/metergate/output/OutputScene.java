// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.OutputHealth;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.Await;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

/** A gateway with one meter that sends every 10 s and one output of any type, on virtual time. */
public final class OutputScene implements AutoCloseable {
  /** How often the meter sends. */
  public static final Duration INTERVAL = Duration.ofSeconds(10);

  /** The time zone of the gateway. */
  public static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  private static final MessageCatalogue MESSAGES =
      new MessageCatalogue(
          List.of(
              new MessageCatalogue.Source(
                  OutputFindings.MESSAGES, OutputFindings.class.getClassLoader())));

  public final VirtualTime time;
  public final List<String> reported = new ArrayList<>();
  public Journal journal;
  private Path file;
  private final OutputType type;
  private final Path folder;
  private final String[] settings;
  private OutputRunner runner;
  private long telegram;

  /** Configures the output as a file would; the settings are lines of its section. */
  public OutputScene(Path folder, OutputType type, Instant start, String... settings)
      throws Exception {
    this.folder = folder;
    this.type = type;
    this.settings = settings;
    this.time = new VirtualTime(start);
    file = Files.createTempDirectory(folder, "scene").resolve("journal.db");
    journal = Journal.open(new JournalSettings(file), time);
    runner = newRunner();
    runner.step(); // finds its cursor, as before the first meter is read
  }

  /** The output as the configuration makes it. */
  public static Output output(Path folder, OutputType type, VirtualTime time, String... settings)
      throws Exception {
    Path file = folder.resolve("gateway.yaml");
    StringBuilder text =
        new StringBuilder("meters: { electricity: { driver: d, link: \"tcp:h:1\" } }\noutputs:\n");
    text.append("  home:\n    type: ").append(type.name()).append('\n');
    for (String line : settings) {
      text.append("    ").append(line).append('\n');
    }
    Files.writeString(file, text);
    return type.create(
        GatewayConfig.load(file).outputs().get(0),
        new OutputContext("attic", meter -> INTERVAL, time, COPENHAGEN));
  }

  /** The mistakes of a configuration, without the names of files. */
  public static List<String> mistakes(Path folder, OutputType type, String... settings)
      throws Exception {
    try {
      output(folder, type, new VirtualTime(Instant.EPOCH), settings).close();
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(it -> it.substring(it.indexOf("yaml:") + 5)).toList();
    }
  }

  private OutputRunner newRunner() throws Exception {
    return new OutputRunner(
        output(folder, type, time, settings),
        journal,
        time,
        (name, finding, change) -> reported.add(finding.code().id() + " " + change));
  }

  /** Restarts the gateway; the journal keeps what was stored in it. */
  public void restart() throws Exception {
    runner.close();
    runner = newRunner();
  }

  /** Kills the gateway and starts it again: it finds the files as they were at that moment. */
  public void kill() throws Exception {
    Path copy = Files.createTempDirectory(folder, "killed").resolve("journal.db");
    for (String part : List.of("", "-wal")) {
      Files.copy(
          file.resolveSibling(file.getFileName() + part),
          copy.resolveSibling(copy.getFileName() + part));
    }
    runner.close();
    journal.close();
    file = copy;
    journal = Journal.open(new JournalSettings(file), time);
    runner = newRunner();
    runner.step();
  }

  /** The meter sends a telegram now. */
  public Reading receive() throws JournalException {
    Reading reading = SampleReadings.live(++telegram, time.now());
    journal.readings().append(reading);
    return reading;
  }

  /** The meter sends, each time after its interval. */
  public List<Reading> receive(int count) throws Exception {
    List<Reading> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      time.pause(INTERVAL);
      sent.add(receive());
    }
    return sent;
  }

  /** Delivers until nothing waits or something is in the way. */
  public Duration deliver() throws InterruptedException {
    Duration wait = runner.step();
    while (wait.isZero()) {
      wait = runner.step();
    }
    return wait;
  }

  /** Delivers until nothing waits and nothing is in the way. */
  public void recover() throws Exception {
    Await.until(
        "all is delivered",
        Duration.ofSeconds(30),
        () -> {
          deliver();
          return health().queued() == 0 && fault().isEmpty();
        });
  }

  /** Delivers again what follows a reading. */
  public void backfill(long before) {
    runner.backfill(before);
  }

  public OutputHealth health() {
    return runner.health();
  }

  /** Returns the present fault as a sentence; empty where there is none. */
  public String fault() {
    return runner.health().fault().map(fault -> MESSAGES.sentence(fault.finding())).orElse("");
  }

  /** Returns the code of the present fault. */
  public String faultId() {
    return runner.health().fault().map(fault -> fault.finding().code().id()).orElse("");
  }

  @Override
  public void close() {
    runner.close();
    journal.close();
  }
}
