// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.plugin.JarForge;
import org.metergate.core.plugin.PluginDirectory;
import org.metergate.core.plugin.Plugins;
import org.metergate.health.HealthAuthor;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.kit.ClockHost;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;

/** A driver that misbehaves is named, and the other meter is read as before. */
class ContainedDriversTest {
  /**
   * A flood is noticed after 1,500 readings at least, which a busy machine stores in half a minute.
   */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String PUBLISH =
      """
      session.meter(meter).publish("1",
          java.util.Optional.empty(), List.of(Measurement.of(Quantities.METER_NUMBER,
              new Value.Text("1"), "1")));
      """;

  private static final String STEADY =
      "while (true) {" + PUBLISH + "session.pause(Duration.ofMillis(20)); }";

  @TempDir Path folder;
  private final ConcurrentLinkedQueue<Reading> readings = new ConcurrentLinkedQueue<>();
  private final LeapingHost host = new LeapingHost();
  private PluginDirectory pluginDirectory;
  private MessageCatalogue messages;
  private Gateway gateway;
  private ReloadHandler reloadHandler;

  @AfterEach
  void stop() {
    gateway.close();
    pluginDirectory.close();
  }

  private void start(String session) throws Exception {
    jar("good", STEADY);
    if (session != null) {
      jar("bad", session);
    }
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        """
        meters:
          good: { driver: good, link: "emulator:omnipower" }
          bad: { driver: bad, link: "emulator:omnipower?seed=2" }
        journal: { path: journal.db }
        """);
    pluginDirectory =
        new PluginDirectory(getClass().getClassLoader(), List.of(folder.resolve("drivers")));
    Plugins plugins = pluginDirectory.read();
    messages = Messages.of(plugins);
    GatewayPlan plan = GatewayPlan.of(GatewayConfig.load(file), plugins, host);
    gateway = Gateway.start(plan, messages, host);
    gateway.listen(stored -> readings.add(stored.reading()));
    reloadHandler =
        new ReloadHandler(
            gateway, file, pluginDirectory, plugins, messages, host, newer -> {}, Optional.empty());
  }

  private void jar(String id, String session) throws Exception {
    JarForge.driver(id, "SESSION", session).into(folder.resolve("drivers/" + id + ".jar"));
  }

  private MeterHealth bad() {
    return gateway.health().meters().get(1);
  }

  private String sentenceAboutBad() {
    return HealthAuthor.write(gateway.health(), messages, host.now()).meters().get(1).sentence();
  }

  private void awaitNamed(String sentence) throws Exception {
    Await.until("health names the driver", LIMIT, () -> sentenceAboutBad().contains(sentence));
  }

  /** Time leaps again and again, since the test cannot know when the driver has begun. */
  private void awaitNamedWhileTimeFlies(String sentence) throws Exception {
    Await.until(
        "health names the driver",
        LIMIT,
        () -> {
          host.leap(Duration.ofSeconds(1));
          return sentenceAboutBad().contains(sentence);
        });
  }

  private long count(String meter) {
    return readings.stream().filter(r -> r.meter().name().equals(meter)).count();
  }

  private void assertTheOtherReadsOn() throws Exception {
    long before = count("good");
    Await.until("the good meter is read", LIMIT, () -> count("good") > before + 20);
    List<Long> telegrams =
        readings.stream()
            .filter(r -> r.meter().name().equals("good"))
            .map(Reading::telegram)
            .toList();
    for (int i = 1; i < telegrams.size(); i++) {
      assertEquals(telegrams.get(i - 1) + 1, telegrams.get(i), "a reading was lost");
    }
  }

  @Test
  void oneThatThrowsIsNamedAndTriedAgain() throws Exception {
    start("throw new IllegalStateException(\"oh no\");");
    awaitNamed("The driver bad stopped with an error of its own (IllegalStateException");
    assertTheOtherReadsOn();
  }

  @Test
  void oneThatLacksAClassIsNamedAsADamagedJar() throws Exception {
    JarForge.driver("bad", "SESSION", "new Part();", "MORE", "static class Part {}")
        .without("org/example/bad/Driver$Part.class")
        .into(folder.resolve("drivers/bad.jar"));
    start(null);
    awaitNamed("a class of it cannot be used (NoClassDefFoundError");
    assertTheOtherReadsOn();
  }

  /** The program's own KMP driver has a finding of this name too, with another sentence. */
  @Test
  void oneWhoseFindingIsCalledLikeAnothersHasItsOwnSentence() throws Exception {
    JarForge.driver(
            "bad",
            "SESSION",
            "session.meter(meter).find(new FindingCode(\"no-answer\", Stage.FRAMES,"
                + " FindingCode.Kind.FAULT).with(\"who\", \"Mary\"));"
                + " while (true) { session.pause(Duration.ofSeconds(1)); }")
        .entry("org/example/bad/messages.properties", "no-answer = {who} is silent.".getBytes())
        .into(folder.resolve("drivers/bad.jar"));
    start(null);
    awaitNamed("Mary is silent.");
  }

  @Test
  void oneThatBlocksForEverIsInterrupted() throws Exception {
    start("new java.util.concurrent.CountDownLatch(1).await();");
    awaitNamedWhileTimeFlies("The driver bad was stuck");
    assertTheOtherReadsOn();
  }

  @Test
  void oneThatIgnoresInterruptionIsNamedAndItsMeterReadsOnWithABetterJar() throws Exception {
    start(
        """
        while (true) {
          try {
            Thread.sleep(1000);
          } catch (InterruptedException e) {
            continue;
          }
        }
        """);
    awaitNamedWhileTimeFlies("The driver bad was stuck");
    assertTheOtherReadsOn();
    jar("bad", STEADY);
    assertEquals(
        "Meters: restarted bad; 1 unchanged.",
        reloadHandler.run(new ControlRequest("reload", Map.of())).lines().get(0));
    Await.until("the bad meter is read", LIMIT, () -> count("bad") > 0);
    assertTheOtherReadsOn();
  }

  @Test
  void oneThatFloodsIsSlowedDownAndThenStopped() throws Exception {
    long begin = System.nanoTime();
    start("while (true) {" + PUBLISH + "}");
    awaitNamed("The driver bad hands over far more than any meter can send");
    long flood = count("bad");
    // on a busy machine it takes longer until the driver has been slowed down for ten seconds
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 1;
    assertTrue(
        flood <= 1000 + 50 * seconds, flood + " readings were taken in " + seconds + " seconds");
    assertTheOtherReadsOn();
  }

  @Test
  void oneThatUsesUpMemoryIsNamedAndReplaced() throws Exception {
    start(
        """
        List<byte[]> hoard = new java.util.ArrayList<>();
        while (true) { hoard.add(new byte[64 << 20]); }
        """);
    awaitNamed("Memory is nearly used up, and the driver bad");
    assertTheOtherReadsOn();
  }

  /** Real time that can be moved on, so that the test does not wait for half a minute. */
  private static final class LeapingHost implements org.metergate.spi.link.Host {
    private final ClockHost host = new ClockHost(new SystemTime());
    private volatile long leapt;

    void leap(Duration by) {
      leapt += by.toNanos();
    }

    @Override
    public long nanos() {
      return host.nanos() + leapt;
    }

    @Override
    public java.time.Instant now() {
      return host.now();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      host.pause(duration);
    }
  }
}
