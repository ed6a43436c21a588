// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.metergate.config.ConfigException;
import org.metergate.config.Section;
import org.metergate.output.TlsIdentity;
import org.metergate.output.TlsTrust;
import org.metergate.spi.option.Secret;

/**
 * The settings of one MQTT output, all checked.
 *
 * @param broker the broker.
 * @param username for the login, where the broker wants one.
 * @param password only together with a user name.
 * @param clientId unique among the broker's clients.
 * @param baseTopic what all topics begin with; without a slash at either end.
 * @param qos 0 (at most once), 1 (at least once) or 2 (exactly once), for all messages.
 * @param sockets creates TLS connections; empty for plain ones.
 * @param confirm whether the broker must show on each connection that it forwards what it accepts.
 * @param content what is sent.
 */
record MqttSettings(
    Broker broker,
    Optional<String> username,
    Optional<Secret> password,
    String clientId,
    String baseTopic,
    int qos,
    Optional<SocketFactory> sockets,
    boolean confirm,
    MqttContent content) {

  /** MQTT 3.1.1, section 1.5.3: a string holds at most 65535 bytes; no name needs nearly that. */
  private static final int LONGEST = 128;

  static MqttSettings read(Section section, String gateway) throws ConfigException {
    Optional<Broker> broker = broker(section);
    Optional<String> username = section.optionalText("username");
    Optional<Secret> password = section.secret("password");
    if (password.isPresent() && username.isEmpty()) {
      section.problem("password", "A password needs a username as well.");
    }
    String client = section.optionalText("client-id").orElse("metergate-" + gateway);
    if (client.isEmpty() || tooLong(client)) {
      section.problem("client-id", "This must have 1 to " + LONGEST + " bytes.");
    }
    String base = section.optionalText("base-topic").orElse("metergate");
    if (!isTopic(base)) {
      section.problem(
          "base-topic", "This must be a topic without +, #, and without / at its ends.");
    }
    int qos = section.integer("qos", 1, 0, 2);
    Optional<SocketFactory> sockets = sockets(section, broker);
    boolean confirm = section.flag("confirm", true);
    MqttContent content = MqttContent.read(section, base);
    section.done();
    return new MqttSettings(
        broker.orElseThrow(), username, password, client, base, qos, sockets, confirm, content);
  }

  /** Returns the name by which a broker's access list knows this output. */
  String user() {
    return username.orElse(clientId);
  }

  static boolean isTopic(String text) {
    return !tooLong(text) && text.matches("[^/+#$\\p{Cntrl}][^+#\\p{Cntrl}]*(?<!/)");
  }

  private static Optional<Broker> broker(Section section) {
    String url = section.text("url");
    try {
      return url.isEmpty() ? Optional.empty() : Optional.of(Broker.parse(url));
    } catch (IllegalArgumentException e) {
      section.problem("url", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<SocketFactory> sockets(Section section, Optional<Broker> broker) {
    boolean tls = broker.map(Broker::tls).orElse(true);
    return TlsTrust.read(section, tls, "mqtts", identity(section, tls))
        .map(SSLContext::getSocketFactory);
  }

  private static KeyManager[] identity(Section section, boolean tls) {
    Optional<Path> certificate = section.path("client-certificate");
    Optional<Path> key = section.path("client-key");
    if (certificate.isPresent() != key.isPresent()) {
      section.problem(
          certificate.isPresent() ? "client-certificate" : "client-key",
          "client-certificate and client-key must be given together.");
    } else if (certificate.isPresent() && !tls) {
      section.problem(
          "client-certificate", "This is only of use with an address that begins with mqtts://.");
    } else if (certificate.isPresent()) {
      try {
        return TlsIdentity.read(certificate.get(), key.get());
      } catch (IOException e) {
        section.problem("client-certificate", e.getMessage());
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        section.problem(
            "client-key",
            "The file '"
                + key.get()
                + "' must hold the key of the first certificate in '"
                + certificate.get()
                + "', as PEM in PKCS #8 without a password (openssl pkcs8 -topk8 -nocrypt makes"
                + " that).");
      }
    }
    return new KeyManager[0];
  }

  private static boolean tooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }
}
