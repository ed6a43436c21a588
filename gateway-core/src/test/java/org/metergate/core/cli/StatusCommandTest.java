// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.health.json.HealthJsonReader;
import org.metergate.testing.Await;
import org.metergate.testing.JsonTree;

@Timeout(60)
class StatusCommandTest {
  private static final String ATTIC =
      "{\"gateway\":\"attic\",\"time\":\"2026-11-20T12:34:12Z\",\"well\":false,"
          + "\"state\":\"broken\",\"verdict\":\"heat: The meter has been silent for 28 min.\","
          + "\"next\":\"Check the cable.\",\"journal\":{\"state\":\"good\",\"well\":true,"
          + "\"sentence\":\"The journal is in order.\",\"next\":null,\"findings\":[]},"
          + "\"meters\":[{\"meter\":\"heat\",\"state\":\"broken\",\"well\":false,"
          + "\"sentence\":\"The meter has been silent for 28 min.\",\"next\":\"Check the cable.\","
          + "\"lastReading\":\"2026-11-20T12:05:42Z\",\"usualInterval\":10,\"stages\":["
          + "{\"stage\":\"port\",\"state\":\"good\",\"passed\":1,\"lastPassed\":null,\"faults\":0},"
          + "{\"stage\":\"bytes\",\"state\":\"broken\",\"passed\":9,\"lastPassed\":null,"
          + "\"faults\":1},{\"stage\":\"decryption\",\"state\":\"unused\",\"passed\":0},"
          + "{\"stage\":\"list\",\"state\":\"blocked\",\"passed\":0}],\"findings\":["
          + "{\"code\":\"silent\",\"stage\":\"bytes\",\"kind\":\"fault\",\"withheld\":null,"
          + "\"sentence\":\"The meter has been silent for 28 min.\",\"next\":\"Check the cable.\","
          + "\"first\":\"2026-11-20T12:06:12Z\",\"last\":\"2026-11-20T12:34:12Z\",\"count\":3},"
          + "{\"code\":\"checksum\",\"stage\":\"frames\",\"kind\":\"event\",\"withheld\":null,"
          + "\"sentence\":\"A \\u001b[31mframe\\u0007 was damaged.\",\"next\":null,"
          + "\"first\":\"2026-11-20T12:01:12Z\",\"last\":\"2026-11-20T12:04:12Z\",\"count\":2}]},"
          + "{\"meter\":\"power\",\"state\":\"good\",\"well\":true,\"sentence\":\"Fine.\","
          + "\"next\":null,\"lastReading\":\"2026-11-20T12:34:08Z\",\"usualInterval\":10,"
          + "\"stages\":[],\"findings\":[]}],"
          + "\"outputs\":[{\"output\":\"home\",\"type\":\"mqtt\",\"state\":\"attention\","
          + "\"well\":false,\"sentence\":\"Readings have been waiting for 14 min.\","
          + "\"next\":\"Wait.\",\"delivered\":1284,\"queued\":84,"
          + "\"oldestWaiting\":\"2026-11-20T12:20:02Z\",\"lastDelivery\":\"2026-11-20T12:34:11Z\","
          + "\"lastError\":null,\"lastErrorAt\":null,\"findings\":[]}]}";

  @TempDir Path folder;
  private final AtomicReference<String> health = new AtomicReference<>(ATTIC);

  private String config() throws Exception {
    return Files.writeString(
            folder.resolve("gateway.yaml"),
            "meters:\n  heat: { driver: multical-kmp, link: \"emulator:multical\" }\n"
                + "journal: { path: j.db }\nweb: { listen: \"127.0.0.1:0\" }\n")
        .toString();
  }

  private ControlServer gateway() throws ControlException {
    ControlServer server =
        ControlServer.claim(ControlServer.socketOf(folder.resolve("j.db").toAbsolutePath()));
    server.register(
        new ControlCommand() {
          @Override
          public String name() {
            return "health";
          }

          @Override
          public ControlAnswer run(ControlRequest request) {
            return new ControlAnswer(true, List.of("verdict"), Map.of(), Optional.of(health.get()));
          }
        });
    return server;
  }

  @Test
  void showsTheVerdictEachMeterWithItsChainAndEachOutputWithItsQueue() throws Exception {
    String file = config();
    try (ControlServer gateway = gateway()) {
      gateway.start();
      Run run = Run.of("status", "-c", file).ends(1);
      assertEquals("", run.err());
      String local =
          Instant.parse("2026-11-20T12:34:12Z").atZone(ZoneId.systemDefault()).toString();
      assertEquals(
          List.of(
              "attic at " + local.substring(11, 19) + ": not well",
              "heat: The meter has been silent for 28 min.",
              "What to do: Check the cable.",
              "",
              "broken    meter heat: last reading 28 min ago, usually every 10 s",
              "    port good > bytes BROKEN > list blocked",
              "    The meter has been silent for 28 min.",
              "    What to do: Check the cable.",
              "    30 min ago, 2 times: A \\u001b[31mframe\\u0007 was damaged.",
              "",
              "good      meter power: last reading 4 s ago, usually every 10 s",
              "",
              "attention output home (mqtt): 84 readings wait, the oldest for 14 min, 1284"
                  + " delivered, the last 1 s ago",
              "",
              "good      journal: The journal is in order."),
          run.out().lines().toList());
    }
  }

  @Test
  void theExitCodeOfOneMeterIsItsOwnAndAWrongNameIsMended() throws Exception {
    String file = config();
    try (ControlServer gateway = gateway()) {
      gateway.start();
      Run heat = Run.of("status", "heat", "-c", file).ends(1);
      assertFalse(heat.out().contains("meter power"), heat.out());
      assertTrue(
          heat.out().contains("Possible cause: The meter's port is switched off"), heat.out());
      assertFalse(heat.out().contains("{"), heat.out());
      Run power = Run.of("status", "power", "-c", file).ends(0);
      assertFalse(power.out().contains("heat"), power.out());
      Run.of("status", "haet", "-c", file)
          .refuses(2, "There is no meter 'haet'; did you mean 'heat'?");
      Run.of("status", "garden", "-c", file)
          .refuses(2, "There is no meter 'garden'; there are: heat, power.");
    }
  }

  @Test
  void printsTheDocumentItselfForPrograms() throws Exception {
    String file = config();
    try (ControlServer gateway = gateway()) {
      gateway.start();
      Run run = Run.of("status", "--json", "-c", file).ends(1);
      assertEquals(JsonTree.object(ATTIC), JsonTree.object(run.out()));
      assertEquals(1, run.out().lines().count());
      assertFalse(run.out().contains("\u001b"));
    }
  }

  @Test
  void saysWhereItLookedWhenNoGatewayRuns() throws Exception {
    Run run = Run.of("status", "-c", config()).ends(3);
    assertEquals("", run.out());
    assertTrue(run.err().contains("No gateway runs with its journal in " + folder), run.err());
    if (Files.notExists(Path.of("/etc/metergate/gateway.yaml"))) {
      Run.of("status")
          .refuses(
              3,
              "There is no gateway.yaml in this folder and no /etc/metergate/gateway.yaml, so that"
                  + " no gateway was found; name the configuration of the running one with -c.");
    }
    Run.of("status", "-c", folder + "/other.yaml").ends(2);
  }

  @Test
  void watchesAGatewayAlsoOverItsRestart() throws Exception {
    String file = config();
    LiveRun watch;
    try (ControlServer gateway = gateway()) {
      gateway.start();
      watch = new LiveRun("status", "--watch", "-c", file);
      watch.awaitGroup("(not well)");
    }
    try (watch) {
      watch.awaitGroup("(No gateway runs)");
      health.set(ATTIC.replaceFirst("\"well\":false", "\"well\":true"));
      try (ControlServer gateway = gateway()) {
        gateway.start();
        watch.awaitGroup("(: well)");
      }
      assertFalse(watch.out().contains("\u001b"), "no terminal is there");
    }
  }

  @Test
  void showsARunningGatewayWithEmulatedMeters() throws Exception {
    String file = config();
    try (LiveRun run = new LiveRun("run", "-c", file)) {
      run.awaitGroup("The status page is at (\\S+)");
      Await.until(
          "the first reading",
          Duration.ofSeconds(20),
          () -> !Run.of("status", "heat", "-c", file).out().contains("no reading yet"));
      Run status = Run.of("status", "-c", file);
      assertTrue(status.out().contains("meter heat: last reading "), status::toString);
      assertTrue(status.out().contains("journal: The journal is in order."), status::toString);
      run.stop();
    }
    Run.of("status", "-c", file).ends(3);
  }

  @Test
  void theTimeOfDayIsThatOfTheZone() throws Exception {
    List<String> lines = StatusLines.of(HealthJsonReader.read(ATTIC), ZoneOffset.ofHours(5));
    assertEquals("attic at 17:34:12: not well", lines.get(0));
  }
}
