// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.alarm.AlarmFindings;
import org.metergate.alarm.mail.MailSettings.Encryption;
import org.metergate.output.NetworkFailure;
import org.metergate.spi.finding.Finding;

/** Why a mail was not sent, from the exceptions of the mail library. */
final class SmtpFailure {
  private static final int SHOWN = 200;
  private static final String STARTTLS = "STARTTLS";

  private SmtpFailure() {}

  /** Returns what is in the way. */
  static AlarmAnswer of(MailSettings settings, Duration limit, MessagingException failure) {
    List<Throwable> causes = causes(failure);
    boolean refused = causes.stream().anyMatch(SmtpFailure::isAnswer);
    Finding reason =
        refused ? refused(settings, failure, causes) : notReached(settings, limit, failure, causes);
    boolean operator =
        reason.code().equals(AlarmFindings.LOGIN_REFUSED)
            || reason.code().equals(AlarmFindings.RECIPIENT_REFUSED);
    return new AlarmAnswer.Failed(reason, operator ? AlarmAnswer.OPERATOR : Duration.ZERO);
  }

  private static boolean isAnswer(Throwable cause) {
    return cause instanceof AuthenticationFailedException
        || cause instanceof SMTPAddressFailedException
        || cause instanceof SMTPSenderFailedException
        || cause instanceof SMTPSendFailedException;
  }

  private static Finding refused(
      MailSettings settings, MessagingException failure, List<Throwable> causes) {
    String said = said(failure);
    if (settings.encryption() == Encryption.NONE && said.toUpperCase().contains(STARTTLS)) {
      return AlarmFindings.NEEDS_TLS.with("server", settings.server(), "said", said);
    }
    Optional<SMTPAddressFailedException> recipient =
        first(causes, SMTPAddressFailedException.class);
    int code = code(causes);
    if (first(causes, AuthenticationFailedException.class).isPresent() || code == 530) {
      return AlarmFindings.LOGIN_REFUSED.with("server", settings.server(), "said", said);
    } else if (code >= 400 && code < 500) {
      return AlarmFindings.BUSY.with("server", settings.server(), "said", said);
    } else if (recipient.isPresent()) {
      String to = line(String.valueOf(recipient.get().getAddress()));
      return AlarmFindings.RECIPIENT_REFUSED.with(
          "server", settings.server(), "to", to, "said", said);
    }
    return AlarmFindings.REFUSED.with("server", settings.server(), "said", said);
  }

  private static Finding notReached(
      MailSettings settings, Duration limit, MessagingException failure, List<Throwable> causes) {
    String server = settings.server();
    String message = String.valueOf(failure.getMessage());
    Optional<String> distrust = NetworkFailure.distrust(failure);
    boolean connected = first(causes, MailConnectException.class).isEmpty();
    if (distrust.isPresent()) {
      return AlarmFindings.NOT_TRUSTED.with("server", server, "reason", distrust.get());
    } else if (message.startsWith("STARTTLS is required")) {
      return AlarmFindings.NO_STARTTLS.with("server", server);
    } else if (connected && first(causes, SocketTimeoutException.class).isPresent()) {
      return AlarmFindings.SILENT.with("server", server, "seconds", limit.toSeconds());
    } else if (message.matches("(?s).*response: [2-5]\\d\\d.*")) {
      return AlarmFindings.BUSY.with("server", server, "said", line(message));
    }
    boolean tls = settings.encryption() == Encryption.TLS;
    String reason =
        NetworkFailure.reason(failure, tls)
            .orElse("it closes the connection before it has the message");
    return AlarmFindings.UNREACHABLE.with("server", server, "reason", reason);
  }

  private static int code(List<Throwable> causes) {
    for (Throwable cause : causes) {
      if (cause instanceof SMTPAddressFailedException e) {
        return e.getReturnCode();
      } else if (cause instanceof SMTPSenderFailedException e) {
        return e.getReturnCode();
      } else if (cause instanceof SMTPSendFailedException e && e.getReturnCode() > 0) {
        return e.getReturnCode();
      }
    }
    return 0;
  }

  /** Returns what the server said last, on one line. */
  static String said(MessagingException failure) {
    List<Throwable> causes = causes(failure);
    return line(
        causes.stream()
            .filter(SmtpFailure::isAnswer)
            .reduce((first, last) -> last)
            .map(Throwable::getMessage)
            .orElseGet(failure::getMessage));
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && !causes.contains(cause);
        cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  private static <T> Optional<T> first(List<Throwable> causes, Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Returns a text as half a sentence: one line of at most 200 characters, without a period. */
  static String line(String text) {
    String line =
        String.valueOf(text).replaceAll("[\\p{Cc}\\s]+", " ").strip().replaceFirst("[.;:]+$", "");
    if (line.isEmpty()) {
      return "no explanation";
    }
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
