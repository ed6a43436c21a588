// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.metergate.config.GatewayConfig;
import org.metergate.config.OutputConfig;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalSettings;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputRunner;
import org.metergate.spi.finding.Finding;
import org.metergate.testing.Await;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.MqttSubscriber.Message;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

/** A gateway with one meter that sends every 10 s and one MQTT output, on virtual time. */
final class MqttScene implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(10);
  static final List<String> METERS = List.of("electricity", "p1");

  final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T12:00:00Z"));
  final List<String> reported = new ArrayList<>();
  final Journal journal;
  final MqttOutput output;
  final OutputRunner runner;
  private final Path folder;
  private final String[] settings;
  private List<String> meters;
  private List<String> outputs = List.of("home");
  private long telegram;

  /** Configures the output as a file would. */
  MqttScene(Path folder, String... settings) throws Exception {
    this(METERS, folder, settings);
  }

  private MqttScene(List<String> meters, Path folder, String... settings) throws Exception {
    this.folder = folder;
    this.settings = settings;
    this.meters = meters;
    Path file = Files.createTempDirectory(folder, "scene").resolve("journal.db");
    journal = Journal.open(new JournalSettings(file), time);
    output = new MqttOutputType().create(config(folder, settings), context());
    runner =
        new OutputRunner(
            output,
            journal,
            time,
            (name, finding, change) -> reported.add(finding.code().id() + " " + change));
  }

  private OutputContext context() {
    Function<String, Duration> intervals = meter -> meters.contains(meter) ? INTERVAL : null;
    return new OutputContext("attic", intervals, time, ZoneOffset.UTC, () -> meters, () -> outputs);
  }

  private static OutputConfig config(Path folder, String... settings) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters: { electricity: { driver: d, link: \"tcp:h:1\" } }\noutputs:\n  home:\n    "
            + "type: mqtt\n    "
            + String.join("\n    ", settings)
            + "\n");
    return GatewayConfig.load(file).outputs().get(0);
  }

  /** Returns the settings of an output for Home Assistant of the gateway {@code attic}. */
  static MqttSettings homeAssistant(Path folder) throws Exception {
    OutputConfig output = config(folder, "url: \"mqtt://b\"", "home-assistant: true");
    return MqttSettings.read(output.settings(), "attic");
  }

  /** Returns all that a broker retains, by topic. */
  static Map<String, String> kept(MosquittoBroker broker) throws Exception {
    Map<String, String> kept = new TreeMap<>();
    try (MqttSubscriber late = new MqttSubscriber(broker.port())) {
      late.publish("end", "", false);
      for (Message heard = late.next(); !heard.topic().equals("end"); heard = late.next()) {
        kept.put(heard.topic(), heard.payload());
      }
    }
    return kept;
  }

  /** Closes this one, and creates another without some meters. */
  MqttScene without(String... gone) throws Exception {
    close();
    List<String> left = new ArrayList<>(meters);
    left.removeAll(List.of(gone));
    return new MqttScene(left, folder, settings);
  }

  /** The same output in the next run of the program, on the same journal. */
  OutputRunner runAgain() throws Exception {
    runner.close();
    return new OutputRunner(
        new MqttOutputType().create(config(folder, settings), context()),
        journal,
        time,
        (name, finding, change) -> reported.add(finding.code().id() + " " + change));
  }

  /** The file is read again, and these meters are not in it any more. */
  void forget(String... gone) {
    List<String> left = new ArrayList<>(meters);
    left.removeAll(List.of(gone));
    meters = left;
  }

  /** The file is read again, and these outputs are in it. */
  void outputs(String... names) {
    outputs = List.of(names);
  }

  /** Delivers until a message of the broker has had its effect. */
  void settle(Await.Condition done) throws Exception {
    Await.until(
        "what the broker sent is processed",
        Duration.ofSeconds(20),
        () -> {
          deliver();
          return done.holds();
        });
  }

  /** The meter sends a telegram now. */
  long receive() throws JournalException {
    return journal.readings().append(SampleReadings.live(++telegram, time.now()));
  }

  /** The sub-meter of the P1 meter sends a value now. */
  long receiveGas() throws JournalException {
    return journal.readings().append(SampleReadings.gas(++telegram, time.now()));
  }

  /** The meter sends, each time after its interval. */
  void receive(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      time.pause(INTERVAL);
      receive();
    }
  }

  /** Delivers until nothing waits or something is in the way. */
  Duration deliver() throws InterruptedException {
    Duration wait = runner.step();
    while (wait.isZero()) {
      wait = runner.step();
    }
    return wait;
  }

  /** Returns the present fault. */
  Finding fault() {
    return runner.health().fault().orElseThrow().finding();
  }

  @Override
  public void close() {
    runner.close();
    journal.close();
  }
}
