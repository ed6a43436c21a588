// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.alarm.AlarmMessage;
import org.metergate.alarm.TestAlarm;
import org.metergate.config.ConfigException;
import org.metergate.config.Section;
import org.metergate.output.TlsIdentity;
import org.metergate.testing.Await;
import org.metergate.testing.TestCertificate;

class MailAlarmTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final String PASSWORD = "correct-horse-9";

  @TempDir Path folder;

  private MailSender sender(int port, Duration limit, String... more) throws Exception {
    List<String> lines =
        new ArrayList<>(
            List.of("type: mail", "server: 127.0.0.1:" + port, "from: meters@example.org"));
    List<String> given = Arrays.asList(more);
    if (given.stream().noneMatch(line -> line.startsWith("to:"))) {
      lines.add("to: anna@example.org");
    }
    lines.addAll(given);
    Section section = TestAlarm.config(folder, lines.toArray(String[]::new)).settings();
    MailSettings settings = MailSettings.read(section);
    section.done();
    return new MailSender(settings, ZoneOffset.UTC, limit);
  }

  private static AlarmAnswer send(MailSender sender, String sentence) throws Exception {
    return sender.send(TestAlarm.message(sentence));
  }

  private static String code(AlarmAnswer answer) {
    return answer instanceof AlarmAnswer.Failed failed ? failed.reason().code().id() : "";
  }

  private GreenMail server(String protocol) {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    server.start();
    return server;
  }

  private static int port(GreenMail server, String protocol) {
    return protocol.equals("smtps") ? server.getSmtps().getPort() : server.getSmtp().getPort();
  }

  @Test
  void sendsOneMailToAllWithTheSentenceAsSubject() throws Exception {
    GreenMail server = server("smtp");
    try {
      server.setUser("meters@example.org", "meters", PASSWORD);
      MailSender sender =
          sender(
              port(server, "smtp"),
              LIMIT,
              "tls: none",
              "username: meters",
              "password: " + PASSWORD,
              "to: [anna@example.org, bo@example.org]");
      AlarmAnswer answer = send(sender, "Der Zähler schweigt – seit 30 min.");
      assertTrue(answer instanceof AlarmAnswer.Accepted, answer.toString());
      assertEquals(2, server.getReceivedMessages().length);
      MimeMessage mail = server.getReceivedMessages()[0];
      assertEquals("attic: heat: Der Zähler schweigt – seit 30 min.", mail.getSubject());
      assertTrue(mail.getContent().toString().contains("What to do: Look at the cable."));
      assertEquals(
          "<attic.phone.silent-heat.begin.1767793640000@metergate.invalid>", mail.getMessageID());
      assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\nBcc: eve@example.org\r\n\r\nhello",
        "x\nTo: eve@example.org",
        "x\u2028Bcc: eve@example.org",
        "x\u0085Bcc: eve@example.org",
        "x\r\n.\r\nMAIL FROM:<eve@example.org>"
      })
  void noTextBecomesAHeaderOrACommand(String sentence) throws Exception {
    GreenMail server = server("smtp");
    try {
      assertEquals("", code(send(sender(port(server, "smtp"), LIMIT, "tls: none"), sentence)));
      assertEquals(1, server.getReceivedMessages().length);
      MimeMessage mail = server.getReceivedMessages()[0];
      assertEquals(1, mail.getAllRecipients().length);
      assertEquals(null, mail.getHeader("Bcc"));
      assertTrue(mail.getSubject().startsWith("attic: heat: x "), mail.getSubject());
    } finally {
      server.stop();
    }
  }

  @Test
  void saysThatTheLoginIsRefusedAndNeverThePassword() throws Exception {
    GreenMail server = server("smtp");
    try {
      server.setUser("meters@example.org", "meters", "another-password");
      String[] login = {"tls: none", "username: meters", "password: " + PASSWORD};
      AlarmAnswer answer = send(sender(port(server, "smtp"), LIMIT, login), "x");
      assertEquals("alarm-login-refused", code(answer));
      assertTrue(!answer.toString().contains(PASSWORD));
    } finally {
      server.stop();
    }
  }

  @Test
  void acceptsOnlyACertificateThatIsTrusted() throws Exception {
    GreenMail server = server("smtps");
    try {
      AlarmAnswer answer = send(sender(port(server, "smtps"), LIMIT, "tls: tls"), "x");
      assertEquals("alarm-not-trusted", code(answer));
      TestCertificate other = TestCertificate.create(folder, "ip:127.0.0.1");
      String ca = "ca: " + other.certificate();
      assertEquals(
          "alarm-not-trusted",
          code(send(sender(port(server, "smtps"), LIMIT, "tls: tls", ca), "x")));
      assertEquals(0, server.getReceivedMessages().length);
    } finally {
      server.stop();
    }
  }

  private SSLContext identity(TestCertificate certificate) throws Exception {
    KeyManager[] keys = TlsIdentity.read(certificate.certificate(), certificate.key());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, null, null);
    return context;
  }

  @ParameterizedTest
  @CsvSource({
    "starttls, ip:127.0.0.1, '', ''",
    "tls, ip:127.0.0.1, '', ''",
    "starttls, dns:mail.home, mail.home, ''",
    "tls, dns:mail.home, mail.home, ''",
    "starttls, dns:mail.home, '', alarm-not-trusted",
    "tls, dns:mail.home, '', alarm-not-trusted",
    "starttls, ip:127.0.0.1, mail.home, alarm-not-trusted",
    "tls, ip:127.0.0.1, mail.home, alarm-not-trusted"
  })
  void encryptsToTheNamedServerAlone(String tls, String issuedFor, String name, String code)
      throws Exception {
    TestCertificate certificate = TestCertificate.create(folder, issuedFor);
    Map<String, String> replies = tls.equals("tls") ? ScriptedSmtp.PLAIN : ScriptedSmtp.STARTTLS;
    List<String> lines =
        new ArrayList<>(List.of("tls: " + tls, "ca: " + certificate.certificate()));
    if (!name.isEmpty()) {
      lines.add("server-name: " + name);
    }
    try (ScriptedSmtp server = new ScriptedSmtp(replies, Optional.of(identity(certificate)))) {
      AlarmAnswer answer = send(sender(server.port(), LIMIT, lines.toArray(String[]::new)), "x");
      assertEquals(code, code(answer), answer.toString());
      assertEquals(code.isEmpty(), server.heard().stream().anyMatch(l -> l.startsWith("MAIL")));
    }
  }

  @Test
  void sendsNothingWhereTheServerOffersNoEncryption() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(ScriptedSmtp.PLAIN)) {
      AlarmAnswer answer = send(sender(server.port(), LIMIT), "x");
      assertEquals("alarm-no-starttls", code(answer));
      assertTrue(server.heard().stream().noneMatch(line -> line.startsWith("MAIL")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 530 5.7.0 Must issue a STARTTLS command first, alarm-needs-tls",
    "MAIL, 530 5.7.1 Authentication required, alarm-login-refused",
    "MAIL, 553 5.7.1 Sender not allowed, alarm-refused",
    "RCPT, 550 5.1.1 No such user, alarm-recipient-refused",
    "RCPT, 450 4.7.1 Greylisted, alarm-busy",
    "DATA, 452 4.3.1 Insufficient system storage, alarm-busy",
    "., 554 5.7.1 Spam, alarm-refused",
    "connect, 554 Go away, alarm-busy",
    "connect, 421 Too many connections, alarm-busy"
  })
  void saysWhatAnAnswerMeans(String at, String reply, String code) throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(ScriptedSmtp.PLAIN)) {
      server.reply(at, reply);
      AlarmAnswer answer = send(sender(server.port(), LIMIT, "tls: none"), "x");
      assertEquals(code, code(answer), answer.toString());
    }
  }

  @Test
  void oneRefusedRecipientDoesNotKeepTheOthersFromBeingNotified() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(ScriptedSmtp.PLAIN)) {
      server.reply("RCPT TO:<bo@", "550 5.1.1 No such user");
      MailSender sender =
          sender(server.port(), LIMIT, "tls: none", "to: [anna@example.org, bo@example.org]");
      AlarmAnswer answer = send(sender, "x");
      assertTrue(answer instanceof AlarmAnswer.Accepted, answer.toString());
      assertEquals(
          "bo@example.org",
          ((AlarmAnswer.Accepted) answer).remark().orElseThrow().parameters().get("to"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect", "EHLO", "MAIL", "RCPT", "DATA", "."})
  void aServerThatHangsAnywhereIsLeftInTimeAndNothingStaysOpen(String at) throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(ScriptedSmtp.PLAIN)) {
      server.reply(at, ScriptedSmtp.SILENCE);
      MailSender sender = sender(server.port(), SHORT, "tls: none");
      long start = System.nanoTime();
      assertEquals("alarm-silent", code(send(sender, "x")));
      assertTrue(System.nanoTime() - start < LIMIT.toNanos());
      Await.until("the thread ends", () -> !sender.lastThread().orElseThrow().isAlive());
    }
  }

  @Test
  void aServerThatAnswersByteByByteForEverIsLeftInTime() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(ScriptedSmtp.PLAIN)) {
      server.reply("EHLO", ScriptedSmtp.ENDLESS);
      MailSender sender = sender(server.port(), SHORT, "tls: none");
      assertEquals("alarm-silent", code(send(sender, "x")));
      Await.until("the thread ends", () -> !sender.lastThread().orElseThrow().isAlive());
    }
  }

  @Test
  void aServerThatIsSilentWhereTlsIsExpectedIsLeftInTime() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(ScriptedSmtp.PLAIN)) {
      server.reply("connect", ScriptedSmtp.SILENCE);
      MailSender sender = sender(server.port(), SHORT, "tls: tls");
      assertEquals("alarm-silent", code(send(sender, "x")));
      Await.until("the thread ends", () -> !sender.lastThread().orElseThrow().isAlive());
    }
  }

  @Test
  void aServerThatClosesAtOnceIsNotReached() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(ScriptedSmtp.PLAIN)) {
      server.reply("connect", ScriptedSmtp.CLOSE);
      assertEquals("alarm-unreachable", code(send(sender(server.port(), LIMIT, "tls: none"), "x")));
    }
  }

  @Test
  void tellsManyThingsInOneMail() throws Exception {
    GreenMail server = server("smtp");
    try {
      List<AlarmMessage> messages = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        messages.addAll(TestAlarm.message("x".repeat(2000)));
      }
      MailSender sender = sender(port(server, "smtp"), LIMIT, "tls: none");
      assertEquals("", code(sender.send(messages)));
      MimeMessage mail = server.getReceivedMessages()[0];
      assertTrue(mail.getSubject().endsWith("And 19 more."), mail.getSubject());
      assertTrue(mail.getSubject().length() <= 120);
      assertTrue(mail.getSize() < 20_000);
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to: []",
        "to: anna",
        "to: 'anna@example.org, eve@example.org'",
        "to: ['anna@example.org', \"bo@example.org\\r\\nBcc: eve@example.org\"]",
        "to: 'Anna <anna@example.org>'",
        "server-name: a b",
        "username: anna",
        "tls: ssl",
        "port: 25"
      })
  void refusesWrongSettings(String line) {
    assertThrows(ConfigException.class, () -> sender(25, LIMIT, line));
  }

  @Test
  void hidesThePasswordInSentencesAboutMistakes() throws Exception {
    Files.writeString(folder.resolve("pw"), PASSWORD);
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> sender(25, LIMIT, "password: !file pw", "username: m", "from: " + PASSWORD));
    assertTrue(!e.getMessage().contains(PASSWORD), e.getMessage());
  }
}
