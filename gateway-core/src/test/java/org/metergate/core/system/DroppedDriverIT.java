// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.plugin.JarForge;
import org.metergate.testing.Await;

/** The example driver, dropped in as a jar, reads its emulated meter in a running gateway. */
@Tag("pty")
@Timeout(180)
class DroppedDriverIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path EXAMPLE = Path.of("../examples/driver-iec62056/src/main");
  private static final String MESSAGES = "org/metergate/example/iec62056/messages.properties";
  private static final String PULSES =
      """
      for (long telegram = 1; ; telegram++) {
        session.meter(meter).passed(Stage.LIST);
        session.meter(meter).publish("1",
            java.util.Optional.empty(), List.of(new Measurement(Quantities.ENERGY_IMPORT,
                new Value.Decimal(java.math.BigDecimal.valueOf(telegram)), Unit.WH, "1", null, null)));
        session.pause(Duration.ofMillis(100));
      }
      """;

  @TempDir Path folder;
  private final List<GatewayProcess> processes = new ArrayList<>();
  private Path drivers;
  private Path configuration;
  private Path port;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/socat")), "socat is not installed");
    assumeTrue(Files.isDirectory(EXAMPLE), "the sources of the example are not here");
    drivers = Files.createDirectories(folder.resolve("drivers"));
    port = folder.resolve("meter");
    example("1.0", "The meter itself reports an error: {code}.");
    JarForge.driver("steady", "SESSION", PULSES).into(drivers.resolve("steady.jar"));
    configuration = folder.resolve("gateway.yaml");
    Files.writeString(
        configuration,
        """
        meters:
          old:
            driver: iec62056
            link: "serial:%s"
            options: { interval: 5s, line: "300 8N1" } # a pseudo-terminal has no parity
          a: { driver: steady, link: "emulator:omnipower?seed=1" }
          b: { driver: steady, link: "emulator:omnipower?seed=2" }
          c: { driver: steady, link: "emulator:omnipower?seed=3" }
          d: { driver: iec62056, link: "emulator:iec62056?number=77", options: { interval: 5s } }
        journal: { path: journal.db }
        web: { listen: "127.0.0.1:0" }
        """
            .formatted(port));
  }

  @AfterEach
  void end() {
    processes.forEach(GatewayProcess::close);
  }

  private void example(String version, String sentence) throws IOException {
    String text = Files.readString(EXAMPLE.resolve("resources").resolve(MESSAGES));
    String changed = text.replace("The meter itself reports an error: {code}.", sentence);
    JarForge.module(EXAMPLE)
        .attribute("Implementation-Version", version)
        .attribute("Bundle-License", "Apache-2.0")
        .entry(MESSAGES, changed.getBytes(StandardCharsets.UTF_8))
        .into(drivers.resolve("driver-iec62056.jar"));
  }

  private GatewayProcess start(String... args) throws Exception {
    GatewayProcess process = GatewayProcess.withDrivers(drivers, args);
    processes.add(process);
    return process;
  }

  private List<String> exported(String meter) throws Exception {
    try (GatewayProcess export =
        start("export", meter, "--every", "raw", "-c", configuration.toString())) {
      export.awaitExit();
      return export.output(",energy_import,");
    }
  }

  @Test
  void isReadReplacedByANewerBuildAndUnloadedWhileOthersReadOn() throws Exception {
    GatewayProcess meter =
        start("emulate", "iec62056", "--pty", port.toString(), "--option", "error=00000040");
    meter.awaitLine("interval");
    GatewayProcess gateway = start("run", "-c", configuration.toString());
    gateway.awaitLine("The meter itself reports an error: 00000040.");
    String page = gateway.page("/");
    assertTrue(page.contains("Maximum demand, energy import"), "the driver's own quantity");

    example("2.0", "The meter says: {code}.");
    gateway.signal("USR1");
    gateway.awaitLine("Meters: restarted old, d; 3 unchanged.");
    Await.until(
        "the newer build reads, and its sentence is shown",
        LIMIT,
        () -> gateway.page("/").contains("The meter says: 00000040."));
    try {
      Await.until("the older build is unloaded", LIMIT, () -> loaders(gateway) == 2);
    } catch (AssertionError e) {
      throw new AssertionError(look(gateway, "VM.classloaders") + loaders(gateway), e);
    }

    Await.until("both builds have read", LIMIT, () -> exported("old").size() >= 2);
    Await.until(
        "an emulated meter of the same jar is read too", LIMIT, () -> exported("d").size() >= 2);
    for (String name : List.of("a", "b", "c")) {
      assertNothingLost(exported(name));
    }
    gateway.assertNoTracesOrSecrets(List.of());
  }

  /** Class loaders of dropped-in jars that are still in memory after a collection. */
  private static long loaders(GatewayProcess gateway) throws Exception {
    look(gateway, "GC.run");
    return look(gateway, "GC.class_histogram")
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 3 && fields[3].equals("java.net.URLClassLoader"))
        .mapToLong(fields -> Long.parseLong(fields[1]))
        .sum();
  }

  private static String look(GatewayProcess gateway, String... args) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(gateway.handle().pid())));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void assertNothingLost(List<String> lines) {
    assertTrue(lines.size() > 20, lines.size() + " readings");
    List<Integer> values = new ArrayList<>();
    for (String line : lines) {
      values.add(Integer.parseInt(line.split(",")[10]));
    }
    for (int i = 1; i < values.size(); i++) {
      assertEquals(values.get(i - 1) + 1, values.get(i), "a reading was lost");
    }
  }
}
