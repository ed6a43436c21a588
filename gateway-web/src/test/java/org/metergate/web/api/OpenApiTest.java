// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.web.api.JsonSchema.map;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.health.OutputHealth;
import org.metergate.testing.SampleReadings;
import org.metergate.testing.ServerProcess;
import org.metergate.web.PageScene;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Compares the file that describes the API with the running server. */
class OpenApiTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;
  private PageScene scene;
  private Map<String, Object> document;
  private JsonSchema schemas;

  @BeforeEach
  void serve() throws Exception {
    scene = new PageScene(folder, NOON, ZoneId.of("Europe/Copenhagen"));
    for (int i = 0; i < 200; i++) {
      scene.receive(SampleReadings.live(i, scene.time.now()));
      scene.pause(Duration.ofSeconds(10));
    }
    scene.receive(SampleReadings.history(1, scene.time.now()));
    Instant now = scene.time.now();
    scene.outputs.add(
        new OutputHealth(
            "home", "mqtt", 3, 4, Optional.of(now), Optional.of(NOON), Optional.empty()));
    document = map(parsed(scene.get("/api/v1/openapi.json").body()));
    schemas = new JsonSchema(map(map(document.get("components")).get("schemas")));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** JSON is a subset of YAML. */
  private static Object parsed(String json) {
    return new Load(LoadSettings.builder().build()).loadFromString(json);
  }

  @Test
  void everyAddressOfTheFileAnswersAsItSays() throws Exception {
    for (Map.Entry<String, Object> path : map(document.get("paths")).entrySet()) {
      Map<String, Object> get = map(map(path.getValue()).get("get"));
      assertFits(get, scene.get(path.getKey() + query(get)), 200, path.getKey());
    }
  }

  @Test
  void healthWithFindingsIsAsTheFileSays() throws Exception {
    scene.outputs.add(
        new OutputHealth(
            "late", "mqtt", 3, 4, Optional.of(NOON), Optional.of(NOON), Optional.empty()));
    Map<String, Object> get = map(map(map(document.get("paths")).get("/health")).get("get"));
    HttpResponse<String> answer = scene.get("/health");
    assertTrue(answer.body().contains("\"code\":\"output-behind\""), answer.body());
    assertFits(get, answer, 503, "/health");
  }

  private static String query(Map<String, Object> get) {
    List<String> parts = new ArrayList<>();
    for (Object parameter : (List<?>) get.getOrDefault("parameters", List.of())) {
      Map<String, Object> one = map(parameter);
      parts.add(one.get("name") + "=" + ServerProcess.encoded(one.get("example").toString()));
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  private void assertFits(
      Map<String, Object> get, HttpResponse<String> answer, int status, String at) {
    assertEquals(status, answer.statusCode(), at + ": " + answer.body());
    Map<String, Object> responses = map(get.get("responses"));
    assertTrue(responses.containsKey("" + status), at + ": " + status + " is undocumented");
    Map<String, Object> content = map(map(responses.get("" + status)).get("content"));
    String type = answer.headers().firstValue("content-type").orElse("").split(";")[0];
    assertEquals(content.keySet(), java.util.Set.of(type), at);
    if (type.equals("application/json")) {
      Map<String, Object> schema = map(map(content.get(type)).get("schema"));
      assertEquals(List.of(), schemas.mistakes(schema, parsed(answer.body()), at));
    }
  }

  @Test
  void noAddressIsMissingInTheFile() {
    TreeSet<String> documented = new TreeSet<>(map(document.get("paths")).keySet());
    Api.routes(scene.journal.history(), ZoneId.of("UTC"), scene.time::now)
        .forEach(route -> assertTrue(documented.contains(route.path()), route.path()));
    assertTrue(documented.containsAll(List.of("/api/v1/live", "/health", "/metrics")));
  }

  @Test
  void noParameterIsMissingInTheFileAndAnotherIsRefused() throws Exception {
    HttpResponse<String> answer = scene.get("/api/v1/history?meter=electricity&form=2026-01-01");
    assertEquals(400, answer.statusCode());
    TreeSet<String> names = new TreeSet<>();
    Map<String, Object> get =
        map(map(map(document.get("paths")).get("/api/v1/history")).get("get"));
    ((List<?>) get.get("parameters")).forEach(p -> names.add(map(p).get("name").toString()));
    assertEquals(
        "{\"error\":\"There is no parameter 'form'; there are: "
            + String.join(", ", names)
            + ".\"}\n",
        answer.body());
  }

  @ParameterizedTest
  @CsvSource({
    "meter=electricity, 400",
    "from=2026-01-01, 400",
    "meter=electricity&from=yesterday, 400",
    "meter=electricity&from=2026-01-01&every=fortnight, 400",
    "meter=elektricity&from=2026-01-01, 404",
    "meter=electricity&from=1990-01-01&every=1min, 413",
    "meter=electricity&from=2026-11-20&every=raw&quantity=power_import, 200",
    "meter=electricity&from=2026-11-20T13:00:00%2B01:00&to=2026-11-20T12:10Z, 200",
    "meter=electricity&from=2026-11-20T13:00:00+01:00&every=year, 200"
  })
  void answersEachQuestionWithWhatTheFileSays(String query, int status) throws Exception {
    Map<String, Object> get =
        map(map(map(document.get("paths")).get("/api/v1/history")).get("get"));
    assertFits(get, scene.get("/api/v1/history?" + query), status, query);
  }

  @Test
  void refusesAQueryThatIsNone() throws Exception {
    assertEquals(400, scene.get("/api/v1/history?meter=electricity&from=%ff").statusCode());
  }

  @Test
  void givesTheDecimalsOfTheMeterAndNoHistoryAsLive() throws Exception {
    String raw = scene.get("/api/v1/history?meter=electricity&from=2026-11-20&every=raw").body();
    assertTrue(raw.contains("\"value\":913.000"), raw);
    assertTrue(scene.get("/api/v1/live").body().contains("\"value\":\"913.199\""));
    assertTrue(
        scene
            .get("/api/v1/history?meter=electricity&from=2026-01-07&to=2026-01-08&every=raw")
            .body()
            .contains("\"origin\":\"history\""));
  }
}
