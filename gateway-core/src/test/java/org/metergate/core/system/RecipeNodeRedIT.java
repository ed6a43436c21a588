// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.FreePorts;
import org.metergate.testing.JsonTree;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.ServerProcess;

/**
 * The flow of the recipe in a real Node-RED. It is slow since Node-RED is 117 MB of packages, which
 * are installed below {@code target} once.
 */
@Tag("broker")
@Tag("client")
@Tag("slow")
@EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
@Timeout(600)
class RecipeNodeRedIT {
  private static final Path INSTALLED = Path.of("target", "node-red");

  @TempDir Path folder;

  private static Path install() throws Exception {
    String npm = ServerProcess.program("npm", "npm");
    Path program = INSTALLED.resolve("node_modules/node-red/red.js").toAbsolutePath();
    if (!Files.exists(program)) {
      Process process =
          new ProcessBuilder(
                  npm,
                  "install",
                  "--no-audit",
                  "--no-fund",
                  "--prefix",
                  INSTALLED.toAbsolutePath().toString(),
                  "node-red@4.1")
              .inheritIO()
              .start();
      boolean done = process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
      Assumptions.assumeTrue(done, "npm cannot install node-red here: this test is skipped.");
    }
    return program;
  }

  @Test
  void passesEachReadingOnOnce() throws Exception {
    Path program = install();
    try (MosquittoBroker broker = new MosquittoBroker(folder).start();
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      String flow =
          Recipes.blocks("node-red.md", "json")
              .get(0)
              .text()
              .replace(
                  "\"broker\": \"broker\", \"port\": \"1883\"",
                  "\"broker\": \"127.0.0.1\", \"port\": \"" + broker.port() + "\"");
      assertTrue(flow.contains("\"" + broker.port() + "\""), flow);
      Files.writeString(folder.resolve("flows.json"), flow);
      Process nodeRed =
          new ProcessBuilder(
                  ServerProcess.program("node", "nodejs"),
                  program.toString(),
                  "--userDir",
                  folder.toString(),
                  "--port",
                  Integer.toString(FreePorts.take()),
                  "-D",
                  "uiHost=127.0.0.1",
                  folder.resolve("flows.json").toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("node-red.log").toFile())
              .start();
      String home = Recipes.blocks("node-red.md", "yaml").get(0).text();
      try (GatewayProcess gateway =
          GatewayProcess.run(
              Recipes.house(
                  folder,
                  "driver: p1-dtr, link: \"emulator:p1?solar=5\"",
                  home.replace("broker:1883", "127.0.0.1:" + broker.port())))) {
        gateway.awaitLine("reading");
        compare(subscriber);
        subscriber.publish(
            "metergate/my-house/electricity/state", "{\"seq\":1,\"power\":99999}", false);
        assertEquals(
            false,
            subscriber.next(5, message -> message.topic().equals("victron/grid")).stream()
                .anyMatch(message -> message.payload().contains("99999")));
      } finally {
        nodeRed.destroy();
        nodeRed.waitFor(10, TimeUnit.SECONDS);
      }
    } catch (AssertionError e) {
      Path log = folder.resolve("node-red.log");
      throw new AssertionError(
          e.getMessage() + (Files.exists(log) ? "\n" + Files.readString(log) : ""), e);
    }
  }

  private static void compare(MqttSubscriber subscriber) throws Exception {
    Map<Object, Map<String, Object>> states = new HashMap<>();
    Set<Object> passed = new HashSet<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (passed.size() < 3) {
      assertTrue(System.nanoTime() < deadline, "Node-RED passes nothing on");
      MqttSubscriber.Message message =
          subscriber.next(
              any ->
                  any.topic().equals("victron/grid") || any.topic().endsWith("electricity/state"));
      Map<String, Object> values = JsonTree.object(message.payload());
      if (message.topic().endsWith("/state")) {
        states.put(values.get("power"), values);
      } else {
        Map<?, ?> grid = (Map<?, ?>) values.get("grid");
        Map<String, Object> state = states.get(grid.get("power"));
        assertEquals(
            0,
            ((BigDecimal) state.get("energy_import"))
                .compareTo((BigDecimal) grid.get("energy_forward")));
        passed.add(state.get("seq"));
      }
    }
  }
}
