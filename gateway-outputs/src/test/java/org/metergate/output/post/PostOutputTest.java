// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputScene;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.AnsweringServer.Answer;
import org.metergate.testing.AnsweringServer.Request;

class PostOutputTest {
  @TempDir Path folder;
  private AnsweringServer server;
  private OutputScene scene;

  @BeforeEach
  void start() throws Exception {
    server = new AnsweringServer();
    scene =
        new OutputScene(
            folder,
            new PostOutputType(),
            Instant.parse("2026-11-20T12:00:00Z"),
            "url: \"" + server.url() + "/in/{gateway}/{meter}?x=1\"",
            "token: secret");
  }

  @AfterEach
  void stop() {
    scene.close();
    server.close();
  }

  @Test
  void postsThePayloadOfMqttAndSaysWhoseItIs() throws Exception {
    scene.receive();
    scene.deliver();
    Request asked = server.requests().get(0);
    assertEquals("POST", asked.method());
    assertEquals("/in/attic/electricity?x=1", asked.address());
    assertEquals(
        "{\"seq\":1,\"time\":\"2026-11-20T12:00:00Z\",\"meter_time\":\"2026-01-07T14:47:20\","
            + "\"energy_import\":913.001,\"power_import\":250}",
        asked.body());
    assertEquals("application/json", asked.header("Content-type"));
    assertEquals("Bearer secret", asked.header("Authorization"));
    assertEquals("attic", asked.header("Metergate-gateway"));
    assertEquals("electricity", asked.header("Metergate-meter"));
    assertEquals("state", asked.header("Metergate-kind"));
  }

  @Test
  void callsAnOldReadingBacklogAndKeepsTheOrder() throws Exception {
    server.answer(503, "");
    scene.receive(10);
    scene.deliver();
    server.answer(200, "thanks");
    int before = server.requests().size();
    scene.deliver();
    List<Request> after = server.requests().subList(before, server.requests().size());
    assertEquals(10, after.size());
    for (int i = 0; i < 10; i++) {
      assertTrue(after.get(i).body().startsWith("{\"seq\":" + (i + 1) + ","), after.get(i).body());
    }
    assertEquals("backlog", after.get(0).header("Metergate-kind"));
    assertEquals("state", after.get(9).header("Metergate-kind"));
  }

  @Test
  void passesOverWhatIsRefusedOnceSomethingWasTaken() throws Exception {
    server.answer(400, "no");
    scene.receive(1);
    scene.deliver();
    assertEquals("http-refuses-all", scene.faultId());
    server.answer(
        asked -> new Answer(asked.body().contains("\"seq\":3,") ? 422 : 200, "odd", Map.of()));
    scene.receive(4);
    scene.deliver();
    assertEquals(0, scene.health().queued());
    assertEquals(4, scene.health().delivered());
    assertTrue(scene.reported.contains("http-refused HAPPENED"), scene.reported.toString());
  }

  /** Before, what was posted since the last sync was posted again, and as the present state. */
  @Test
  void postsNothingAgainAfterItWasKilledButWhatWasUnderWay() throws Exception {
    scene.receive(30);
    scene.deliver();
    scene.kill();
    scene.receive(3);
    scene.deliver();
    List<Request> all = server.requests();
    assertEquals(33, all.size());
    for (int i = 0; i < all.size(); i++) {
      assertTrue(all.get(i).body().startsWith("{\"seq\":" + (i + 1) + ","), all.get(i).body());
    }
  }

  @Test
  void whatAPreviousRunMayHavePostedIsNoState() throws Exception {
    scene.receive(2);
    server.answer(200, "");
    scene.kill(); // neither was posted, which nobody can know
    scene.deliver();
    scene.receive(1);
    scene.deliver();
    assertEquals(
        List.of("backlog", "backlog", "state"),
        server.requests().stream().map(asked -> asked.header("Metergate-kind")).toList());
  }

  @Test
  void ofABurstOnlyTheLastIsTheState() throws Exception {
    scene.receive(3);
    scene.deliver();
    scene.time.pause(Duration.ofMinutes(15));
    for (int i = 0; i < 90; i++) {
      scene.time.pause(Duration.ofMillis(2));
      scene.receive();
    }
    scene.time.pause(scene.deliver());
    scene.deliver();
    List<String> kinds =
        server.requests().stream().map(asked -> asked.header("Metergate-kind")).toList();
    assertEquals(93, kinds.size());
    assertEquals(89, kinds.subList(3, 92).stream().filter("backlog"::equals).count());
    assertEquals("state", kinds.get(92));
  }

  @Test
  void saysWhenNobodyListens() throws Exception {
    server.close();
    scene.receive(1);
    Duration wait = scene.deliver();
    assertTrue(wait.toMillis() > 0);
    assertEquals(
        "The server " + server.name() + " cannot be reached: nothing listens on this port.",
        scene.fault());
  }
}
