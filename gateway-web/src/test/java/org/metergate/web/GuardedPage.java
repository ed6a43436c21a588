// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.metergate.access.AccessException;
import org.metergate.access.AccessRoom;
import org.metergate.access.PasswordHash;
import org.metergate.access.Role;
import org.metergate.access.Secrets;
import org.metergate.network.AddressRange;
import org.metergate.spi.time.TimeSource;
import org.metergate.testing.TestCertificate;
import org.metergate.web.access.OwnNames;
import org.metergate.web.change.Changes;
import org.metergate.web.change.ScaleRoute;

/** A page that others reach, with TLS, an account of each role, and requests byte by byte. */
final class GuardedPage implements AutoCloseable {
  static final String READER = "reader";
  static final String OWNER = "owner";
  static final String PASSWORD = "correct horse battery";
  static final String GATEWAY = "stairwell-3";
  static final String METER = "electricity";

  private static final PasswordHash HASH = PasswordHash.of(PASSWORD.toCharArray());
  private static final Pattern COOKIE = Pattern.compile("Set-Cookie: ([^=]+=[^;]*);[^\r]*");

  final Household house = Household.with(METER);
  final StepClock clock = new StepClock();
  final AccessRoom room;
  final StatusPage page;
  private volatile WebSettings settings;
  private volatile WebSettings.Identity identity;

  /** Made once, since the keytool takes a second. */
  private static final class OwnCertificate {
    static final WebSettings.Identity IDENTITY = make();

    private static WebSettings.Identity make() {
      try {
        Path folder = Files.createTempDirectory("page-certificate");
        try {
          return identity(folder, "dns:localhost", true);
        } finally {
          for (String end : List.of(".p12", ".key", ".crt")) {
            Files.deleteIfExists(folder.resolve("cdnslocalhost" + end));
          }
          Files.delete(folder);
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Runs like the clock, except for steps. */
  static final class StepClock implements TimeSource {
    private volatile Duration step = Duration.ZERO;

    void step(Duration by) {
      step = step.plus(by);
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public Instant now() {
      return Instant.now().plus(step);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      throw new UnsupportedOperationException();
    }
  }

  /** An answer. */
  record Reply(int status, String head, String body) {
    String header(String name) {
      Matcher found =
          Pattern.compile("(?im)^" + Pattern.quote(name) + ": ([^\r\n]*)").matcher(head);
      return found.find() ? found.group(1) : "";
    }

    /** Returns what a browser would send as Cookie afterwards. */
    String cookie() {
      Matcher found = COOKIE.matcher(head);
      return found.find() ? found.group(1) : "";
    }
  }

  /** Serves on all addresses, with accounts of both roles. */
  GuardedPage(Path folder) throws Exception {
    this(folder, true);
  }

  GuardedPage(Path folder, boolean accounts) throws Exception {
    identity = OwnCertificate.IDENTITY;
    room = AccessRoom.open(folder.resolve("access.json"), clock);
    if (accounts) {
      account(READER, Role.READ, HASH);
      account(OWNER, Role.CHANGE, HASH);
    }
    settings =
        new WebSettings(
            new WebAddress("0.0.0.0", 0),
            true,
            Set.of(),
            List.of(),
            Optional.empty(),
            new WebSettings.Tls.On(() -> identity));
    house.telegram(METER, 1482);
    page = StatusPage.claim(settings, Optional.of(room), house.sources());
    page.serve(new ScaleRoute(GuardedPage::scale, house.sources()));
    page.answer();
  }

  private static Changes.Outcome scale(String meter, String reading) {
    return reading.equals("1")
        ? new Changes.Outcome(true, "scaled " + meter)
        : new Changes.Outcome(false, "impossible <reading> " + reading);
  }

  /** Sets a password, which ends sessions. */
  void account(String name, Role role, PasswordHash hash) throws AccessException {
    room.book().setPassword(name, Optional.of(role), hash);
  }

  /** Adds a token and returns it. */
  String token(String name, Role role, Duration lasts) throws AccessException {
    String token = Secrets.newToken();
    Optional<Instant> ends = Optional.ofNullable(lasts).map(clock.now()::plus);
    room.book().addToken(name, role, Secrets.hash(token), ends);
    return token;
  }

  /** Has the page read another certificate. */
  void renew(WebSettings.Identity other) throws WebException {
    identity = other;
    page.renewCertificates();
  }

  /** Believes other proxies, or nobody at this machine. */
  void configure(boolean local, String... proxies) {
    settings =
        new WebSettings(
            settings.listen(),
            local,
            Set.of("meters.example"),
            List.of(proxies).stream().map(text -> AddressRange.parse(text).orElseThrow()).toList(),
            Optional.empty(),
            settings.tls());
    page.configure(settings);
  }

  static WebSettings.Identity identity(Path folder, String name, boolean selfMade)
      throws Exception {
    TestCertificate.create(folder, name);
    Path store = folder.resolve("c" + name.replaceAll("\\W", "") + ".p12");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    return new WebSettings.Identity(keys, "changeit".toCharArray(), selfMade);
  }

  /** Returns an address of this machine that is not loopback, as a second host would use it. */
  static Optional<InetAddress> outside() {
    return OwnNames.addresses().stream()
        .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress())
        .findFirst();
  }

  int port() {
    return page.uri().getPort();
  }

  /** Opens a connection, with TLS or without. */
  Socket open(boolean tls, InetAddress to) throws IOException {
    Socket socket = tls ? trusting().getSocketFactory().createSocket() : new Socket();
    socket.connect(new InetSocketAddress(to, port()), 10_000);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends bytes and reads until the other end closes. */
  Reply raw(boolean tls, InetAddress to, String request) throws IOException {
    try (Socket socket = open(tls, to)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return reply(all);
    }
  }

  private static Reply reply(String all) {
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Reply(0, all, "");
    }
    return new Reply(
        Integer.parseInt(all.substring(9, 12)), all.substring(0, end + 2), all.substring(end + 4));
  }

  /** Asks as somebody on another machine does: by TLS and under the name of the machine. */
  Reply get(String path, String... headers) throws IOException {
    return raw(
        true,
        InetAddress.getLoopbackAddress(),
        request("GET", path, "127.0.0.1", "", "Via: test", headers));
  }

  /** Sends a form as somebody on another machine does. */
  Reply post(String path, String form, String... headers) throws IOException {
    return raw(
        true,
        InetAddress.getLoopbackAddress(),
        request("POST", path, "127.0.0.1", form, "Via: test", headers));
  }

  /** Writes a request that is answered once. */
  static String request(
      String method, String path, String host, String form, String first, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host);
    text.append("\r\nConnection: close\r\n");
    if (!first.isEmpty()) {
      text.append(first).append("\r\n");
    }
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    if (method.equals("POST")) {
      text.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ");
      text.append(form.length()).append("\r\n");
    }
    return text + "\r\n" + form;
  }

  static String logInForm(String name, String password) {
    return "name=" + encoded(name) + "&password=" + encoded(password);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Logs in and returns the Cookie header. */
  String logIn(String name) throws IOException {
    Reply reply = post("/login", logInForm(name, PASSWORD));
    if (reply.status() != 303) {
      throw new AssertionError(reply.toString());
    }
    return "Cookie: " + reply.cookie();
  }

  /** Returns the hidden field of the pages of a session. */
  String formToken(String cookie) throws IOException {
    String body = get("/login", cookie).body();
    Matcher field = Pattern.compile("name=\"form-token\" value=\"([^\"]+)\"").matcher(body);
    if (!field.find()) {
      throw new AssertionError(body);
    }
    return field.group(1);
  }

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anything()}, new SecureRandom());
      return context;
    } catch (java.security.GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Returns the certificate that is presented to new connections. */
  X509Certificate presented(Socket socket) throws IOException {
    return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
  }

  private static final class Anything implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() {
    page.close();
    room.close();
  }
}
