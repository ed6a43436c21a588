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
import java.util.ArrayList;
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
    gateway.awaitLine("first reading"); // what the tests wait for does not include its start
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

  /**
   * Each message that was passed on follows its reading, of which several can have the same power;
   * those of the first ones may have come before this subscription.
   */
  private static void compare(MqttSubscriber subscriber, String page) throws Exception {
    boolean victron = page.startsWith("victron");
    String topic = victron ? "victron/grid" : "emon/electricity";
    List<Map<String, Object>> states = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < 3; ) {
      MqttSubscriber.Message message =
          subscriber.next(
              any -> any.topic().equals(topic) || any.topic().endsWith("electricity/state"));
      Map<String, Object> values = JsonTree.object(message.payload());
      if (message.topic().endsWith("/state")) {
        states.add(values);
      } else if (states.stream()
          .anyMatch(state -> victron ? isGrid(state, values) : isEmon(state, values))) {
        i++;
      } else {
        unknown.add(message.payload());
        assertTrue(i == 0 && unknown.size() < 4, unknown + " of " + states);
      }
    }
  }

  private static boolean isGrid(Map<String, Object> state, Map<String, Object> passed) {
    Map<?, ?> grid = (Map<?, ?>) passed.get("grid");
    return isSame(state.get("power"), grid.get("power"))
        && isSame(state.get("energy_import"), grid.get("energy_forward"))
        && isSame(state.get("energy_export"), grid.get("energy_reverse"));
  }

  private static boolean isEmon(Map<String, Object> state, Map<String, Object> passed) {
    return state.get("time").equals(passed.get("time"))
        && isSame(state.get("power"), passed.get("power"))
        && !passed.containsKey("seq")
        && !passed.containsKey("meter_number");
  }

  /** jq writes 1.50 as 1.5. */
  private static boolean isSame(Object sent, Object passed) {
    return ((BigDecimal) sent).compareTo((BigDecimal) passed) == 0;
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
