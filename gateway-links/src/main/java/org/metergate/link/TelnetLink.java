// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.metergate.link.TelnetDecoder.Command;
import org.metergate.link.TelnetDecoder.Negotiation;
import org.metergate.link.TelnetDecoder.Subnegotiation;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;

/**
 * A connection to a serial server whose port may be set to telnet. Telnet is recognised at the
 * beginning, answered and removed in both directions; a raw stream passes unchanged. A server that
 * closes a new connection is named with its words.
 */
class TelnetLink extends ForwardingByteLink {
  private static final System.Logger LOG = System.getLogger(TelnetLink.class.getName());

  /** A server that has something to say at the beginning says it within this time. */
  static final Duration BEGINNING = Duration.ofMillis(300);

  private static final long YOUNG_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int WORDS = 400;

  private final TcpAddress address;
  private final TcpLink connection;
  private final Host host;
  private final TelnetDecoder decoder;
  private final TelnetOptions options;
  private final long opened = System.nanoTime();
  private final ByteArrayOutputStream first = new ByteArrayOutputStream();
  private final byte[] arrival = new byte[4096];
  private final boolean certain;
  private byte[] data = {};
  private LinkLostException ended;
  private boolean negotiating;
  private volatile boolean closed;

  /**
   * Takes over a connection.
   *
   * @param address for findings.
   * @param connection just made.
   * @param host takes the remark on telnet.
   * @param certain whether the port is known to be telnet, which then needs no remark.
   * @param accepted the telnet options that may be used.
   */
  TelnetLink(
      TcpAddress address, TcpLink connection, Host host, boolean certain, Set<Integer> accepted) {
    super(connection);
    this.address = address;
    this.connection = connection;
    this.host = host;
    this.decoder = new TelnetDecoder(certain);
    this.options = new TelnetOptions(accepted);
    this.certain = certain;
    this.negotiating = certain;
  }

  /** Returns the connection below. */
  final TcpLink connection() {
    return connection;
  }

  final TcpAddress address() {
    return address;
  }

  final TelnetOptions options() {
    return options;
  }

  /** What is done on a new connection before the link is passed on. */
  interface Beginning {
    void run() throws LinkLostException, InterruptedException;
  }

  /**
   * Begins; a link that is lost meanwhile was never opened.
   *
   * @throws LinkException with the finding of the loss.
   * @throws InterruptedException when the caller is asked to stop.
   */
  final ByteLink begun(Beginning beginning) throws LinkException, InterruptedException {
    boolean begun = false;
    try {
      beginning.run();
      begun = true;
      return this;
    } catch (LinkLostException e) {
      throw new LinkException(e.finding(), e);
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  /**
   * Waits for what a server says at the beginning; ends as soon as a meter's bytes come. What came
   * before a close may be a whole telegram that looks like words: it is read first.
   *
   * @throws LinkLostException if the server closes the connection without a byte, or one whose line
   *     is not set yet.
   * @throws InterruptedException when the caller is asked to stop.
   */
  final void awaitBeginning() throws LinkLostException, InterruptedException {
    long left = BEGINNING.toNanos();
    while (left > 0 && (data.length == 0 || ServerFindings.words(data).isPresent())) {
      try {
        receive(Duration.ofNanos(left));
      } catch (LinkLostException e) {
        if (certain || data.length == 0) {
          throw e;
        }
        ended = e;
        return;
      }
      left = BEGINNING.toNanos() - (System.nanoTime() - opened);
    }
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    long start = System.nanoTime();
    long wait = Nanoseconds.nanos(maxWait);
    while (data.length == 0) {
      if (ended != null) {
        throw ended;
      }
      long left = Math.max(0, wait - (System.nanoTime() - start));
      if (!receive(Duration.ofNanos(left))) {
        return 0;
      }
    }
    int count = Math.min(into.length, data.length);
    System.arraycopy(data, 0, into, 0, count);
    data = Arrays.copyOfRange(data, count, data.length);
    return count;
  }

  /**
   * Waits for the next bytes, and puts the data among them behind what was not read yet.
   *
   * @param maxWait for the first byte.
   * @return false if none came.
   * @throws LinkLostException when the connection is lost.
   * @throws InterruptedException when the caller is asked to stop.
   */
  final boolean receive(Duration maxWait) throws LinkLostException, InterruptedException {
    int count;
    try {
      count = connection.read(arrival, maxWait);
    } catch (LinkLostException e) {
      throw explained(e);
    }
    decoder.read(arrival, count);
    byte[] more = decoder.takeData();
    first.write(more, 0, Math.min(more.length, WORDS - first.size()));
    byte[] all = Arrays.copyOf(data, data.length + more.length);
    System.arraycopy(more, 0, all, data.length, more.length);
    data = all;
    try {
      answer();
    } catch (LinkLostException e) {
      // the next read fails as well, after the server's last words, which are still to be read
      LOG.log(System.Logger.Level.DEBUG, "answer to " + address, e);
    }
    return count > 0;
  }

  private void answer() throws LinkLostException {
    for (Command command : decoder.takeCommands()) {
      obey(command);
    }
    if (decoder.telnet() && !negotiating) {
      negotiating = true;
      host.remark(ServerFindings.TELNET.with("port", address));
      askForBinary();
    }
  }

  /** Asks for bytes that pass unchanged in both directions. */
  final void askForBinary() throws LinkLostException {
    send(options.offer(TelnetOptions.BINARY));
    send(options.ask(TelnetOptions.BINARY));
  }

  private void obey(Command command) throws LinkLostException {
    if (command instanceof Negotiation negotiation) {
      negotiated(negotiation);
      send(options.answer(negotiation));
    } else if (command instanceof Subnegotiation subnegotiation) {
      subnegotiated(subnegotiation);
    }
  }

  /** Takes what the server offers, asks for or refuses, before it is answered. */
  void negotiated(Negotiation negotiation) {}

  /** Takes parameters of an option; a port that is only to be read has none. */
  void subnegotiated(Subnegotiation subnegotiation) {}

  final void send(Optional<byte[]> command) throws LinkLostException {
    if (command.isPresent()) {
      connection.write(command.get());
    }
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    connection.write(decoder.telnet() ? TelnetDecoder.doubled(bytes) : bytes);
  }

  @Override
  public void discardInput() throws LinkLostException {
    boolean interrupted = false;
    try {
      // bounded, for a peer that sends faster than this discards
      for (int i = 0; i < 256 && receive(Duration.ZERO); i++) {
        data = new byte[0];
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    data = new byte[0];
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    super.close();
  }

  private LinkLostException explained(LinkLostException lost) {
    if (closed || lost.getCause() instanceof SocketTimeoutException) {
      return lost;
    }
    boolean young = System.nanoTime() - opened < YOUNG_NANOS && first.size() < WORDS;
    Finding finding =
        ServerFindings.closed(address, first.toByteArray(), young)
            .orElse(LinkFindings.LINK_LOST.with("port", address));
    return new LinkLostException(finding, lost);
  }
}
