// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.Nginx;
import org.metergate.testing.PrivateNetwork;
import org.metergate.testing.TestCertificate;

/**
 * The app as Home Assistant would run it: its image, built from the folder that the supervisor
 * gets, in a network of its own, with a stand-in for the supervisor that answers as that does, a
 * real broker, and a real proxy in the place of ingress.
 */
@Tag("package")
@Tag("broker")
@Tag("servers")
@Tag("netns")
class HomeAssistantAppIT {
  private static final String IMAGE = "localhost/metergate-test-app";
  private static final String TOKEN = "3a5b7c9d1e2f4a6b8c0d3a5b7c9d1e2f";
  private static final String PASSWORD = "Broker-pass'word 7";
  private static final String INGRESS = "/api/hassio_ingress/Zq3JvT0n";
  private static final String SUPERVISOR = "172.30.32.2";
  private static final String METER =
      "{\"name\":\"p1\",\"driver\":\"p1-dtr\",\"link\":\"emulator:p1\"}";

  @TempDir static Path shared;

  private static Buildah buildah;
  private static PrivateNetwork network;
  private static HttpServer supervisor;
  private static Path app;
  private static String container;
  private static volatile int status = 400;
  private static volatile String answer =
      "{\"result\":\"error\",\"message\":\"Service not enabled\"}";

  @TempDir Path folder;
  private Path data;

  @BeforeAll
  static void build() throws Exception {
    buildah = Buildah.shared();
    network = PrivateNetwork.lay();
    Ran.of(inside("ip", "addr", "add", SUPERVISOR + "/32", "dev", "lo")).good();
    supervisor = HttpServer.create(new InetSocketAddress(network.here(), 0), 0);
    supervisor.createContext(
        "/services/mqtt",
        exchange -> {
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              ("Bearer " + TOKEN).equals(token) ? status : 401, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    supervisor.start();
    Path repository = shared.resolve("repository");
    Ran.of(
            Path.of("../packaging/home-assistant/build").toAbsolutePath().toString(),
            "--out",
            repository.toString())
        .good();
    app = repository.resolve("metergate");
    buildah.build(
        app,
        "Dockerfile",
        IMAGE,
        "--build-arg",
        "BASE=" + Buildah.BASE,
        "--build-arg",
        "BUILD_VERSION=0.1.0");
    container = buildah.container(IMAGE);
  }

  @AfterAll
  static void end() {
    if (supervisor != null) {
      supervisor.stop(0);
    }
    if (network != null) {
      network.close();
    }
  }

  @BeforeEach
  void folders() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("config"));
  }

  private static List<String> inside(String... command) {
    List<String> all = new ArrayList<>(network.runInside());
    all.addAll(List.of(command));
    return all;
  }

  private static void names(MosquittoBroker broker) {
    status = 200;
    answer =
        "{\"result\":\"ok\",\"data\":{\"addon\":\"core_mosquitto\",\"host\":\"127.0.0.1\",\"port\":"
            + broker.port()
            + ",\"ssl\":false,\"protocol\":\"3.1.1\",\"username\":\"addons\",\"password\":\""
            + PASSWORD
            + "\"}}";
  }

  private static void noBroker() {
    status = 400;
    answer = "{\"result\":\"error\",\"message\":\"Service not enabled\"}";
  }

  private Installed start(String options, String token, String... more) throws IOException {
    Files.writeString(data.resolve("options.json"), options);
    List<String> mounts =
        List.of(
            "-v",
            data + ":/data:rw",
            "-v",
            folder.resolve("config") + ":/config:rw",
            "--env",
            "SUPERVISOR_TOKEN=" + token,
            "--env",
            "TZ=Europe/Copenhagen");
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/metergate-app",
                "--supervisor",
                "http://" + network.here() + ":" + supervisor.getAddress().getPort()));
    command.addAll(List.of(more));
    return buildah.start(
        network.runInside(),
        folder.resolve("log"),
        container,
        mounts,
        command.toArray(String[]::new));
  }

  private static String options(String meters, String rest) {
    return "{\"name\":\"home\",\"meters\":[" + meters + "],\"page-changes\":true" + rest + "}";
  }

  private static String curl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(inside("curl", "-sk", "--max-time", "10"));
    command.addAll(List.of(arguments));
    return Ran.of(command, Map.of(), Duration.ofSeconds(20)).output();
  }

  private static String statusOf(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}"));
    all.addAll(List.of(arguments));
    return curl(all.toArray(String[]::new));
  }

  @Test
  void readingsReachTheBrokerAndThePageIsReadThroughIngressAlone() throws Exception {
    Path files = Files.createDirectories(folder.resolve("broker"));
    Path store = Files.createDirectories(folder.resolve("store"));
    try (MosquittoBroker broker = new MosquittoBroker(files)) {
      broker.withLogin("addons", PASSWORD).withPersistence(store, network.runInside()).start();
      names(broker);
      try (Installed gateway = start(options(METER, ""), TOKEN);
          Nginx ingress = ingress()) {
        gateway.awaitLog("p1: first reading");
        String found =
            Ran.of(
                    inside(
                        "mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        broker.port() + "",
                        "-u",
                        "addons",
                        "-P",
                        PASSWORD,
                        "-t",
                        "homeassistant/device/#",
                        "-C",
                        "1",
                        "-W",
                        "30"))
                .good();
        assertTrue(found.contains("\"unique_id\""), found);

        String page = curl("https://" + network.inside() + ":8443" + INGRESS + "/");
        assertTrue(page.contains("</html>"), page + ingress.log());
        Matcher links = Pattern.compile("(?:href|src|action)=\"([^\"]*)\"").matcher(page);
        int count = 0;
        while (links.find()) {
          String link = links.group(1).replace("&amp;", "&");
          assertFalse(link.startsWith("/") || link.contains("://"), link);
          if (!link.startsWith("#") && !link.startsWith("data:") && count++ < 12) {
            String target = "https://" + network.inside() + ":8443" + INGRESS + "/" + link;
            assertEquals("200", statusOf(target.replaceFirst("#.*", "")), link);
          }
        }
        assertTrue(count > 2, page);

        String direct = "http://" + network.inside() + ":8099/";
        assertEquals("303", statusOf(direct), "nobody else reads");
        assertEquals("401", statusOf(direct + "api/v1/live"));
        assertEquals("401", statusOf("-H", "X-Ingress-Path: " + INGRESS, direct + "api/v1/live"));
        assertEquals("200", statusOf(watchdog()), "the supervisor's watchdog");

        List<String> below = new ArrayList<>();
        ProcessHandle java = gateway.java().orElseThrow();
        java.parent().ifPresent(parent -> parent.info().command().ifPresent(below::add));
        assertFalse(below.toString().endsWith("/sh]"), "the start script stays in between");
        gateway.stop();
        String log = gateway.log();
        assertFalse(log.contains(PASSWORD) || log.contains(TOKEN), log);
        assertFalse(log.contains("\tat "), log);
      }
    }
  }

  private static String watchdog() throws IOException {
    String config = Files.readString(app.resolve("config.yaml"));
    Matcher url = Pattern.compile("(?m)^watchdog: (http://\\S+)$").matcher(config);
    assertTrue(url.find(), config);
    return url.group(1).replace("[HOST]", network.inside()).replaceFirst("\\[PORT:(\\d+)]", "$1");
  }

  private Nginx ingress() throws Exception {
    Path files = Files.createDirectories(folder.resolve("nginx"));
    return Nginx.start(
        network.runInside(),
        files,
        network.inside() + ":8443",
        TestCertificate.create(files, "ip:" + network.inside()),
        List.of(
            "location " + INGRESS + "/ {",
            "proxy_pass http://" + network.inside() + ":8099/;",
            "proxy_bind " + SUPERVISOR + ";",
            "proxy_set_header Host $http_host;",
            "proxy_set_header X-Ingress-Path " + INGRESS + ";",
            "proxy_set_header X-Hass-Source core.ingress;",
            "proxy_set_header X-Remote-User-Id 0123456789abcdef;",
            "proxy_set_header X-Remote-User-Name anna;",
            "proxy_set_header X-Forwarded-For $remote_addr;",
            "proxy_set_header X-Forwarded-Proto https;",
            "proxy_buffering off;",
            "}"));
  }

  @Test
  void withoutABrokerItSaysWhatToInstallAndThePageAnswers() throws Exception {
    noBroker();
    try (Installed gateway = start(options(METER, ""), TOKEN)) {
      gateway.awaitLog("p1: first reading");
      assertTrue(gateway.log().contains("Install the app 'Mosquitto broker'"), gateway.log());
      assertEquals("200", statusOf("http://" + network.inside() + ":8099/style.css"));
    }
  }

  @Test
  void aWrongTokenIsSaidAndNeverShown() throws Exception {
    try (Installed gateway = start(options(METER, ""), "another-token-0815", "--check")) {
      assertEquals(0, gateway.ends(), gateway.log());
      assertTrue(gateway.log().contains("HTTP 401"), gateway.log());
      assertFalse(gateway.log().contains("0815"), gateway.log());
    }
  }

  @Test
  void badOptionsEndTheStartWithASentenceForEach() throws Exception {
    String wrong =
        "{\"name\":\"heat\",\"driver\":\"multical-kmp\",\"link\":\"serial:/dev/x\",\"model\":\"9\"}";
    String rest = ",\"mqtt\":{\"broker\":\"none\"},\"advanced\":[\"outputs.a: { type: csw }\"]";
    try (Installed gateway = start(options(METER + "," + wrong, rest), TOKEN)) {
      assertEquals(2, gateway.ends(), gateway.log());
      assertTrue(gateway.log().contains("Options: meters 2 (heat), model: "), gateway.log());
      assertTrue(gateway.log().contains("Options: advanced 1, type: "), gateway.log());
    }
  }

  /** As the supervisor does: the commands of the configuration, then a copy of the data. */
  @Test
  void aBackupThatWasMadeWhileItRanGoesOnAboveTheNumbersBefore() throws Exception {
    noBroker();
    Path kept = folder.resolve("kept");
    String none = ",\"mqtt\":{\"broker\":\"none\"}";
    try (Installed gateway = start(options(METER, none), TOKEN)) {
      gateway.awaitLog("p1: first reading");
      command("backup_pre");
      command("backup_pre"); // the supervisor was restarted in between: the first is still there
      assertTrue(Files.size(data.resolve("backup/metergate.tar")) > 10_000);
      Ran.of("cp", "-r", data.toString(), kept.toString()).good();
      command("backup_post");
      assertFalse(Files.exists(data.resolve("backup/metergate.tar")));
    }
    Matcher excluded =
        Pattern.compile("(?m)^  - (never-in-a-backup|journal\\.db-shm|control\\.sock|.*\\.json)$")
            .matcher(Files.readString(app.resolve("config.yaml")));
    while (excluded.find()) {
      Files.deleteIfExists(kept.resolve(excluded.group(1)));
    }
    assertFalse(Files.exists(kept.resolve("never-in-a-backup")), "the backup has no mark");
    Ran.of("rm", "-rf", data.toString()).good();
    Files.move(kept, data);
    try (Installed gateway = start(options(METER, none), TOKEN)) {
      gateway.awaitLog("p1: first reading");
      assertTrue(gateway.log().contains("its next reading has the number"), gateway.log());
    }
    assertFalse(Files.exists(data.resolve("backup/metergate.tar")), "it is used once");
    assertTrue(Files.exists(data.resolve("never-in-a-backup")));
    try (Installed gateway = start(options(METER, none), TOKEN)) {
      gateway.awaitLog("p1: first reading");
      assertFalse(gateway.log().contains("its next reading has the number"), gateway.log());
    }
  }

  @Test
  void theDriverForMBusComesAlongAndItsOptionsAreUnderstood() throws Exception {
    Ran drivers = buildah.inside(container, List.of(), "/usr/bin/metergate", "drivers");
    assertTrue(
        drivers.good().contains("/usr/share/metergate/drivers/driver-mbus-"), drivers::output);
    String meter =
        "{\"name\":\"heat\",\"driver\":\"mbus\",\"link\":\"emulator:mbus\",\"address\":\"%s\"}";
    String none = ",\"mqtt\":{\"broker\":\"none\"}";
    try (Installed gateway = start(options(meter.formatted("1"), none), TOKEN, "--check")) {
      assertEquals(0, gateway.ends(), gateway.log());
    }
    try (Installed gateway = start(options(meter.formatted("251"), none), TOKEN, "--check")) {
      assertEquals(2, gateway.ends(), gateway.log());
      assertTrue(gateway.log().contains("Options: meters 1 (heat), address: "), gateway.log());
    }
  }

  /** A copy that is damaged costs the history, never the readings of now. */
  @Test
  void aCopyThatIsDamagedIsKeptAsideAndMetersAreRead() throws Exception {
    Files.createDirectories(data.resolve("backup"));
    Files.writeString(data.resolve("backup/metergate.tar"), "no archive");
    String none = ",\"mqtt\":{\"broker\":\"none\"}";
    try (Installed gateway = start(options(METER, none), TOKEN)) {
      gateway.awaitLog("p1: first reading");
      assertTrue(gateway.log().contains("metergate.tar.unused"), gateway.log());
    }
    assertEquals("no archive", Files.readString(data.resolve("backup/metergate.tar.unused")));
  }

  private void command(String key) throws Exception {
    Matcher line =
        Pattern.compile("(?m)^" + key + ": (.+)$")
            .matcher(Files.readString(app.resolve("config.yaml")));
    assertTrue(line.find(), key);
    Ran ended =
        buildah.inside(container, List.of("-v", data + ":/data:rw"), line.group(1).split(" "));
    assertEquals(0, ended.exitCode(), ended.output());
  }

  /** What the supervisor would fetch or build has all parts and names its version. */
  @Test
  void theRepositoryIsComplete() throws Exception {
    String config = Files.readString(app.resolve("config.yaml"));
    assertFalse(config.contains("@") || config.contains("\nimage:"), config);
    assertTrue(
        config.matches("(?s).*\nversion: \"[0-9]+\\.[0-9]+\\.[0-9]+(-[a-z]+)?\"\n.*"), config);
    assertTrue(Files.exists(app.resolve("../repository.yaml")));
    assertTrue(Files.size(app.resolve("CHANGELOG.md")) > 1000);
    String image = buildah.run("inspect", "--type", "image", IMAGE);
    assertTrue(image.contains("\"io.hass.type\": \"app\""), image);
    assertTrue(image.contains("\"io.hass.version\": \"0.1.0\""), image);
  }
}
