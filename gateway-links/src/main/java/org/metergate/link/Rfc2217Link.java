// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.metergate.link.TelnetDecoder.IAC;
import static org.metergate.link.TelnetDecoder.SB;
import static org.metergate.link.TelnetDecoder.SE;

import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.link.TelnetDecoder.Negotiation;
import org.metergate.link.TelnetDecoder.Subnegotiation;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;

/**
 * A serial port of a server that lets its line be set over the network (RFC 2217, "Telnet Com Port
 * Control Option"). Every setting waits for the server's answer and is compared with it; data that
 * arrive meanwhile are kept. The numbers below are those of section 3 of the RFC; the server's
 * answer has the number of the command plus 100.
 */
final class Rfc2217Link extends TelnetLink {
  private static final int SET_BAUDRATE = 1;
  private static final int SET_DATASIZE = 2;
  private static final int SET_PARITY = 3;
  private static final int SET_STOPSIZE = 4;
  private static final int SET_CONTROL = 5;
  private static final int SET_LINESTATE_MASK = 10;
  private static final int SET_MODEMSTATE_MASK = 11;
  private static final int PURGE_DATA = 12;
  private static final int ANSWER = 100;
  private static final int FLOWCONTROL_SUSPEND = 108;
  private static final int FLOWCONTROL_RESUME = 109;

  // values of SET-CONTROL
  private static final int NO_FLOW_CONTROL = 1;
  private static final int DTR_ON = 8;
  private static final int DTR_OFF = 9;
  private static final int RTS_ON = 11;
  private static final int RTS_OFF = 12;

  private static final int PURGE_RECEIVED = 1;
  private static final Duration LINES_LIMIT = Duration.ofSeconds(1);
  private static final Set<Integer> OPTIONS =
      Set.of(TelnetOptions.BINARY, TelnetOptions.SUPPRESS_GO_AHEAD, TelnetOptions.COM_PORT);

  private final RequestLine request;
  private final Duration answerLimit;
  private final Map<Integer, Long> answers = new HashMap<>();
  private final Set<Integer> controls = new HashSet<>();
  private boolean linesAnswer = true;
  private Optional<Boolean> offered = Optional.empty();
  private boolean suspended;
  private boolean requesting;

  /**
   * Takes over a connection; {@link #begin} makes it usable.
   *
   * @param address with the request line.
   * @param connection just made.
   * @param host takes remarks.
   * @param answerLimit how long the server may take for an answer.
   */
  Rfc2217Link(Rfc2217Address address, TcpLink connection, Host host, Duration answerLimit) {
    super(address.server(), connection, host, true, OPTIONS);
    this.request = address.request();
    this.answerLimit = answerLimit;
  }

  private final class ServerLines implements RequestLine.ModemLines {
    @Override
    public boolean dtr(boolean raised) {
      return controls.contains(raised ? DTR_ON : DTR_OFF);
    }

    @Override
    public boolean rts(boolean raised) {
      return controls.contains(raised ? RTS_ON : RTS_OFF);
    }
  }

  /**
   * Agrees on the option, sets the line and puts the request line at rest.
   *
   * @param settings of the line.
   * @throws LinkLostException with the finding that says why the server cannot be used so.
   * @throws InterruptedException when the caller is asked to stop.
   */
  void begin(LineSettings settings) throws LinkLostException, InterruptedException {
    send(options().offer(TelnetOptions.COM_PORT));
    askForBinary();
    awaitBeginning();
    await(() -> offered.isPresent());
    if (!offered.orElse(false)) {
      throw new LinkLostException(ServerFindings.NOT_RFC2217.with("port", address()), null);
    }
    command(SET_LINESTATE_MASK, 0);
    command(SET_MODEMSTATE_MASK, 0);
    set(settings);
    control(false, true);
  }

  @Override
  void negotiated(Negotiation negotiation) {
    if (negotiation.option() == TelnetOptions.COM_PORT) {
      if (negotiation.verb() == TelnetDecoder.DO) {
        offered = Optional.of(true);
      } else if (negotiation.verb() == TelnetDecoder.DONT) {
        offered = Optional.of(false);
      }
    }
  }

  @Override
  void subnegotiated(Subnegotiation subnegotiation) {
    byte[] content = subnegotiation.content();
    if (subnegotiation.option() != TelnetOptions.COM_PORT || content.length == 0) {
      return;
    }
    int command = content[0] & 0xFF;
    if (command == FLOWCONTROL_SUSPEND || command == FLOWCONTROL_RESUME) {
      suspended = command == FLOWCONTROL_SUSPEND;
    } else if (command > ANSWER && content.length <= 5) {
      long value = 0;
      for (int i = 1; i < content.length; i++) {
        value = value << 8 | content[i] & 0xFF;
      }
      answers.put(command - ANSWER, value);
      if (command - ANSWER == SET_CONTROL) {
        controls.add((int) value);
      }
    }
  }

  @Override
  public void reconfigure(LineSettings settings) throws LinkLostException {
    uninterrupted(
        () -> {
          set(settings);
          return true;
        });
  }

  private void set(LineSettings settings) throws LinkLostException, InterruptedException {
    Map<Integer, Integer> wanted = new LinkedHashMap<>();
    wanted.put(SET_BAUDRATE, settings.baud());
    wanted.put(SET_DATASIZE, settings.dataBits());
    wanted.put(SET_PARITY, parity(settings.parity()));
    wanted.put(SET_STOPSIZE, settings.stopBits());
    command(SET_CONTROL, NO_FLOW_CONTROL);
    answers.keySet().removeAll(wanted.keySet());
    for (Map.Entry<Integer, Integer> one : wanted.entrySet()) {
      if (one.getKey() == SET_BAUDRATE) {
        command(SET_BAUDRATE, ByteBuffer.allocate(4).putInt(one.getValue()).array());
      } else {
        command(one.getKey(), one.getValue());
      }
    }
    await(() -> answers.keySet().containsAll(wanted.keySet()));
    for (Map.Entry<Integer, Integer> one : wanted.entrySet()) {
      Long answer = answers.get(one.getKey());
      if (answer == null || answer.intValue() != one.getValue()) {
        throw refused(settings, one.getKey(), answer);
      }
    }
  }

  private LinkLostException refused(LineSettings wanted, int command, Long answer) {
    String what =
        switch (command) {
          case SET_BAUDRATE -> "speed";
          case SET_DATASIZE -> "data bits";
          case SET_PARITY -> "parity";
          default -> "stop bits";
        };
    return new LinkLostException(
        ServerFindings.SETTING_REFUSED.with(
            "port",
            address(),
            "wanted",
            wanted,
            "what",
            what,
            "answer",
            answer == null ? "-" : answer),
        null);
  }

  private static int parity(LineSettings.Parity parity) {
    return switch (parity) {
      case NONE -> 1;
      case ODD -> 2;
      case EVEN -> 3;
      case MARK -> 4;
      case SPACE -> 5;
    };
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    return uninterrupted(() -> control(on, false));
  }

  /**
   * Sets DTR and RTS. A server answers with their states, and often not at all where its port has
   * none; then it is not waited for again.
   */
  private boolean control(boolean on, boolean settle)
      throws LinkLostException, InterruptedException {
    requesting = on;
    Commands commands = new Commands();
    if (settle) {
      request.settle(commands);
    } else {
      request.set(on, commands);
    }
    controls.clear();
    for (int value : commands.values) {
      command(SET_CONTROL, value);
    }
    if (linesAnswer) {
      linesAnswer = await(() -> controls.containsAll(commands.values), LINES_LIMIT);
    }
    return request.set(on, new ServerLines());
  }

  /** Collects which lines are to be set. */
  private static final class Commands implements RequestLine.ModemLines {
    private final Set<Integer> values = new LinkedHashSet<>();

    @Override
    public boolean dtr(boolean raised) {
      return values.add(raised ? DTR_ON : DTR_OFF);
    }

    @Override
    public boolean rts(boolean raised) {
      return values.add(raised ? RTS_ON : RTS_OFF);
    }
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    uninterrupted(
        () -> {
          if (!await(() -> !suspended)) {
            SocketTimeoutException cause = new SocketTimeoutException("suspended by the server");
            throw new LinkLostException(LinkFindings.LINK_LOST.with("port", address()), cause);
          }
          return true;
        });
    super.write(bytes);
  }

  /** Discards what is here, and what the server had received before it took the command. */
  @Override
  public void discardInput() throws LinkLostException {
    answers.remove(PURGE_DATA);
    command(PURGE_DATA, PURGE_RECEIVED);
    uninterrupted(() -> await(() -> answers.containsKey(PURGE_DATA)));
    super.discardInput();
  }

  @Override
  public void close() {
    try {
      Commands commands = new Commands();
      request.set(false, commands);
      if (requesting) {
        for (int value : commands.values) {
          command(SET_CONTROL, value);
        }
      }
    } catch (LinkLostException e) {
      // the connection is gone, and with it what can be said to the server
      requesting = false;
    } finally {
      super.close();
    }
  }

  private void command(int command, int value) throws LinkLostException {
    command(command, new byte[] {(byte) value});
  }

  private void command(int command, byte[] value) throws LinkLostException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        new byte[] {(byte) IAC, (byte) SB, (byte) TelnetOptions.COM_PORT, (byte) command});
    bytes.writeBytes(TelnetDecoder.doubled(value));
    bytes.writeBytes(new byte[] {(byte) IAC, (byte) SE});
    send(Optional.of(bytes.toByteArray()));
  }

  /** Something that an answer brings about. */
  private interface Condition {
    boolean holds();
  }

  /** Receives until a condition holds, or until the server has had its time. */
  private boolean await(Condition condition) throws LinkLostException, InterruptedException {
    return await(condition, answerLimit);
  }

  private boolean await(Condition condition, Duration limit)
      throws LinkLostException, InterruptedException {
    long start = System.nanoTime();
    long left = limit.toNanos();
    while (!condition.holds() && left > 0) {
      receive(Duration.ofNanos(left));
      left = limit.toNanos() - (System.nanoTime() - start);
    }
    return condition.holds();
  }

  private interface Exchange {
    boolean run() throws LinkLostException, InterruptedException;
  }

  /** Runs an exchange of the server whose caller cannot be interrupted; an interrupt loses it. */
  private boolean uninterrupted(Exchange exchange) throws LinkLostException {
    try {
      return exchange.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", address()), e);
    }
  }
}
