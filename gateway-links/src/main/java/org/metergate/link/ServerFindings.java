// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** The findings about serial servers. Each comment ends with the parameters. */
final class ServerFindings {
  /** The server closes with a text: {@code port}, {@code words}. */
  static final FindingCode REFUSED = new FindingCode("server-refuses", Stage.PORT, Kind.FAULT);

  /** The server accepts the connection and closes it without a byte: {@code port}. */
  static final FindingCode CLOSED = new FindingCode("server-closes", Stage.PORT, Kind.FAULT);

  /** The port of the server is set to telnet: {@code port}. */
  static final FindingCode TELNET = new FindingCode("telnet-mode", Stage.PORT, Kind.EVENT);

  /** The server does not set lines: {@code port}. */
  static final FindingCode NOT_RFC2217 = new FindingCode("not-rfc2217", Stage.PORT, Kind.FAULT);

  /**
   * The server sets the line differently: {@code port}, {@code wanted}, {@code what} (a part of the
   * setting), {@code answer} (the number of RFC 2217, a dash for none).
   */
  static final FindingCode SETTING_REFUSED =
      new FindingCode("line-setting-refused", Stage.PORT, Kind.FAULT);

  private static final int LONGEST = 80;
  private static final int LETTERS = 3;

  private ServerFindings() {}

  /**
   * Names a connection that the server closed.
   *
   * @param port the address.
   * @param received all that came; only a short text is taken for words.
   * @param young whether it was closed right after it was accepted.
   * @return the finding, or nothing if it was an ordinary connection before.
   */
  static Optional<Finding> closed(TcpAddress port, byte[] received, boolean young) {
    Optional<String> words = words(received);
    if (young && words.isPresent()) {
      return Optional.of(REFUSED.with("port", port, "words", words.get()));
    }
    return young && received.length == 0
        ? Optional.of(CLOSED.with("port", port))
        : Optional.empty();
  }

  /**
   * Returns the text of a server.
   *
   * @param received all that came.
   * @return its printable characters in one line, at most 80; nothing if these bytes are no text.
   */
  static Optional<String> words(byte[] received) {
    String text = new String(received, StandardCharsets.ISO_8859_1);
    String printable = text.replaceAll("[^ -~]+", " ").trim();
    long letters = printable.chars().filter(Character::isLetter).count();
    long others = text.chars().filter(c -> (c < ' ' && c != '\r' && c != '\n') || c > '~').count();
    if (letters < LETTERS || others * 10 > text.length()) {
      return Optional.empty();
    }
    return Optional.of(
        printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST - 1) + "…");
  }
}
