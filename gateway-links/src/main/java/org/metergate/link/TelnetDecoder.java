// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a telnet stream apart (RFC 854): the byte FF (IAC) begins a command, and as data it is
 * doubled. Where telnet is not certain, the stream is taken as telnet only if negotiation comes
 * first: three-byte commands with options that are in use, either two of them or one after which
 * the server waits. Meters send FF and whatever follows it, so a stream that begins in any other
 * way is passed on as it is.
 *
 * <p>One thread.
 */
final class TelnetDecoder {
  static final int IAC = 255;
  static final int DONT = 254;
  static final int DO = 253;
  static final int WONT = 252;
  static final int WILL = 251;
  static final int SB = 250;
  static final int SE = 240;

  /** Options that servers negotiate, by the numbers that IANA lists; 44 is RFC 2217. */
  private static final Set<Integer> OPTIONS =
      Set.of(0, 1, 3, 5, 6, 24, 31, 32, 33, 34, 35, 36, 37, 38, 39, 44);

  private static final int LONGEST_CONTENT = 1024;

  /** A command of the stream. */
  sealed interface Command permits Negotiation, Subnegotiation {}

  /**
   * One side offers or asks for an option, or refuses it.
   *
   * @param verb WILL, WONT, DO or DONT.
   * @param option 0 to 255.
   */
  record Negotiation(int verb, int option) implements Command {}

  /**
   * Parameters of an option.
   *
   * @param option 0 to 255.
   * @param content what follows the option, FF no longer doubled, at most 1024 bytes.
   */
  record Subnegotiation(int option, byte[] content) implements Command {}

  private enum State {
    DATA,
    AFTER_IAC,
    OPTION,
    CONTENT,
    CONTENT_IAC
  }

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final ByteArrayOutputStream undecided = new ByteArrayOutputStream();
  private final List<Command> commands = new ArrayList<>();
  private State state = State.DATA;
  private boolean telnet;
  private boolean raw;
  private int negotiations;
  private int verb;

  /**
   * Starts at the beginning of a connection.
   *
   * @param certain whether the stream is known to be telnet.
   */
  TelnetDecoder(boolean certain) {
    telnet = certain;
    negotiations = certain ? 2 : 0;
  }

  /** Returns whether the stream is telnet, as far as it was read. */
  boolean telnet() {
    return telnet;
  }

  /** Returns whether it is decided what the stream is. */
  boolean decided() {
    return telnet || raw;
  }

  /**
   * Reads the bytes of one arrival.
   *
   * @param bytes received.
   * @param count how many of them, from index 0.
   */
  void read(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      read(bytes[i] & 0xFF);
    }
    if (!decided() && negotiations > 0 && state == State.DATA) {
      becomeTelnet();
    }
  }

  /** Returns the data since the last call, and forgets it. */
  byte[] takeData() {
    byte[] taken = data.toByteArray();
    data.reset();
    return taken;
  }

  /** Returns the commands since the last call, and forgets them. */
  List<Command> takeCommands() {
    List<Command> taken = List.copyOf(commands);
    commands.clear();
    return taken;
  }

  private void read(int value) {
    if (raw) {
      data.write(value);
    } else if (telnet) {
      decode(value);
    } else {
      recognise(value);
    }
  }

  private void recognise(int value) {
    undecided.write(value);
    boolean fits =
        switch (state) {
          case DATA -> value == IAC;
          case AFTER_IAC -> value >= WILL && value <= DONT;
          default -> OPTIONS.contains(value);
        };
    if (!fits) {
      becomeRaw();
      return;
    }
    decode(value);
    if (negotiations == 2) {
      becomeTelnet();
    }
  }

  private void becomeTelnet() {
    telnet = true;
    undecided.reset();
  }

  private void becomeRaw() {
    raw = true;
    telnet = false;
    commands.clear();
    data.writeBytes(undecided.toByteArray());
    undecided.reset();
  }

  private void decode(int value) {
    switch (state) {
      case DATA -> {
        if (value == IAC) {
          state = State.AFTER_IAC;
        } else {
          data.write(value);
        }
      }
      case AFTER_IAC -> command(value);
      case OPTION -> {
        commands.add(new Negotiation(verb, value));
        negotiations = Math.min(2, negotiations + 1);
        state = State.DATA;
      }
      case CONTENT -> {
        if (value == IAC) {
          state = State.CONTENT_IAC;
        } else {
          addContent(value);
        }
      }
      case CONTENT_IAC -> endOfContent(value);
    }
  }

  private void command(int value) {
    state = State.DATA;
    if (value == IAC) {
      data.write(IAC);
    } else if (value >= WILL) {
      verb = value;
      state = State.OPTION;
    } else if (value == SB) {
      content.reset();
      state = State.CONTENT;
    } else if (value < SE) {
      // no command: this server does not double its FF; after one negotiation it was no telnet
      raw = negotiations < 2;
      telnet = !raw;
      data.write(IAC);
      data.write(value);
    }
  }

  private void endOfContent(int value) {
    if (value == IAC) {
      addContent(IAC);
      state = State.CONTENT;
      return;
    }
    byte[] all = content.toByteArray();
    if (value == SE && all.length > 0) {
      byte[] rest = new byte[all.length - 1];
      System.arraycopy(all, 1, rest, 0, rest.length);
      commands.add(new Subnegotiation(all[0] & 0xFF, rest));
    }
    state = State.DATA;
  }

  private void addContent(int value) {
    content.write(value);
    if (content.size() > LONGEST_CONTENT) {
      state = State.DATA;
    }
  }

  /**
   * Returns data as it is sent.
   *
   * @param bytes any.
   * @return with each FF doubled.
   */
  static byte[] doubled(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 8);
    for (byte one : bytes) {
      out.write(one);
      if ((one & 0xFF) == IAC) {
        out.write(one);
      }
    }
    return out.toByteArray();
  }
}
