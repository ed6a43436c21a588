// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.AnsweringServer.Answer;
import org.metergate.testing.Await;
import org.metergate.testing.LogTap;
import org.metergate.testing.TestCertificate;

/**
 * A gateway whose page has an account, a token, a session and a certificate, and whose alarms have
 * secrets that their server repeats: only who a secret is for ever gets it.
 */
@Timeout(120)
class PageSecretsStaySecretTest {
  private static final String PASSWORD = "winter=Garten&71";
  private static final String ALARM_TOKEN = "tk_9fQz7LmW2xVb4Ka";
  private static final String MAIL = "post<Amt>2031&z";
  private static final String HOOK = "T0Q8ZKX1MB7/vD5nR2sJ8wYc";
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OWN = Logger.getLogger("org.metergate");

  @TempDir Path folder;
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final Map<String, String> shown = new TreeMap<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Handler handler = new LogTap(line -> log.add(new SimpleFormatter().format(line)));
  private AnsweringServer server;
  private Path file;

  @BeforeEach
  void configure() throws Exception {
    server = new AnsweringServer();
    server.answer(
        request -> {
          String login = String.valueOf(request.header("Authorization"));
          return new Answer(401, "Refused: " + login + " " + HOOK, Map.of("Server", login));
        });
    TestCertificate certificate = TestCertificate.create(folder, "ip:127.0.0.1");
    file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        """
        gateway: { name: house }
        meters:
          good: { driver: p1-dtr, link: "emulator:p1?seed=1" }
        alarms:
          hook: { type: url, url: "SERVER/HOOK", token: "TOKEN" }
          mail: { type: mail, server: "127.0.0.1:9", tls: none, username: anna, password: "MAIL", from: a@example.org, to: b@example.org }
        journal: { path: j.db }
        web: { listen: "0.0.0.0:0", tls: { certificate: CERTIFICATE, key: KEY } }
        """
            .replace("SERVER", server.url())
            .replace("HOOK", HOOK)
            .replace("TOKEN", ALARM_TOKEN)
            .replace("MAIL", MAIL)
            .replace("CERTIFICATE", certificate.certificate().toString())
            .replace("KEY", certificate.key().toString()));
    secrets.put("password", PASSWORD);
    secrets.put("token of an alarm", ALARM_TOKEN);
    secrets.put("password of an alarm", MAIL);
    secrets.put("address of a webhook", HOOK.substring(12));
    String key = Files.readString(certificate.key());
    secrets.put("key of the certificate", key.lines().skip(1).findFirst().orElseThrow());
    handler.setLevel(Level.ALL);
    ROOT.addHandler(handler);
    OWN.setLevel(Level.ALL);
  }

  @AfterEach
  void stop() {
    OWN.setLevel(null);
    ROOT.removeHandler(handler);
    server.close();
  }

  @Test
  void onlyWhoASecretIsForEverGetsIt() throws Exception {
    String token;
    try (LiveRun gateway = new LiveRun("run", "-c", file.toString())) {
      gateway.awaitGroup("The status page is at (http://127.0.0.1:\\d+)/");
      keep("set", with(PASSWORD + "\n", "password"));
      token = with("", "token", "add", "prometheus").ends(0).out().strip();
      secrets.put("token", token);
      String port = with("", "status").out().replaceAll("(?s).*https://[^/]*:(\\d+)/.*", "$1");
      String page = "http://localhost:" + port;
      String session = logIn(page);
      String form = get(page + "/login", "Cookie", "__Host-metergate=" + session).body();
      secrets.put("session", session);
      secrets.put("form token", form.replaceAll("(?s).*form-token\" value=\"([^\"]+)\".*", "$1"));
      keep("alarm hook", with("", "alarm", "test", "hook"));
      keep("alarm mail", with("", "alarm", "test", "mail"));
      pages(page, "nobody", "X-A", "b");
      pages(page, "token", "Authorization", "Bearer " + token);
      pages(page, "wrong token", "Authorization", "Bearer " + token + "x");
      pages(page, "session", "Cookie", "__Host-metergate=" + session);
      pages(page, "in the address?token=" + token, "X-A", "b");
      for (String words : List.of("token list", "alarm list", "status", "check", "reload")) {
        keep(words, with("", words.split(" ")));
      }
      Files.writeString(file, Files.readString(file).replace("token: ", "tokn: "));
      keep("reload of a mistake", with("", "reload"));
      keep("check of a mistake", with("", "check"));
      Files.writeString(file, Files.readString(file).replace("tokn: ", "token: "));
      bundle();
      shown.put("gateway", gateway.out());
    }
    shown.put("log", String.join("", log));
    try (Stream<Path> kept = Files.list(folder)) {
      for (Path each :
          kept.filter(path -> path.toString().matches(".*(j\\.db|access\\.json).*")).toList()) {
        if (Files.isRegularFile(each)) {
          shown.put(each.toString(), Files.readString(each, StandardCharsets.ISO_8859_1));
        }
      }
    }
    assertTrue(shown.get("alarm hook").contains("(not shown)"), shown.get("alarm hook"));
    List<String> leaks = new ArrayList<>();
    shown.forEach(
        (where, text) ->
            secrets.forEach(
                (name, secret) ->
                    forms(secret).stream()
                        .filter(text::contains)
                        .forEach(form -> leaks.add(where + " has the " + name + ": " + form))));
    assertEquals(List.of(), leaks);
  }

  private void keep(String where, Run run) {
    shown.put(where, run.toString());
  }

  private Run with(String input, String... args) {
    var before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return Run.of(Stream.concat(Stream.of(args), Stream.of("-c", file.toString())).toList());
    } finally {
      System.setIn(before);
    }
  }

  /** Logs in, after a wrong password; returns the value of the cookie. */
  private String logIn(String page) throws Exception {
    for (String password : List.of(PASSWORD + "?", PASSWORD)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(page + "/login"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("name=admin&password=" + encoded(password)))
              .build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      shown.put("log-in " + answer.statusCode(), answer.body());
      var cookie = answer.headers().firstValue("Set-Cookie");
      if (cookie.isPresent()) {
        return cookie.get().replaceAll("^__Host-metergate=([^;]+);.*", "$1");
      }
    }
    throw new AssertionError(shown.toString());
  }

  private void pages(String page, String who, String header, String value) throws Exception {
    String query = who.contains("?") ? who.substring(who.indexOf('?')) : "";
    for (String path :
        List.of(
            "/", "/health", "/metrics", "/api/v1/meters", "/api/v1/live", "/history", "/none")) {
      HttpResponse<String> answer = get(page + path + query, header, value);
      String text = answer.headers().map() + answer.body();
      // the form of a session is for this session
      boolean own = who.equals("session");
      shown.put(
          who.replaceAll("\\?.*", "") + " at " + path,
          own ? text.replace(secrets.get("form token"), "") : text);
    }
  }

  private HttpResponse<String> get(String address, String header, String value) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(20))
            .header(header, value)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private void bundle() throws Exception {
    Path bundle = folder.resolve("bundle.zip");
    keep("support", Run.of("support", "-c", file.toString(), "--yes", bundle.toString()));
    Await.until("the bundle is there", Duration.ofSeconds(20), () -> Files.exists(bundle));
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (var entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        shown.put("bundle " + entry.getName(), text);
        assertTrue(!text.contains("$argon2id") && !text.contains("\"accounts\""), entry.getName());
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return Stream.of(
            secret,
            encoded(secret),
            secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            base64.substring(0, base64.length() - 2))
        .distinct()
        .toList();
  }
}
