// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputScene;
import org.metergate.testing.FreePorts;
import org.metergate.testing.JsonTree;

/** The output with a meter that sends every 10 s, on virtual time; the port is real. */
final class LocalApiOutputTest {
  private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
  private static final Duration INTERVAL = OutputScene.INTERVAL;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;
  private int port;

  @BeforeEach
  void choosePort() throws Exception {
    port = FreePorts.take();
  }

  private OutputScene scene() throws Exception {
    return new OutputScene(
        folder, new LocalApiOutputType(), START, "meter: electricity", "listen: 127.0.0.1:" + port);
  }

  private HttpResponse<String> ask(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private Map<String, Object> json(String path) throws Exception {
    HttpResponse<String> answer = ask(path);
    assertEquals(200, answer.statusCode(), answer.body());
    return JsonTree.object(answer.body());
  }

  private void isStale() throws Exception {
    assertEquals(503, ask("/api/v1/data").statusCode());
    assertEquals(503, ask("/v1/json").statusCode());
    assertEquals(503, ask("/api/v1/telegram").statusCode());
    assertEquals(200, ask("/api").statusCode());
  }

  @Test
  void showsTheNewestReadingUntilItIsTooOldAndAgainWithTheNext() throws Exception {
    try (OutputScene scene = scene()) {
      scene.deliver();
      isStale();
      scene.receive(3);
      scene.deliver();
      Map<String, Object> data = json("/api/v1/data");
      assertEquals("250", data.get("active_power_w").toString());
      assertEquals("913.003", data.get("total_power_import_t1_kwh").toString());
      assertEquals("913003", json("/v1/json").get("energyCounterIn").toString());
      scene.time.pause(Duration.ofSeconds(20));
      assertEquals("20000", json("/v1/json").get("agePower").toString());
      scene.time.pause(Duration.ofMillis(1));
      isStale();
      scene.receive(1);
      scene.deliver();
      assertEquals("913.004", json("/api/v1/data").get("total_power_import_kwh").toString());
    }
  }

  @Test
  void hasAMeanOfTheLastMinuteOnceThereIsOne() throws Exception {
    try (OutputScene scene = scene()) {
      for (int i = 0; i < 6; i++) {
        scene.receive(1);
        scene.deliver();
        assertFalse(json("/v1/json").containsKey("powerAvg"));
      }
      scene.receive(1);
      scene.deliver();
      assertEquals("250", json("/v1/json").get("powerAvg").toString());
    }
  }

  @Test
  void aRestartServesOnlyWhatIsFreshUnderTheSameSerial() throws Exception {
    try (OutputScene scene = scene()) {
      scene.receive(2);
      scene.deliver();
      Object serial = json("/api").get("serial");
      scene.restart();
      scene.deliver();
      assertEquals(serial, json("/api").get("serial"));
      assertEquals("913.002", json("/api/v1/data").get("total_power_import_kwh").toString());
      scene.time.pause(INTERVAL.multipliedBy(3));
      scene.restart();
      scene.deliver();
      isStale();
    }
  }

  @Test
  void aTakenPortIsAFindingAndNoReasonToKeepReadings() throws Exception {
    ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    try (OutputScene scene = scene()) {
      scene.receive(3);
      scene.deliver();
      assertEquals("served-port-closed", scene.faultId());
      assertEquals(0, scene.health().queued());
      other.close();
      scene.time.pause(Duration.ofMinutes(2));
      scene.receive(1);
      scene.recover();
      assertEquals("913.004", json("/api/v1/data").get("total_power_import_kwh").toString());
    } finally {
      other.close();
    }
    assertThrows(IOException.class, () -> ask("/api"));
  }

  @Test
  void namesEveryMistake() throws Exception {
    List<String> mistakes =
        OutputScene.mistakes(
            folder,
            new LocalApiOutputType(),
            "listen: 0.0.0.0:8081",
            "announce: [p1, ecotraker]",
            "meter-number: maybe",
            "every: 10s");
    assertEquals(5, mistakes.size(), mistakes.toString());
    String all = String.join("\n", mistakes);
    assertTrue(all.contains("outputs.home.meter"), all);
    assertTrue(all.contains("outputs.home.allow: This key is missing"), all);
    assertTrue(
        all.contains("announce: 'ecotraker' is not known here. Did you mean 'ecotracker'?"), all);
    assertTrue(all.contains("meter-number"), all);
    assertTrue(all.contains("every"), all);
    assertEquals(
        List.of(),
        OutputScene.mistakes(
            folder,
            new LocalApiOutputType(),
            "meter: electricity",
            "listen: 0.0.0.0:8081",
            "allow: 192.168.1.0/24",
            "announce: yes"));
  }
}
