// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.Nginx;
import org.metergate.testing.PrivateNetwork;
import org.metergate.testing.ServerProcess;
import org.metergate.testing.TestCertificate;

/**
 * The whole program on a host of its own, and this machine as its neighbour: what a phone, a
 * Prometheus and a proxy of the same network reach of it, and what not.
 */
@Tag("netns")
@Tag("servers")
@Timeout(300)
class ReachedFromOutsideIT {
  private static final String PASSWORD = "correct horse battery";

  /** Through a proxy that the configuration names, and through one that it does not. */
  private static final String BELOW = "/power";

  private static final String UNNAMED = "/unnamed";

  /** What is read of a gateway, each with what a stranger is told: to log in, or that it lacks. */
  private static final Map<String, Integer> PATHS =
      Map.of(
          "/", 303,
          "/history", 303,
          "/readings", 303,
          "/meter?name=house", 303,
          "/api/v1/live", 401,
          "/api/v1/meters", 401,
          "/metrics", 401,
          "/live", 401,
          "/nowhere", 401);

  @TempDir static Path folder;
  private static PrivateNetwork network;
  private static GatewayProcess gateway;
  private static Path configuration;
  private static Nginx nginx;
  private static Neighbour direct;
  private static Neighbour proxied;
  private static String token;

  @BeforeAll
  static void setUp() throws Exception {
    network = PrivateNetwork.lay();
    configuration =
        FourMeters.in(folder)
            .with("web: { listen: \"0.0.0.0:8080\", proxies: [ " + network.inside() + " ] }")
            .write();
    gateway = GatewayProcess.runThrough(network.runInside(), configuration);
    gateway.awaitLine("The status page is at ");
    direct = new Neighbour(URI.create("https://" + network.inside() + ":8080"));
    assertThrows(IOException.class, () -> direct.get("/", ""), "nobody has an account yet");
    GatewayProcess.ask(PASSWORD + "\n", "password", "admin", "-c", configuration.toString());
    GatewayProcess.ask(
        PASSWORD + "\n", "password", "guest", "--role", "read", "-c", configuration.toString());
    List<String> said =
        GatewayProcess.ask("", "token", "add", "prometheus", "-c", configuration.toString());
    token = said.get(said.size() - 1);
    Await.until("the page is opened", ReachedFromOutsideIT::answers);
    TestCertificate certificate = TestCertificate.create(folder, "ip:" + network.inside());
    nginx =
        Nginx.start(
            network.runInside(),
            folder,
            network.inside() + ":8443",
            certificate,
            List.of(location(BELOW, network.inside()), location(UNNAMED, "127.0.0.1")));
    proxied = new Neighbour(URI.create("https://" + network.inside() + ":8443" + BELOW));
  }

  /** A place of nginx as the how-to writes it, which asks the gateway at one of its addresses. */
  private static String location(String path, String gateway) {
    return String.join(
        "\n",
        "location " + path + "/ {",
        "proxy_pass http://" + gateway + ":8080/;",
        "proxy_http_version 1.1;",
        "proxy_buffering off;",
        "proxy_set_header Host $http_host;",
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_set_header X-Forwarded-Host $http_host;",
        "proxy_set_header X-Forwarded-Prefix " + path + ";",
        "}\n");
  }

  @AfterAll
  static void tearDown() {
    if (nginx != null) {
      nginx.close();
    }
    if (gateway != null) {
      gateway.close();
    }
    if (network != null) {
      network.close();
    }
  }

  private static boolean answers() throws Exception {
    try {
      return direct.get("/health", "").status() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void strangerIsToldNothingOnAnyWay() throws Exception {
    for (Neighbour way : List.of(direct, proxied)) {
      for (Map.Entry<String, Integer> path : PATHS.entrySet()) {
        Neighbour.Answer answer = way.get(path.getKey(), "");
        assertEquals(path.getValue(), answer.status(), way + path.getKey());
        assertFalse(answer.body().contains("house"), answer.body());
      }
      String health = way.get("/health", "").body().replaceAll("\\s", "");
      assertTrue(health.matches("\\{\"well\":(true|false)}"), health);
    }
  }

  @Test
  void wrongTokensOpenNothing() throws Exception {
    for (Neighbour way : List.of(direct, proxied)) {
      for (String wrong : List.of("x", token.substring(1), token + "A", "")) {
        assertEquals(401, way.get("/api/v1/live", "Bearer " + wrong).status());
      }
      assertEquals(401, way.get("/metrics", "Basic " + token).status());
    }
  }

  @Test
  void tokenReadsPageAndApiAndMetricsAndStream() throws Exception {
    for (Neighbour way : List.of(direct, proxied)) {
      for (String path : PATHS.keySet()) {
        if (!path.equals("/live")) {
          int expected = path.equals("/nowhere") ? 404 : 200;
          assertEquals(expected, way.get(path, "Bearer " + token).status(), way + path);
        }
      }
      assertTrue(way.get("/metrics", "Bearer " + token).body().contains("metergate_"));
      assertTrue(way.firstEvent("/live", "Authorization", "Bearer " + token).startsWith("data:"));
    }
  }

  @Test
  void sessionReadsPageAndApiAndMetricsAndStreamUntilItIsEnded() throws Exception {
    for (Neighbour way : List.of(direct, proxied)) {
      String cookie = way.logIn("guest", PASSWORD);
      for (String path : List.of("/", "/api/v1/live", "/metrics")) {
        assertEquals(200, way.get(path, "", "Cookie", cookie).status(), way + path);
      }
      assertTrue(way.firstEvent("/live", "Cookie", cookie).startsWith("data:"));
      Neighbour other = way == direct ? proxied : direct;
      assertEquals(303, other.get("/", "", "Cookie", cookie).status(), "bound to its path");
      GatewayProcess.ask("", "password", "guest", "--end-sessions", "-c", configuration.toString());
      assertEquals(303, way.get("/", "", "Cookie", cookie).status(), "ended by command");
    }
  }

  /** Whoever sits at the gateway itself reads without a log-in, but not through the proxy. */
  @Test
  void requestFromLoopbackThroughTheProxyIsNotLocal() throws Exception {
    assertEquals("200", status("http://127.0.0.1:8080/api/v1/live"));
    for (String path : List.of(BELOW, UNNAMED)) {
      String through = "https://" + network.inside() + ":8443" + path;
      assertEquals("401", status(through + "/api/v1/live"));
      assertEquals("303", status(through + "/"));
      assertEquals("401", status("-H", "X-Forwarded-For: 127.0.0.1", through + "/metrics"));
      assertEquals("401", status("-H", "X-Forwarded-For;", through + "/metrics"));
      assertEquals("200", status("-H", "Authorization: Bearer " + token, through + "/metrics"));
    }
    assertEquals(
        "401", status("-H", "X-Forwarded-For: 127.0.0.1", "http://127.0.0.1:8080/metrics"));
  }

  /** Sends a request from the gateway's own host. */
  private static String status(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(network.runInside());
    command.add(ServerProcess.program("curl", "curl"));
    command.addAll(List.of("-sk", "-o", "/dev/null", "-m", "20", "-w", "%{http_code}"));
    command.addAll(List.of(arguments));
    Process curl = new ProcessBuilder(command).start();
    return new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void certificateIsTheOneWhoseFingerprintIsPrintedAndNamesTheAddress() throws Exception {
    direct.get("/health", "");
    try (GatewayProcess status = GatewayProcess.start("status", "-c", configuration.toString())) {
      status.awaitExit();
      String said = String.join("", status.output());
      String printed = said.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
      assertTrue(printed.contains(direct.fingerprint()), direct.fingerprint() + " in " + said);
    }
    assertTrue(
        direct.certificate().getSubjectAlternativeNames().stream()
            .anyMatch(name -> network.inside().equals(name.get(1))),
        () -> direct.certificate().toString());
  }

  @Test
  void prometheusScrapesOverTlsWithItsToken() throws Exception {
    direct.get("/health", "");
    Path authority = direct.writeCertificate(folder.resolve("gateway.pem"));
    Path secret = Files.writeString(folder.resolve("token"), token);
    Path data = Files.createDirectory(folder.resolve("scraped"));
    try (ServerProcess prometheus =
        ServerProcess.prometheus(
                data,
                network.inside() + ":8080",
                "1s",
                List.of(
                    "scheme: https",
                    "tls_config: { ca_file: " + authority + " }",
                    "authorization: { credentials_file: " + secret + " }"))
            .start()) {
      Await.until(
          "it has scraped", () -> prometheus.get("/api/v1/query?query=up").contains(",\"1\"]"));
      Await.until(
          "it has a value of a meter",
          () ->
              prometheus
                  .get("/api/v1/query?query=" + ServerProcess.encoded("{meter=\"house\"}"))
                  .contains("\"meter\":\"house\""));
    }
  }
}
