// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.output.OutputScene;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.AnsweringServer.Answer;

/**
 * What each status code means for the readings: none is lost because of another component's
 * mistake.
 */
class RefusingServerTest {
  @TempDir Path folder;
  private final Set<String> stored = new TreeSet<>();
  private AnsweringServer server;
  private OutputScene scene;

  @BeforeEach
  void start() throws Exception {
    server = new AnsweringServer();
    scene =
        new OutputScene(
            folder,
            new InfluxOutputType(),
            Instant.parse("2026-11-20T12:00:00Z"),
            "url: " + server.url(),
            "server: influxdb-2",
            "org: o",
            "bucket: b");
  }

  @AfterEach
  void stop() {
    scene.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "401, http-login-refused, 10",
    "403, http-login-refused, 10",
    "404, http-not-found, 10",
    "429, http-busy, 0",
    "503, http-busy, 0",
    "500, http-fails, 0",
    "502, http-fails, 0",
    "504, http-fails, 0",
    "302, http-fails, 0",
    "400, http-refuses-all, 10"
  })
  void keepsTheReadingsAndSaysWhatIsInTheWay(int status, String code, int seconds)
      throws Exception {
    server.answer(status, "the server's own words");
    scene.receive(3);
    Duration wait = scene.deliver();
    assertTrue(wait.compareTo(Duration.ofSeconds(seconds)) >= 0, wait.toString());
    assertEquals(code, scene.faultId());
    assertTrue(scene.fault().contains("the server's own words"), scene.fault());
    assertEquals(3, scene.health().queued());
    server.answer(204, "");
    scene.deliver();
    assertEquals(3, scene.health().delivered());
    assertEquals("", scene.fault());
  }

  @Test
  void leavesABusyServerAloneForAsLongAsItAsks() throws Exception {
    server.answer(any -> new Answer(429, "slowly", Map.of("Retry-After", "42")));
    scene.receive(1);
    assertEquals(Duration.ofSeconds(42), scene.deliver());
  }

  @Test
  void passesOverOneBadLineAndDeliversAllOthers() throws Exception {
    server.answer(
        asked -> {
          List<String> lines = Arrays.asList(asked.body().split("\n"));
          if (lines.stream().anyMatch(line -> line.contains("energy_import=913.004"))) {
            return new Answer(400, "field type conflict", Map.of());
          }
          stored.addAll(lines);
          return new Answer(204, "", Map.of());
        });
    scene.receive(8);
    scene.deliver();
    assertEquals(15, stored.size(), "8 readings of 2 lines, but one");
    assertEquals(List.of("http-refused HAPPENED"), scene.reported);
    assertEquals(0, scene.health().queued());
  }

  @Test
  void sendsHalfAsMuchToAServerThatFindsItTooMuch() throws Exception {
    server.answer(
        asked -> {
          List<String> lines = Arrays.asList(asked.body().split("\n"));
          if (lines.size() > 5) {
            return new Answer(413, "", Map.of());
          }
          stored.addAll(lines);
          return new Answer(204, "", Map.of());
        });
    scene.receive(50);
    scene.deliver();
    assertEquals(100, stored.size());
    assertEquals(List.of(), scene.reported);
  }

  @Test
  void doesNotAskForEachLineWhenTheServerSaysThatAllAreTooOld() throws Exception {
    server.answer(400, "partial write: points beyond retention policy dropped=20");
    scene.receive(10);
    scene.deliver();
    assertEquals(1, server.requests().size());
    assertEquals(List.of("http-refused HAPPENED"), scene.reported);
    assertEquals(0, scene.health().queued());
  }

  @Test
  void keepsNoMoreOfALongAnswerThanPeopleRead() throws Exception {
    server.answer(500, "x".repeat(1_000_000));
    scene.receive(1);
    scene.deliver();
    assertTrue(scene.fault().length() < 400, scene.fault());
  }
}
