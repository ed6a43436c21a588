// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Derives from an exception why a server was not reached, as half a sentence for people. */
public final class NetworkFailure {
  private static final Pattern ALERT =
      Pattern.compile(
          "Received fatal alert: (certificate_|bad_certificate|unknown_ca|unsupported_certificate"
              + "|access_denied|handshake_failure)");

  /** What to say where no further file or connection may be opened; half a sentence. */
  public static final String TOO_MANY_FILES =
      "this program has too many files open; 'ulimit -n', or LimitNOFILE= of its systemd service,"
          + " allows more";

  private NetworkFailure() {}

  /**
   * Returns why the server's certificate was not trusted.
   *
   * @param failure with its causes.
   * @return half a sentence, or nothing where the certificate is not the reason.
   */
  public static Optional<String> distrust(Throwable failure) {
    return innermostFirst(failure).stream().flatMap(NetworkFailure::distrusted).findFirst();
  }

  /**
   * Returns why no connection could be made, or why one broke.
   *
   * @param failure with its causes.
   * @param tls whether the connection was to be encrypted.
   * @return half a sentence, or nothing where the cause is of another kind.
   */
  public static Optional<String> reason(Throwable failure, boolean tls) {
    return innermostFirst(failure).stream().flatMap(cause -> reasonOf(cause, tls)).findFirst();
  }

  /**
   * Returns whether no further file or connection may be opened.
   *
   * @param failure looked at without its causes.
   * @return whether the limit of the process or of the system is reached: EMFILE, ENFILE.
   */
  public static boolean isTooManyFiles(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains("Too many open files");
  }

  /**
   * Returns whether the server sent an alert about our certificate, by its name in RFC 8446,
   * section 6.2.
   *
   * @param failure with its causes.
   * @return whether it requires one, or another one.
   */
  public static boolean isAboutOurCertificate(Throwable failure) {
    return innermostFirst(failure).stream()
        .anyMatch(
            cause ->
                cause instanceof SSLException
                    && ALERT.matcher(String.valueOf(cause.getMessage())).find());
  }

  /** The innermost cause is the most precise one. */
  private static List<Throwable> innermostFirst(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(0, cause);
    }
    return causes;
  }

  private static Stream<String> distrusted(Throwable cause) {
    if (cause instanceof ServerNameTrust.WrongNameException) {
      return Stream.of(cause.getMessage());
    } else if (cause instanceof CertificateExpiredException) {
      return Stream.of("it has expired, or the clock of this machine is wrong");
    } else if (cause instanceof CertificateNotYetValidException) {
      return Stream.of("it is not valid yet, or the clock of this machine is wrong");
    } else if (cause instanceof CertPathBuilderException
        || cause instanceof CertPathValidatorException) {
      return Stream.of("it is not signed by an authority that this machine trusts");
    } else if (cause instanceof CertificateException) {
      return Stream.of("it was issued for another host name");
    }
    return Stream.empty();
  }

  private static Stream<String> reasonOf(Throwable cause, boolean tls) {
    if (isTooManyFiles(cause)) {
      return Stream.of(TOO_MANY_FILES);
    } else if (cause instanceof UnknownHostException
        || cause instanceof UnresolvedAddressException) {
      return Stream.of("no host of this name is known");
    } else if (cause instanceof NoRouteToHostException) {
      return Stream.of("there is no route to this host");
    } else if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
      return Stream.of("it does not answer");
    } else if (cause instanceof ConnectException) {
      return Stream.of("nothing listens on this port");
    } else if (cause instanceof SSLException
        || cause instanceof SocketException
        || cause instanceof ClosedChannelException
        || cause instanceof EOFException) {
      return Stream.of(
          tls
              ? "the encrypted connection fails; perhaps this port is not for TLS"
              : "it closes the connection at once; perhaps this port is for TLS");
    }
    return Stream.empty();
  }
}
