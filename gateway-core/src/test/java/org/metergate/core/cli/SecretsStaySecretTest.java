// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.AnsweringServer.Answer;
import org.metergate.testing.AnsweringServer.Request;
import org.metergate.testing.Await;
import org.metergate.testing.LogTap;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;

/**
 * A running gateway with a secret in every place that can have one, and servers that repeat what
 * they were sent: nothing that the program shows, keeps or sends elsewhere has one in it.
 */
@Tag("broker")
@Timeout(180)
class SecretsStaySecretTest {
  private static final List<String> KEYS =
      List.of(
          "5AD84121D9D20B364B7A11F3C1B5827F",
          "AFB3F93E3E7204EDB3C27F96DBD51AE0",
          "C1D94F6B02E8A7735D1B9E40F6A82C3D");
  private static final String TOKEN = "tok_Zx8Qw3/Rt7Yp+1Lm5==";
  private static final String LOGIN = "geheim<Wort>99&x";
  private static final String BROKER = "Sommer!2024 wien";
  private static final List<String> TEXTS = List.of(TOKEN, LOGIN, BROKER);

  private static final String CONFIGURATION =
      """
      gateway: { name: house }
      meters:
        good:
          driver: omnipower-dlms
          link: "emulator:omnipower?encryption-key=KEY0&authentication-key=KEY1&seed=4"
          options: { encryption-key: KEY0, authentication-key: KEY1 }
        wrong:
          driver: omnipower-dlms
          link: "emulator:omnipower?encryption-key=KEY2&authentication-key=KEY1&seed=5"
          options: { encryption-key: KEY0 }
      outputs:
        refused:
          { type: mqtt, url: "mqtt://127.0.0.1:REFUSING", username: metergate, password: "BROKER" }
        open: { type: mqtt, url: "mqtt://127.0.0.1:OPEN" }
        database:
          { type: influxdb, server: influxdb-2, url: "SERVER", org: o, bucket: b, token: "TOKEN" }
        post: { type: http, url: "SERVER/in", username: me, password: "LOGIN" }
      journal: { path: j.db }
      web: { listen: "127.0.0.1:0" }
      """;

  @TempDir Path folder;
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final Map<String, String> shown = new TreeMap<>();
  private final Handler handler = new LogTap(line -> log.add(new SimpleFormatter().format(line)));
  private MosquittoBroker refusing;
  private MosquittoBroker open;
  private AnsweringServer server;

  @BeforeEach
  void start() throws Exception {
    refusing =
        new MosquittoBroker(Files.createDirectory(folder.resolve("refusing")))
            .withLogin("metergate", "another")
            .start();
    open = new MosquittoBroker(Files.createDirectory(folder.resolve("open"))).start();
    server = new AnsweringServer();
    server.answer(SecretsStaySecretTest::repeated);
    Logger.getLogger("").addHandler(handler);
  }

  @AfterEach
  void stop() {
    Logger.getLogger("").removeHandler(handler);
    server.close();
    open.close();
    refusing.close();
  }

  /** Repeats the login as error pages do: as it is, and escaped in each usual way. */
  private static Answer repeated(Request request) {
    String login = request.header("Authorization");
    String html = login.replace("&", "&amp;").replace("<", "&lt;").replace("/", "&#x2F;");
    String decoded =
        login.startsWith("Basic ")
            ? new String(Base64.getDecoder().decode(login.substring(6)), StandardCharsets.UTF_8)
            : login;
    String body =
        String.join(
            "\n",
            "Refused: Authorization: " + login,
            "login=" + URLEncoder.encode(decoded, StandardCharsets.UTF_8),
            html,
            decoded.replace("&", "&amp;").replace("<", "&lt;"),
            Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)),
            Base64.getUrlEncoder().encodeToString(decoded.getBytes(StandardCharsets.UTF_8)));
    return new Answer(401, body.replace('\n', ' '), Map.of("Server", login));
  }

  private String configuration() {
    return CONFIGURATION
        .replace("KEY0", KEYS.get(0))
        .replace("KEY1", KEYS.get(1))
        .replace("KEY2", KEYS.get(2))
        .replace("\"BROKER\"", '"' + BROKER + '"')
        .replace("REFUSING", refusing.port() + "")
        .replace("OPEN", open.port() + "")
        .replace("TOKEN", TOKEN)
        .replace("LOGIN", LOGIN)
        .replace("SERVER", server.url());
  }

  @Test
  void nothingThatIsShownKeptOrSentElsewhereHasASecretInIt() throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(file, configuration());
    try (MqttSubscriber subscriber = new MqttSubscriber(open.port())) {
      LiveRun gateway = new LiveRun("run", "-c", file.toString());
      String page = gateway.awaitGroup("The status page is at (http://[^:]+:\\d+)");
      Await.until(
          "all three outputs were refused",
          Duration.ofSeconds(60),
          () -> logged("database: ") && logged("post: ") && logged("refused: "));
      // while the journal is busy, health shows the outputs as they were before
      Await.until("health says so", () -> isRefusal(get(page + "/health")));
      for (String path :
          List.of("/", "/health", "/metrics", "/api/v1/meters", "/api/v1/openapi.json", "/none")) {
        shown.put(path, get(page + path));
      }
      shown.put("bridge/health", subscriber.next(heard -> isRefusal(heard.payload())).payload());
      ask("health", "holds", "reload", "none");
      Files.writeString(file, configuration().replace("encryption-key: ", "encryption-kee: "));
      ask("reload");
      shown.put("check", Run.of("check", "-c", file.toString()).ends(2).toString());
      shown.put("reload", Run.of("reload", "-c", file.toString()).toString());
      shown.put("gateway", gateway.stop().toString());
    }
    shown.put("log", String.join("", log));
    shown.put("decode", Run.of(decode("encryption-kee=" + KEYS.get(0))).toString());
    shown.put("decode without a name", Run.of(decode(KEYS.get(0))).toString());
    try (Stream<Path> kept = Files.list(folder)) {
      for (Path each : kept.filter(path -> path.toString().contains("j.db")).toList()) {
        if (Files.isRegularFile(each)) {
          shown.put(each.toString(), Files.readString(each, StandardCharsets.ISO_8859_1));
        }
      }
    }
    assertTrue(shown.get("log").contains("(not shown)"), shown.get("log"));
    assertTrue(shown.get("/health").contains("(not shown)"), shown.get("/health"));
    List<String> leaks = new ArrayList<>();
    shown.forEach((where, text) -> leaks.addAll(leaks(where, text)));
    assertEquals(List.of(), leaks);
  }

  private boolean logged(String begin) {
    return log.stream().anyMatch(line -> line.contains(begin));
  }

  private static boolean isRefusal(String health) {
    return health.contains("(not shown)");
  }

  private List<String> decode(String option) throws Exception {
    Path file = Files.writeString(folder.resolve("capture"), "7E A0");
    return List.of(
        "decode", "--driver", "omnipower-dlms", "--hex", "--option", option, file.toString());
  }

  private void ask(String... commands) throws Exception {
    for (String command : commands) {
      shown.put(
          "control " + command + " " + shown.size(),
          ControlClient.ask(
                  ControlServer.socketOf(folder.resolve("j.db")),
                  new ControlRequest(command, Map.of()))
              .toString());
    }
  }

  private static String get(String address) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20)).build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return answer.headers().map() + answer.body();
  }

  private static List<String> leaks(String where, String text) {
    String digits = text.replaceAll("[\\s:_-]", "").toUpperCase(Locale.ROOT);
    List<String> leaks = new ArrayList<>();
    for (String key : KEYS) {
      for (int i = 0; i + 12 <= key.length(); i++) {
        if (digits.contains(key.substring(i, i + 12))) {
          leaks.add(where + ": key " + key + " in " + around(text, key.substring(i, i + 12)));
          break;
        }
      }
    }
    for (String secret : TEXTS) {
      for (String form : forms(secret)) {
        if (text.toLowerCase(Locale.ROOT).contains(form.toLowerCase(Locale.ROOT))) {
          leaks.add(where + ": " + form + " in " + around(text, form));
        }
      }
    }
    return leaks;
  }

  private static String around(String text, String found) {
    int at = Math.max(0, text.toLowerCase(Locale.ROOT).indexOf(found.toLowerCase(Locale.ROOT)));
    return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 120));
  }

  private static List<String> forms(String secret) {
    List<String> forms = new ArrayList<>();
    forms.add(secret);
    forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    forms.add(secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    for (String before : List.of("", "x", "xx")) { // the three alignments
      String whole =
          Base64.getEncoder().encodeToString((before + secret).getBytes(StandardCharsets.UTF_8));
      String inner = whole.substring(before.isEmpty() ? 0 : 4, whole.length() - 4);
      assertFalse(inner.length() < 8, inner);
      forms.add(inner);
      forms.add(inner.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }
}
