// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.plugin.JarForge;
import org.metergate.core.plugin.PluginDirectory;
import org.metergate.core.plugin.Plugins;
import org.metergate.health.MessageCatalogue;
import org.metergate.kit.ClockHost;
import org.metergate.spi.finding.Finding;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;

/** A gateway that starts while the jar of a driver is damaged. */
@Timeout(120)
class AbsentDriverTest {
  private static final String SESSION =
      """
      while (true) {
        session.meter(meter).passed(Stage.LIST);
        session.meter(meter).publish("1", java.util.Optional.empty(), List.of(
            Measurement.of(Quantities.METER_NUMBER, new Value.Text("1"), "1")));
        session.pause(Duration.ofMillis(20));
      }
      """;

  @TempDir Path folder;
  private final Set<String> heard = ConcurrentHashMap.newKeySet();
  private final ClockHost host = new ClockHost(new SystemTime());
  private Path jar;
  private Path file;
  private PluginDirectory pluginDirectory;
  private Plugins found;

  @BeforeEach
  void damageAJar() throws Exception {
    Path drivers = folder.resolve("drivers");
    drop("whole", drivers.resolve("whole.jar"));
    jar = Files.writeString(drivers.resolve("acme.jar"), "half of a download");
    pluginDirectory = new PluginDirectory(getClass().getClassLoader(), List.of(drivers));
    found = pluginDirectory.read();
    file = folder.resolve("gateway.yaml");
  }

  @AfterEach
  void close() {
    pluginDirectory.close();
  }

  private static void drop(String id, Path jar) throws Exception {
    JarForge.driver(id, "SESSION", SESSION).into(jar);
  }

  private GatewayConfig configured(String driver, String link, String options) throws Exception {
    Files.writeString(
        file,
        "meters:\n"
            + ("  a: { driver: " + driver + ", link: \"" + link + "\"" + options + " }\n")
            + "  b: { driver: whole, link: \"emulator:omnipower?seed=2\" }\n"
            + "journal: { path: journal.db }\n");
    return GatewayConfig.load(file);
  }

  @Test
  void theMetersOfOtherDriversAreReadAndItsOwnAreShownAsBrokenUntilTheJarIsWhole()
      throws Exception {
    GatewayConfig config =
        configured("acme", "emulator:omnipower?seed=1", ", options: { address: 17 }");
    Plugins plugins = AbsentDriver.in(found, config.meters());
    MessageCatalogue messages = Messages.of(plugins);
    try (Gateway gateway = Gateway.start(GatewayPlan.of(config, plugins, host), messages, host)) {
      gateway.listen(stored -> heard.add(stored.reading().meter().name()));
      ReloadHandler reload =
          new ReloadHandler(
              gateway, file, pluginDirectory, plugins, messages, host, p -> {}, Optional.empty());
      Await.until("a reading of b", Duration.ofSeconds(30), () -> heard.contains("b"));
      Await.until("a fault of a", Duration.ofSeconds(30), () -> fault(gateway).isPresent());
      assertEquals(Set.of("b"), heard);
      assertEquals(Duration.ofMinutes(5), gateway.intervals().of("a"), "its values expire");
      String sentence = messages.sentence(fault(gateway).orElseThrow());
      assertTrue(
          sentence.startsWith(
              "There is no driver 'acme', so that this meter is not read. " + jar + ": It is not"),
          sentence);

      configured("acme", "emulator:omnipower?seed=1", "");
      drop("acme", jar);
      ControlAnswer answer = reload.run(new ControlRequest("reload", Map.of()));
      assertEquals("Meters: restarted a; 1 unchanged.", answer.lines().get(0));
      Await.until("a reading of a", Duration.ofSeconds(30), () -> heard.contains("a"));
      assertEquals(Optional.empty(), fault(gateway));
    }
  }

  @Test
  void thePortThatNothingWouldReadIsNotOpened() throws Exception {
    try (ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      GatewayConfig config = configured("acme", "tcp:127.0.0.1:" + port.getLocalPort(), "");
      Plugins plugins = AbsentDriver.in(found, config.meters());
      GatewayPlan plan = GatewayPlan.of(config, plugins, host);
      try (Gateway gateway = Gateway.start(plan, Messages.of(plugins), host)) {
        Await.until("a fault of a", Duration.ofSeconds(30), () -> fault(gateway).isPresent());
        port.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, port::accept);
      }
    }
  }

  private static Optional<Finding> fault(Gateway gateway) {
    return gateway.health().meters().stream()
        .filter(meter -> meter.meter().equals("a"))
        .findFirst()
        .orElseThrow()
        .firstFault()
        .map(active -> active.finding());
  }

  @Test
  void aMisspeltDriverAndOneThatWouldCountPulsesAreRefusedAsEver() throws Exception {
    for (GatewayConfig config :
        List.of(
            configured("wholee", "emulator:omnipower?seed=1", ""),
            configured("acme", "gpio:17", ""))) {
      Plugins plugins = AbsentDriver.in(found, config.meters());
      ConfigException refused =
          assertThrows(ConfigException.class, () -> GatewayPlan.of(config, plugins, host));
      assertTrue(
          refused.problems().get(0).contains("There is no driver"), refused.problems()::toString);
    }
  }

  @Test
  void whereNoJarIsDamagedAMissingDriverIsAMistakeOfTheConfiguration() throws Exception {
    Files.delete(jar);
    Plugins whole = pluginDirectory.read();
    GatewayConfig config = configured("acme", "emulator:omnipower?seed=1", "");
    assertSame(whole, AbsentDriver.in(whole, config.meters()));
    assertThrows(ConfigException.class, () -> GatewayPlan.of(config, whole, host));
  }
}
