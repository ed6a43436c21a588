// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.plugin.JarForge;
import org.metergate.core.plugin.PluginDirectory;
import org.metergate.core.plugin.Plugins;
import org.metergate.health.MessageCatalogue;
import org.metergate.kit.ClockHost;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.Await;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.time.SystemTime;

/** A running gateway restarts what changed and does not touch the rest. */
class ReloadHandlerTest {
  /** Reads every 20 ms; the register holds the build. */
  private static final String SESSION =
      """
      while (true) {
        session.meter(meter).passed(Stage.LIST);
        session.meter(meter).describe(
            org.metergate.spi.reading.Nameplate.of("Acme", "Toy\\nBUILD"));
        session.meter(meter).publish("1",
            java.util.Optional.empty(), List.of(Measurement.of(Quantities.METER_NUMBER,
                new Value.Text("BUILD"), "1")));
        session.pause(Duration.ofMillis(200));
      }
      """;

  @TempDir Path folder;
  private final ConcurrentLinkedQueue<Reading> readings = new ConcurrentLinkedQueue<>();
  private final ClockHost host = new ClockHost(new SystemTime());
  private Path drivers;
  private Path file;
  private PluginDirectory pluginDirectory;
  private MessageCatalogue messages;
  private Gateway gateway;
  private ReloadHandler reloadHandler;

  @BeforeEach
  void start() throws Exception {
    drivers = folder.resolve("drivers");
    file = folder.resolve("gateway.yaml");
    jar("steady", "1");
    jar("changing", "1");
    configure("a: steady", "b: steady", "c: changing");
    pluginDirectory = new PluginDirectory(getClass().getClassLoader(), List.of(drivers));
    Plugins plugins = pluginDirectory.read();
    messages = Messages.of(plugins);
    GatewayPlan plan = GatewayPlan.of(GatewayConfig.load(file), plugins, host);
    gateway = Gateway.start(plan, messages, host);
    gateway.listen(stored -> readings.add(stored.reading()));
    reloadHandler =
        new ReloadHandler(
            gateway, file, pluginDirectory, plugins, messages, host, newer -> {}, Optional.empty());
  }

  @AfterEach
  void stop() {
    gateway.close();
    pluginDirectory.close();
  }

  private void jar(String id, String build) throws Exception {
    JarForge.driver(id, "SESSION", SESSION.replace("BUILD", build))
        .attribute("Implementation-Version", build)
        .into(drivers.resolve(id + ".jar"));
  }

  private void configure(String... meters) throws Exception {
    StringBuilder text = new StringBuilder("meters:\n");
    for (String meter : meters) {
      String[] parts = meter.split(": ");
      text.append(
          "  %s: { driver: %s, link: \"emulator:omnipower?seed=%d\" }\n"
              .formatted(parts[0], parts[1], (int) parts[0].charAt(0)));
    }
    text.append("journal: { path: journal.db }\n");
    Files.writeString(file, text);
  }

  private ControlAnswer reload() throws Exception {
    return reloadHandler.run(new ControlRequest("reload", Map.of()));
  }

  private static String build(Reading reading) {
    return reading.measurements().get(0).value().toString();
  }

  private void awaitReading(String meter, String build) throws Exception {
    Await.until(
        "a reading of " + meter + " by build " + build,
        Duration.ofSeconds(30),
        () ->
            readings.stream()
                .anyMatch(r -> r.meter().name().equals(meter) && build(r).equals(build)));
  }

  private void assertNothingLost(String meter) {
    List<Long> telegrams =
        readings.stream()
            .filter(r -> r.meter().name().equals(meter))
            .map(Reading::telegram)
            .toList();
    for (int i = 1; i < telegrams.size(); i++) {
      assertEquals(telegrams.get(i - 1) + 1, telegrams.get(i), "a reading of " + meter);
    }
  }

  @Test
  void aReplacedJarIsTakenUpAndTheOtherMetersDoNotNotice() throws Exception {
    awaitReading("c", "1");
    jar("changing", "2");
    ControlAnswer answer = reload();
    assertEquals("Meters: restarted c; 2 unchanged.", answer.lines().get(0));
    awaitReading("c", "2");
    awaitReading("a", "1");
    awaitReading("b", "1");
    assertNothingLost("a");
    assertNothingLost("b");
  }

  @Test
  void aDamagedJarIsNamedBeforeTheMetersWhoseDriverIsMissing() throws Exception {
    awaitReading("a", "1");
    Files.writeString(drivers.resolve("steady.jar"), "no jar");
    ControlAnswer answer = reload();
    List<String> lines = answer.lines();
    assertFalse(answer.ok());
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(lines.get(1).contains("steady.jar: "), lines::toString);
    assertTrue(lines.get(2).contains(":2: meters.a.driver: There is no driver 'steady'"));
    assertTrue(lines.get(2).endsWith("2 meters name it, of which this is one."), lines.get(2));
    readings.clear();
    awaitReading("a", "1");
    awaitReading("b", "1");
  }

  @Test
  void theClassesOfAReplacedJarAreCollected() throws Exception {
    awaitReading("c", "1");
    WeakReference<ClassLoader> old = loaderOfChanging();
    jar("changing", "2");
    assertTrue(reload().ok());
    awaitReading("c", "2");
    Await.until("nothing holds the class loader", () -> isCollected(old));
  }

  private static boolean isCollected(WeakReference<?> reference) {
    System.gc();
    return reference.get() == null;
  }

  private WeakReference<ClassLoader> loaderOfChanging() throws Exception {
    return new WeakReference<>(
        Plugins.loaderOf(pluginDirectory.read().driver("changing").orElseThrow()));
  }

  @Test
  void metersComeAndGoWithTheFile() throws Exception {
    awaitReading("a", "1");
    configure("a: steady", "d: steady");
    ControlAnswer answer = reload();
    assertEquals("Meters: started d; stopped b, c; 1 unchanged.", answer.lines().get(0));
    awaitReading("d", "1");
    assertNothingLost("a");
    assertEquals(
        List.of("a", "d"), gateway.health().meters().stream().map(m -> m.meter()).toList());
  }

  @Test
  @Tag("broker")
  void homeAssistantLearnsOfTheOutputsThatComeAndGoWithTheFile() throws Exception {
    try (MosquittoBroker broker = new MosquittoBroker(folder).start();
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      String meters = Files.readString(file);
      String home =
          "outputs:\n  home: { type: mqtt, url: \"mqtt://127.0.0.1:%d\", home-assistant: true }\n"
              .formatted(broker.port());
      Files.writeString(file, meters + home);
      assertEquals("Outputs: started home; 0 unchanged.", reload().lines().get(1));
      String alone = subscriber.next(ReloadHandlerTest::isGatewayDevice).payload();
      assertTrue(alone.contains("queued_home") && !alone.contains("queued_files"), alone);
      Files.writeString(file, meters + home + "  files: { type: csv, folder: csv }\n");
      assertEquals("Outputs: started files; 1 unchanged.", reload().lines().get(1));
      String both = subscriber.next(ReloadHandlerTest::isGatewayDevice).payload();
      assertTrue(both.contains("queued_home") && both.contains("queued_files"), both);
      Files.writeString(file, meters + home);
      assertEquals("Outputs: stopped files; 1 unchanged.", reload().lines().get(1));
      assertEquals(alone, subscriber.next(ReloadHandlerTest::isGatewayDevice).payload());
    }
  }

  @Test
  @Tag("broker")
  void homeAssistantShowsWhatADroppedInDriverSaysOfItsMeterUnderItsNewestLabel() throws Exception {
    try (MosquittoBroker broker = new MosquittoBroker(folder).start();
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      String home =
          "outputs:\n  home: { type: mqtt, url: \"mqtt://127.0.0.1:%d\", home-assistant: true }\n"
              .formatted(broker.port());
      String meters = Files.readString(file) + home;
      Files.writeString(file, meters);
      reload();
      String named = awaitDeviceOfA(subscriber, "\"name\":\"a\"");
      assertTrue(
          named.contains("\"manufacturer\":\"Acme\",\"model\":\"Toy 1\""),
          "a line end within a name is none: " + named);
      readings.clear();
      awaitReading("a", "1");
      Files.writeString(file, meters.replace("a: {", "a: { label: \"Main meter\","));
      assertEquals("Meters: 3 unchanged.", reload().lines().get(0));
      String labelled = awaitDeviceOfA(subscriber, "\"name\":\"Main meter\"");
      assertTrue(labelled.contains("\"default_entity_id\":\"sensor.metergate_"), labelled);
      assertEquals(named.replace("\"name\":\"a\"", "\"name\":\"Main meter\""), labelled);
      assertNothingLost("a");
    }
  }

  private static String awaitDeviceOfA(MqttSubscriber subscriber, String name) throws Exception {
    return subscriber
        .next(
            heard ->
                heard.topic().matches("homeassistant/device/metergate-.*/a/config")
                    && heard.payload().contains(name))
        .payload();
  }

  private static boolean isGatewayDevice(MqttSubscriber.Message heard) {
    return heard.topic().matches("homeassistant/device/metergate-.*/bridge/config");
  }

  @Test
  void aBrokenFileIsRefusedAndTheGatewayRunsOn() throws Exception {
    awaitReading("a", "1");
    Files.writeString(file, "meters: { a: { driver: stedy, link: \"emulator:omnipower\" } }\n");
    ControlAnswer answer = reload();
    assertFalse(answer.ok());
    assertTrue(answer.lines().get(0).contains("continues as before"));
    assertTrue(answer.lines().get(1).contains("stedy"), answer.lines().toString());
    readings.clear();
    awaitReading("a", "1");
    awaitReading("c", "1");
  }

  @Test
  void aJarThatIsRemovedWhileAMeterNeedsItChangesNothing() throws Exception {
    awaitReading("c", "1");
    Files.delete(drivers.resolve("changing.jar"));
    assertFalse(reload().ok());
    readings.clear();
    awaitReading("c", "1");
  }

  @Test
  void aJarThatIsReplacedByABrokenOneIsNamedAndTheOldOneReadsOn() throws Exception {
    awaitReading("c", "1");
    Path jar = Files.writeString(drivers.resolve("changing.jar"), "half of a download");
    ControlAnswer answer = reload();
    assertFalse(answer.ok());
    assertTrue(
        answer.lines().stream().anyMatch(line -> line.startsWith(jar + ": It is not a jar")),
        answer.lines().toString());
    readings.clear();
    awaitReading("c", "1");
  }

  @Test
  void whatNeedsARestartIsReported() throws Exception {
    Files.writeString(file, Files.readString(file) + "web: { listen: \"127.0.0.1:0\" }\n");
    ControlAnswer answer = reload();
    assertTrue(answer.ok());
    assertTrue(
        answer.lines().contains("A change under 'web' takes effect when the program is restarted."),
        answer.lines().toString());
  }

  @Test
  void aJarThatNeedsTooMuchMemoryCostsNoReadingAndTheNextReloadWorks() throws Exception {
    awaitReading("a", "1");
    awaitReading("b", "1");
    JarForge.driver("steady", "SESSION", SESSION.replace("BUILD", "2"))
        .entry("org/example/huge.bin", new byte[20 << 20])
        .into(drivers.resolve("huge.jar"));
    JarForge.driver("greedy", "CREATE", "if (true) throw new OutOfMemoryError(\"heap\")")
        .into(drivers.resolve("greedy.jar"));
    JarForge.driver("lazy", "MORE", "static { if (true) throw new OutOfMemoryError(\"heap\"); }")
        .into(drivers.resolve("lazy.jar"));
    ControlAnswer answer = reload();
    assertTrue(answer.ok(), answer.lines().toString());
    assertEquals("Meters: 3 unchanged.", answer.lines().get(0));
    for (String refused : List.of("huge", "greedy", "lazy")) {
      assertTrue(
          answer.lines().stream().anyMatch(line -> line.contains("/" + refused + ".jar: ")),
          answer.lines().toString());
    }
    for (String refused : List.of("huge", "greedy", "lazy")) {
      Files.delete(drivers.resolve(refused + ".jar"));
    }
    jar("changing", "2");
    assertEquals("Meters: restarted c; 2 unchanged.", reload().lines().get(0));
    awaitReading("c", "2");
    assertNothingLost("a");
    assertNothingLost("b");
    List<Long> stored =
        readings.stream()
            .filter(one -> one.meter().name().equals("a"))
            .map(Reading::telegram)
            .toList();
    assertEquals(stored.stream().distinct().toList(), stored, "each is stored once");
  }
}
