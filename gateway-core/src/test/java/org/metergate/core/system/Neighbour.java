// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A program on another host that asks a gateway over TLS, and keeps what it presents. */
final class Neighbour {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What came back; the body is empty for a stream. */
  record Answer(int status, HttpResponse<?> response, String body) {}

  private final URI base;
  private final HttpClient http;
  private volatile X509Certificate certificate;

  /** Creates one that asks below an address without a slash at its end. */
  Neighbour(URI base) throws Exception {
    this.base = base;
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Keeping()}, null);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .sslContext(tls)
            .build();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Asks, with an Authorization header unless it is empty, and more headers in turn. */
  Answer get(String path, String authorization, String... headers) throws Exception {
    HttpRequest.Builder request = request(path, headers);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    HttpResponse<Stream<String>> answer = http.send(request.build(), BodyHandlers.ofLines());
    String type = answer.headers().firstValue("Content-Type").orElse("");
    try (Stream<String> lines = answer.body()) {
      boolean endless = type.startsWith("text/event-stream");
      String body = endless ? "" : String.join("\n", lines.toList());
      return new Answer(answer.statusCode(), answer, body);
    }
  }

  /** Opens a stream of events and returns the first line with data. */
  String firstEvent(String path, String... headers) throws Exception {
    HttpResponse<Stream<String>> answer =
        http.send(request(path, headers).build(), BodyHandlers.ofLines());
    assertEquals(200, answer.statusCode(), base + path);
    try (Stream<String> lines = answer.body()) {
      return lines.filter(line -> line.startsWith("data:")).findFirst().orElse("");
    }
  }

  /** Logs in by the form and returns the cookie. */
  String logIn(String name, String password) throws Exception {
    String form = "name=" + encoded(name) + "&password=" + encoded(password);
    String origin = base.getScheme() + "://" + base.getAuthority();
    HttpResponse<String> answer =
        http.send(
            request("/login", "Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    assertEquals(303, answer.statusCode(), answer.body());
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Returns what was presented at last. */
  X509Certificate certificate() {
    return certificate;
  }

  /** Returns its SHA-256 in hexadecimal digits, in lower case. */
  String fingerprint() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.of().formatHex(hash);
  }

  /** Writes it for programs that shall trust it. */
  Path writeCertificate(Path file) throws Exception {
    byte[] line = {'\n'};
    String text = Base64.getMimeEncoder(64, line).encodeToString(certificate.getEncoded());
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }

  @Override
  public String toString() {
    return base.toString();
  }

  /** Takes what comes; the test compares it afterwards. */
  private final class Keeping extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      certificate = chain[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      certificate = chain[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      certificate = chain[0];
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
