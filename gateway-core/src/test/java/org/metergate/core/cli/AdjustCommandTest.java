// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.gateway.Gateway;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.testing.Await;

class AdjustCommandTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeConfiguration() throws Exception {
    file = folder.resolve("gateway.yaml");
    Files.write(
        file,
        List.of(
            "meters:",
            "  el:",
            "    driver: pulse-gpio",
            "    link: \"emulator:pulse?pulses=1\"",
            "    options: { quantity: energy_import, pulses-per-unit: 1000 }",
            "  heat:",
            "    driver: pulse-gpio",
            "    link: \"emulator:pulse?quantity=heat_energy,volume&pulses=1\"",
            "    options: { quantity: \"heat_energy,volume\", pulses-per-unit: \"1,100\" }",
            "  han: { driver: omnipower-dlms, link: \"tcp:127.0.0.1:9\" }",
            "journal: { path: journal.db }"));
  }

  private Run adjust(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "adjust";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "-c";
    all[args.length + 2] = file.toString();
    return Run.of(all);
  }

  @Test
  void setsTheTotalOfARunningGatewayAndKeepsItThroughARestart() throws Exception {
    List<String> values = new CopyOnWriteArrayList<>();
    gateway(
        values,
        () -> {
          Run run = adjust("el", "12345.678").ends(0);
          assertTrue(run.out().contains(" and is 12345.678 kWh from now on."), run.out());
          Await.until(
              "the new total",
              Duration.ofSeconds(30),
              () -> values.stream().anyMatch(value -> value.startsWith("12345.67")));
          adjust("el", "100").ends(0);
          Await.until(
              "a lower total, which a meter itself may never have",
              Duration.ofSeconds(30),
              () -> values.stream().anyMatch(value -> value.startsWith("100.00")));
          adjust("el", "12345.678").ends(0);
          Await.until(
              "the earlier total",
              Duration.ofSeconds(30),
              () -> values.get(values.size() - 1).startsWith("12345.67"));
        });
    values.clear();
    gateway(
        values,
        () ->
            Await.until(
                "the earlier total",
                Duration.ofSeconds(30),
                () -> values.stream().anyMatch(value -> value.startsWith("12345.67"))));
    assertTrue(values.stream().allMatch(value -> value.startsWith("12345.67")), values::toString);
  }

  @Test
  void setsTheTotalInTheJournalWhereNoGatewayRuns() throws Exception {
    Run run = adjust("el", "7").ends(0);
    assertEquals(
        "el: energy_import was 0.000 kWh and is 7.000 kWh from now on.", run.out().strip());
    Run again = adjust("el", "8,5").ends(0);
    assertEquals(
        "el: energy_import was 7.000 kWh and is 8.500 kWh from now on.", again.out().strip());
  }

  @Test
  void saysWhyNot() throws Exception {
    assertTrue(adjust("ol", "7").ends(1).err().contains("did you mean 'el'"));
    assertTrue(adjust("han", "7").ends(1).err().contains("sends its totals itself"));
    assertTrue(adjust("el", "seven").ends(1).err().contains("must be a number like 12345.678"));
    assertTrue(adjust("heat", "7").ends(1).err().contains("heat_energy and volume; specify which"));
    assertTrue(
        adjust("heat", "7", "--quantity", "volum").ends(1).err().contains("did you mean 'volume'"));
    adjust("heat", "7", "--quantity", "volume").ends(0);
  }

  private interface Scene {
    void play() throws Exception;
  }

  private void gateway(List<String> values, Scene scene) throws Exception {
    Installation installation = Installation.load(new PrintWriter(System.err, true));
    SystemHost host = new SystemHost(installation.plugins());
    GatewayPlan plan = GatewayPlan.of(GatewayConfig.load(file), installation.plugins(), host);
    try (Gateway gateway = Gateway.start(plan, installation.messages(), host)) {
      gateway.listen(
          stored ->
              stored
                  .reading()
                  .measurement("energy_import")
                  .filter(m -> stored.reading().meter().name().equals("el") && m.value() != null)
                  .ifPresent(m -> values.add(m.value().toString())));
      Await.until("a first reading", Duration.ofSeconds(30), () -> !values.isEmpty());
      scene.play();
    }
  }
}
