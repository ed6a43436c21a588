// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.metergate.link.TelnetDecoder.DO;
import static org.metergate.link.TelnetDecoder.DONT;
import static org.metergate.link.TelnetDecoder.IAC;
import static org.metergate.link.TelnetDecoder.WILL;
import static org.metergate.link.TelnetDecoder.WONT;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.metergate.link.TelnetDecoder.Negotiation;

/**
 * Which telnet options are agreed on (RFC 854, RFC 1143). Some are accepted, every other one is
 * refused once; an answer is sent only where it changes something, so that two sides that confirm
 * each other do not go on for ever. One thread.
 */
final class TelnetOptions {
  /** Bytes pass unchanged (RFC 856). */
  static final int BINARY = 0;

  /** No go-ahead is sent (RFC 858). */
  static final int SUPPRESS_GO_AHEAD = 3;

  /** Settings of a serial port (RFC 2217). */
  static final int COM_PORT = 44;

  private final Set<Integer> accepted;
  private final Set<Integer> ours = new HashSet<>();
  private final Set<Integer> theirs = new HashSet<>();
  private final Set<Negotiation> refused = new HashSet<>();

  /**
   * Starts with every option off.
   *
   * @param accepted the options that either side may use.
   */
  TelnetOptions(Set<Integer> accepted) {
    this.accepted = Set.copyOf(accepted);
  }

  /**
   * Takes a command of the server.
   *
   * @param said what it offers, asks for or refuses.
   * @return the answer to send, if one is due.
   */
  Optional<byte[]> answer(Negotiation said) {
    return switch (said.verb()) {
      case WILL -> agree(said, theirs, DO, DONT);
      case DO -> agree(said, ours, WILL, WONT);
      case WONT -> end(said, theirs, DONT);
      default -> end(said, ours, WONT);
    };
  }

  private Optional<byte[]> agree(Negotiation said, Set<Integer> side, int yes, int no) {
    if (accepted.contains(said.option())) {
      return side.add(said.option()) ? command(yes, said.option()) : Optional.empty();
    }
    return refused.add(said) ? command(no, said.option()) : Optional.empty();
  }

  private static Optional<byte[]> end(Negotiation said, Set<Integer> side, int confirm) {
    return side.remove(said.option()) ? command(confirm, said.option()) : Optional.empty();
  }

  /**
   * Offers an option.
   *
   * @param option that this side wants to use.
   * @return the bytes to send; nothing if it is on.
   */
  Optional<byte[]> offer(int option) {
    return ours.add(option) ? command(WILL, option) : Optional.empty();
  }

  /**
   * Asks the server for an option.
   *
   * @param option that the server is to use.
   * @return the bytes to send; nothing if it is on.
   */
  Optional<byte[]> ask(int option) {
    return theirs.add(option) ? command(DO, option) : Optional.empty();
  }

  private static Optional<byte[]> command(int verb, int option) {
    return Optional.of(new byte[] {(byte) IAC, (byte) verb, (byte) option});
  }
}
