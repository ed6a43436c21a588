// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.JsonTree;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.ServerProcess;

/** What the recipes tell other programs to read is what a running gateway sends. */
@Tag("broker")
@Tag("client")
@Timeout(120)
class RecipesIT {
  private static final Pattern TOPIC =
      Pattern.compile("metergate/my-house/electricity/[a-z_0-9/]*[a-z0-9]");
  private static final Pattern RECOGNITION = Pattern.compile("`(\"[a-z_]+\":)\\\\v`");

  @TempDir static Path folder;
  private static MosquittoBroker broker;
  private static DatagramSocket socket;
  private static GatewayProcess gateway;

  @BeforeAll
  static void startTheHouse() throws Exception {
    broker = new MosquittoBroker(folder).start();
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(20_000);
    String home =
        Recipes.configurations().stream()
            .filter(block -> block.page().equals("evcc.md"))
            .findFirst()
            .orElseThrow()
            .text();
    String loxone = Recipes.blocks("loxone.md", "yaml").get(0).text().replace("outputs:\n", "");
    gateway =
        GatewayProcess.run(
            Recipes.house(
                folder,
                "driver: p1-dtr, link: \"emulator:p1?solar=5\"",
                home.replace("broker:1883", "127.0.0.1:" + broker.port())
                    + loxone.replace("192.168.1.77:5140", "127.0.0.1:" + socket.getLocalPort())));
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (broker != null) {
      broker.close();
    }
    if (socket != null) {
      socket.close();
    }
  }

  @Test
  void everyTopicThatAPageNamesIsPublishedWithANumberInIt() throws Exception {
    Set<String> named = new TreeSet<>();
    for (Path page : Recipes.pages()) {
      Matcher topic = TOPIC.matcher(Files.readString(page));
      while (topic.find()) {
        named.add(topic.group());
      }
    }
    assertTrue(named.size() >= 5, named::toString);
    Map<String, String> seen = new HashMap<>();
    try (MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      Await.until(
          "there is a message on " + named,
          Duration.ofSeconds(60), // the program may still be starting
          () -> {
            subscriber.rest().forEach(message -> seen.put(message.topic(), message.payload()));
            return seen.keySet().containsAll(named)
                && !seen.containsValue("offline"); // as it is until the first reading
          });
    }
    for (String topic : named) {
      String payload = seen.get(topic);
      if (topic.contains("/value/")) {
        assertEquals(payload, new BigDecimal(payload).toString(), topic);
      } else if (topic.endsWith("/state")) {
        assertTrue(JsonTree.object(payload).get("power") instanceof BigDecimal, payload);
      } else {
        assertEquals("online", payload, topic);
      }
    }
  }

  @Test
  void theLinesForVictronAndEmoncmsPassTheReadingsOn() throws Exception {
    ServerProcess.program("jq", "jq");
    ServerProcess.program("mosquitto_pub", "mosquitto-clients");
    for (String page : List.of("victron.md", "emoncms.md")) {
      String filter = Recipes.blocks(page, "jq").get(0).text();
      String lines =
          Recipes.blocks(page, "sh").stream()
              .map(Recipes.Block::text)
              .filter(text -> text.contains("| jq"))
              .findFirst()
              .orElseThrow();
      Matcher name = Pattern.compile("-f (\\S+)").matcher(lines);
      assertTrue(name.find());
      Files.writeString(folder.resolve(name.group(1)), filter);
      Process shell =
          new ProcessBuilder(
                  "sh", "-c", lines.replace("-h broker", "-h 127.0.0.1 -p " + broker.port()))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(page + ".log").toFile())
              .start();
      try (MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
        compare(subscriber, page);
      } finally {
        shell.descendants().forEach(ProcessHandle::destroy);
        shell.destroy();
      }
    }
  }

  /** Each message that was passed on follows its reading. */
  private static void compare(MqttSubscriber subscriber, String page) throws Exception {
    boolean victron = page.startsWith("victron");
    String topic = victron ? "victron/grid" : "emon/electricity";
    Map<Object, Map<String, Object>> states = new HashMap<>();
    for (int i = 0; i < 3; ) {
      MqttSubscriber.Message message =
          subscriber.next(
              any -> any.topic().equals(topic) || any.topic().endsWith("electricity/state"));
      Map<String, Object> values = JsonTree.object(message.payload());
      if (message.topic().endsWith("/state")) {
        states.put(victron ? values.get("power") : values.get("time"), values);
      } else if (victron) {
        Map<?, ?> grid = (Map<?, ?>) values.get("grid");
        Map<String, Object> state = states.get(grid.get("power"));
        if (state != null) { // that of the first may have come before this subscription
          same(state.get("energy_import"), grid.get("energy_forward"));
          same(state.get("energy_export"), grid.get("energy_reverse"));
          i++;
        }
      } else {
        Map<String, Object> state = states.get(values.get("time"));
        if (state != null) {
          same(state.get("power"), values.get("power"));
          assertTrue(!values.containsKey("seq") && !values.containsKey("meter_number"));
          i++;
        }
      }
    }
  }

  /** jq writes 1.50 as 1.5. */
  private static void same(Object sent, Object passed) {
    assertEquals(0, ((BigDecimal) sent).compareTo((BigDecimal) passed), sent + " " + passed);
  }

  @Test
  void theDatagramsForLoxoneHaveTheKeysOfThePage() throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    String text = "";
    while (!text.contains("\"power\":")) {
      socket.receive(packet);
      text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
    Matcher key =
        RECOGNITION.matcher(Files.readString(Recipes.pages().get(0).resolveSibling("loxone.md")));
    int keys = 0;
    while (key.find()) {
      assertTrue(
          Pattern.compile(Pattern.quote(key.group(1)) + "-?[0-9]").matcher(text).find(),
          key.group(1) + " in " + text);
      keys++;
    }
    assertEquals(4, keys);
  }
}
