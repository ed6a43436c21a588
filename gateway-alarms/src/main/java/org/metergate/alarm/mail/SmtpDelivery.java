// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.alarm.AlarmFindings;
import org.metergate.alarm.mail.MailSettings.Encryption;
import org.metergate.spi.finding.Finding;

/** One mail over one connection. The only class that knows the mail library. One thread. */
final class SmtpDelivery {
  /** A name of ours says nothing to a server (RFC 5321, section 4.1.4), and may be hard to find. */
  private static final String GREETING = "[127.0.0.1]";

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final MailSettings settings;
  private final OpenSockets sockets;
  private final Duration limit;

  SmtpDelivery(MailSettings settings, OpenSockets sockets, Duration limit) {
    this.settings = settings;
    this.sockets = sockets;
    this.limit = limit;
  }

  /**
   * Sends a mail.
   *
   * @param id identifies it, also where it is sent again; without blanks.
   * @param title one line.
   * @param body lines.
   */
  AlarmAnswer send(String id, String title, String body) {
    try {
      Session session = Session.getInstance(properties());
      MimeMessage message = message(session, id, title, body);
      try (SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
        Optional<MailSettings.Login> login = settings.login();
        transport.connect(
            settings.host(),
            settings.port(),
            login.map(MailSettings.Login::user).orElse(null),
            login.map(one -> one.password().reveal()).orElse(null));
        return send(transport, message);
      }
    } catch (MessagingException e) {
      return SmtpFailure.of(settings, limit, e);
    }
  }

  private AlarmAnswer send(SMTPTransport transport, MimeMessage message) throws MessagingException {
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return accepted(transport, Optional.empty());
    } catch (SendFailedException e) {
      Address[] sent = e.getValidSentAddresses();
      if (sent == null || sent.length == 0) {
        throw e;
      }
      String refused =
          Stream.of(e.getInvalidAddresses(), e.getValidUnsentAddresses())
              .filter(some -> some != null)
              .flatMap(Arrays::stream)
              .map(Address::toString)
              .collect(Collectors.joining(", "));
      Finding remark =
          AlarmFindings.RECIPIENT_REFUSED.with(
              "server", settings.server(), "to", refused, "said", SmtpFailure.said(e));
      return accepted(transport, Optional.of(remark));
    }
  }

  private AlarmAnswer accepted(SMTPTransport transport, Optional<Finding> remark) {
    String said = SmtpFailure.line(transport.getLastServerResponse());
    return new AlarmAnswer.Accepted(
        "The mail server " + settings.server() + " accepted it: " + said + ".", remark);
  }

  private MimeMessage message(Session session, String id, String title, String body)
      throws MessagingException {
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + "@metergate.invalid>");
          }
        };
    message.setFrom(new InternetAddress(settings.from()));
    for (String to : settings.to()) {
      message.addRecipient(MimeMessage.RecipientType.TO, new InternetAddress(to));
    }
    message.setSubject(title, UTF_8);
    message.setSentDate(new Date());
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers
    message.setText(body, UTF_8);
    return message;
  }

  private Properties properties() {
    Properties properties = new Properties();
    String wait = Long.toString(limit.toMillis());
    List.of("connectiontimeout", "timeout")
        .forEach(key -> properties.setProperty("mail.smtp." + key, wait));
    properties.setProperty("mail.smtp.localhost", GREETING);
    properties.setProperty("mail.smtp.sendpartial", "true");
    properties.setProperty("mail.smtp.quitwait", "false");
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
    properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.put("mail.smtp.socketFactory", sockets);
    properties.setProperty("mail.smtp.socketFactory.fallback", "false");
    settings
        .trust()
        .ifPresent(
            trust ->
                properties.put(
                    "mail.smtp.ssl.socketFactory",
                    new OpenTlsSockets(trust.getSocketFactory(), sockets)));
    boolean starttls = settings.encryption() == Encryption.STARTTLS;
    boolean tls = settings.encryption() == Encryption.TLS;
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starttls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(starttls));
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls));
    properties.setProperty(
        "mail.smtp.ssl.checkserveridentity", Boolean.toString(!settings.serverNamed()));
    return properties;
  }
}
