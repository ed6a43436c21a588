// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.testing.TestCertificate;

class AccessCommandsTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void configure() throws Exception {
    file = folder.resolve("gateway.yaml");
    listen("0.0.0.0:0");
  }

  private void listen(String address) throws Exception {
    Files.writeString(
        file,
        "meters: { a: { driver: omnipower-dlms, link: \"tcp:127.0.0.1:9\" } }\n"
            + "journal: { path: j.db }\nweb: { listen: \""
            + address
            + "\" }\n");
  }

  private Run with(String input, String... args) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      String[] all = Arrays.copyOf(args, args.length + 2);
      all[args.length] = "-c";
      all[args.length + 1] = file.toString();
      return Run.of(all);
    } finally {
      System.setIn(before);
    }
  }

  private String kept() throws Exception {
    return Files.readString(folder.resolve("access.json"));
  }

  @Test
  void withoutAGatewayTheFileIsWritten() throws Exception {
    Run set = with(PASSWORD + "\nmore\n", "password").ends(0);
    assertTrue(set.out().contains("account 'admin' now; it may read and change"), set::toString);
    Run again = with(PASSWORD + "\r\n", "password", "admin", "--role", "read").ends(0);
    assertTrue(again.out().contains("has the new password and may read;"), again::toString);
    Run added = with("", "token", "add", "evcc", "--expires", "2099-01-31").ends(0);
    String token = added.out().strip();
    assertTrue(token.matches("mg_[A-Za-z0-9_-]{43}"), added::toString);
    Run list = with("", "token", "list").ends(0);
    assertTrue(list.out().contains("evcc: may read, until 2099-02-01"), list::toString);
    for (String secret : List.of(token, PASSWORD)) {
      assertFalse(kept().contains(secret), secret);
      assertFalse(list.out().contains(secret), secret);
    }
    assertFalse(Files.exists(folder.resolve("j.db")), "no journal is made for a password");
    with("", "token", "remove", "evcc").ends(0);
    with("", "password", "--end-sessions").ends(0);
    with("", "password", "--remove").ends(0);
    assertTrue(kept().contains("\"accounts\" : { }"), kept());
  }

  @Test
  void theRunningGatewayOpensItsPageWithTheFirstAccountAndClosesItWithTheLast() throws Exception {
    try (LiveRun gateway = new LiveRun("run", "-c", file.toString())) {
      gateway.awaitGroup("The status page is at http://127.0.0.1:(\\d+)/");
      Run status = Run.of("status", "-c", file.toString());
      assertTrue(status.out().contains("'metergate password' sets a password"), status::toString);
      Run set = with(PASSWORD + "\n", "password").ends(0);
      assertTrue(set.out().contains("The status page is at https://"), set::toString);
      assertTrue(
          set.out().matches("(?s).*fingerprint \\(SHA-256\\) ([0-9A-F]{2}:){31}.*"), set.out());
      Run opened = Run.of("status", "-c", file.toString());
      assertTrue(opened.out().contains("fingerprint (SHA-256)"), opened::toString);
      Run removed = with("", "password", "--remove").ends(0);
      assertTrue(removed.out().contains("is at http://127.0.0.1:"), removed::toString);
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(folder.resolve("page-certificate.p12"))));
    }
  }

  @Test
  void reloadTakesUpRenewedCertificatesAndKeepsTheOldOnesWhenTheNewDoNotFit() throws Exception {
    TestCertificate first = TestCertificate.create(folder, "ip:127.0.0.1");
    Path crt = Files.copy(first.certificate(), folder.resolve("page.crt"));
    Path key = Files.copy(first.key(), folder.resolve("page.key"));
    Files.writeString(
        file,
        Files.readString(file)
            .replace("0.0.0.0:0\"", "0.0.0.0:0\", tls: { certificate: page.crt, key: page.key }"));
    with(PASSWORD + "\n", "password").ends(0);
    try (LiveRun gateway = new LiveRun("run", "-c", file.toString())) {
      String before = gateway.awaitGroup("fingerprint \\(SHA-256\\) ([0-9A-F:]+)");
      int port = Integer.parseInt(gateway.awaitGroup("page is at https://[^:]+:(\\d+)/"));
      assertEquals(before, presented(port));
      TestCertificate second = TestCertificate.create(folder, "dns:localhost");
      Files.copy(second.certificate(), crt, StandardCopyOption.REPLACE_EXISTING);
      Run refused = with("", "reload").ends(2);
      assertTrue(refused.err().contains("belongs to another certificate"), refused::toString);
      assertEquals(before, presented(port));
      Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
      with("", "reload").ends(0);
      assertNotEquals(before, presented(port));
    }
  }

  /** Returns the fingerprint of the certificate that the page shows. */
  private static String presented(int port) throws Exception {
    X509TrustManager any =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {any}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      byte[] shown = socket.getSession().getPeerCertificates()[0].getEncoded();
      return HexFormat.ofDelimiter(":")
          .formatHex(MessageDigest.getInstance("SHA-256").digest(shown))
          .toUpperCase(Locale.ROOT);
    }
  }

  @Test
  void aDamagedFileStopsNoReadingAndIsNamed() throws Exception {
    Path access = Files.writeString(folder.resolve("access.json"), "{\"format\":");
    Files.setPosixFilePermissions(access, PosixFilePermissions.fromString("rw-------"));
    Run check = Run.of("check", "-c", file.toString()).ends(0);
    assertTrue(check.err().contains("The file " + access + " is damaged"), check::toString);
    Run set = with(PASSWORD + "\n", "password").ends(1);
    assertTrue(set.err().contains("The file " + access + " is damaged"), set::toString);
    try (LiveRun gateway = new LiveRun("run", "-c", file.toString())) {
      gateway.awaitGroup("The status page is at http://127.0.0.1:(\\d+)/");
      gateway.awaitGroup("(The file .*access.json is damaged)");
      for (String words : List.of("password", "password --remove", "token add a", "token list")) {
        Run refused = with(PASSWORD + "\n", words.split(" ")).ends(1);
        assertTrue(refused.err().contains("The file " + access + " is damaged"), refused::toString);
        assertTrue(refused.err().contains("Then restart the gateway"), refused::toString);
      }
      Run status = Run.of("status", "-c", file.toString());
      assertTrue(status.out().contains("Then restart the gateway"), status::toString);
      assertFalse(status.out().contains("sets a password"), status::toString);
    }
    assertEquals("{\"format\":", kept());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "password|short|A password needs at least 8 characters.",
        "password|''|A password needs at least 8 characters.",
        "password --role root|12345678|--role must be read or change, not 'root'.",
        "password --role read --remove|x|--role, --remove and --end-sessions cannot be used"
            + " together.",
        "token add|x|'token add' also needs NAME.",
        "token list a|x|'token list' takes no NAME; it lists all.",
        "token make a|x|ACTION must be add, list or remove, not 'make'.",
        "token remove a --role read|x|--role and --expires belong to 'token add'.",
        "token add a --expires 2020-01-01|x|--expires is a day of the past: 2020-01-01.",
        "token add a --expires soon|x|--expires must be a time like 90d, or a day like 2027-01-31,"
            + " not 'soon'."
      })
  void aWrongWordIsNamed(String words, String input, String sentence) {
    with(input, words.split(" ")).refuses(2, sentence);
    assertFalse(Files.exists(folder.resolve("access.json")));
  }

  @Test
  void nobodyOfThatNameIsRefused() {
    with("", "password", "anna", "--remove")
        .refuses(1, "There is no account 'anna', and no other; add one with: metergate password");
    with("", "token", "remove", "x").refuses(1, "There is no token 'x'.");
  }

  @Test
  void aGatewayWithoutAPageHasNoPasswords() throws Exception {
    Files.writeString(file, Files.readString(file).replaceAll("web: .*\n", ""));
    Run run = with(PASSWORD, "password").ends(2);
    assertTrue(run.err().contains("There is no page in"), run::toString);
  }

  @Test
  void aTokenLastsUntilTheEndOfItsDay() {
    Instant now = Instant.parse("2026-11-29T12:00:00Z");
    assertEquals(
        Instant.parse("2026-11-30T00:00:00Z"), AccessWords.end("2026-11-29", now, ZoneOffset.UTC));
    assertEquals(Instant.parse("2026-12-01T12:00:00Z"), AccessWords.end("2d", now, ZoneOffset.UTC));
    assertThrows(CommandException.class, () -> AccessWords.end("2026-11-28", now, ZoneOffset.UTC));
  }
}
