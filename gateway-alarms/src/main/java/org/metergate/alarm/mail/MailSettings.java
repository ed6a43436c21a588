// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.mail;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.metergate.config.Section;
import org.metergate.output.TlsTrust;
import org.metergate.spi.option.Secret;

/**
 * Where mail is sent.
 *
 * @param host a name, or an address without brackets.
 * @param port 1 to 65535.
 * @param encryption from when on the connection is encrypted.
 * @param trust how certificates are checked; empty without encryption.
 * @param serverNamed whether the certificate must have another name than {@code host}, which {@code
 *     trust} checks.
 * @param login user and password; empty for none.
 * @param from the address of the sender.
 * @param to the addresses of the recipients, at least one.
 */
record MailSettings(
    String host,
    int port,
    Encryption encryption,
    Optional<SSLContext> trust,
    boolean serverNamed,
    Optional<Login> login,
    String from,
    List<String> to) {
  private static final Pattern SERVER =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");

  /** RFC 5321, section 4.1.2, without quoted names; nothing in it can end a line or an address. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]+])");

  private static final int MOST_RECIPIENTS = 20;

  /** From when on a connection is encrypted. */
  enum Encryption {
    /** After a command (RFC 3207), or not at all: then nothing is sent. */
    STARTTLS(587),
    /** From the first byte on (RFC 8314). */
    TLS(465),
    /** Never. */
    NONE(25);

    private final int port;

    Encryption(int port) {
      this.port = port;
    }
  }

  /**
   * User and password.
   *
   * @param user as the server knows it.
   * @param password never shown.
   */
  record Login(String user, Secret password) {}

  /** Reads the keys; mistakes are reported to the section. */
  static MailSettings read(Section section) {
    Matcher server = SERVER.matcher(section.text("server"));
    Encryption encryption =
        switch (section.choice("tls", "starttls", "tls", "none")) {
          case "tls" -> Encryption.TLS;
          case "none" -> Encryption.NONE;
          default -> Encryption.STARTTLS;
        };
    String host = "";
    int port = encryption.port;
    if (server.matches()) {
      host = server.group(1) == null ? server.group(2) : server.group(1);
      port = server.group(3) == null ? port : Integer.parseInt(server.group(3));
    }
    if (section.keys().contains("server") && (host.isEmpty() || port < 1 || port > 65535)) {
      section.problem(
          "server", "This is not a mail server, such as mail.example.org or mail.example.org:465.");
    }
    Optional<SSLContext> trust = trust(section, encryption);
    return new MailSettings(
        host,
        port,
        encryption,
        trust,
        section.optionalText("server-name").isPresent(),
        login(section),
        address(section, "from", section.text("from")),
        recipients(section));
  }

  private static Optional<SSLContext> trust(Section section, Encryption encryption) {
    if (encryption == Encryption.NONE) {
      for (String key : List.of("ca", "server-name")) {
        section
            .optionalText(key)
            .ifPresent(text -> section.problem(key, "This is of no use with tls: none."));
      }
      return Optional.empty();
    }
    return TlsTrust.read(section, true, "", new KeyManager[0]);
  }

  private static Optional<Login> login(Section section) {
    Optional<String> user = section.optionalText("username");
    Optional<Secret> password = section.secret("password");
    if (user.isPresent() != password.isPresent()) {
      section.problem(
          user.isPresent() ? "username" : "password",
          "username and password belong together; the other one is missing.");
    }
    return user.flatMap(name -> password.map(secret -> new Login(name, secret)));
  }

  private static List<String> recipients(Section section) {
    List<String> to = section.texts("to");
    if (!section.keys().contains("to")) {
      section.problem("to", "This key is missing.");
    } else if (to.size() > MOST_RECIPIENTS) {
      section.problem("to", "There are more than " + MOST_RECIPIENTS + " addresses here.");
    }
    to.forEach(one -> address(section, "to", one));
    return to;
  }

  private static String address(Section section, String key, String text) {
    if (!text.isEmpty() && !ADDRESS.matcher(text).matches()) {
      section.problem(key, "This is not a plain mail address, such as anna@example.org.");
    }
    return text;
  }

  /** Returns host and port, for people. */
  String server() {
    return host + ":" + port;
  }
}
