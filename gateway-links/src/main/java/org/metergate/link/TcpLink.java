// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;

/**
 * An open connection to a serial server. Waits in a selector, so that an interrupt or a {@link
 * #close()} ends a read at once. There is no request line, and the line setting is the server's.
 */
final class TcpLink implements ByteLink {
  private static final long WRITE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private final TcpAddress address;
  private final SocketChannel channel;
  private final Selector selector;
  private final Host host;
  private long lastByte;

  /**
   * Takes over a connection.
   *
   * @param address for findings, and for its idle time.
   * @param channel connected, non-blocking.
   * @param selector the channel is registered with it for reading.
   * @param host whose clock measures the idle time.
   */
  TcpLink(TcpAddress address, SocketChannel channel, Selector selector, Host host) {
    this.address = address;
    this.channel = channel;
    this.selector = selector;
    this.host = host;
    this.lastByte = host.nanos();
  }

  /**
   * Returns the connection, for inspecting its options.
   *
   * @return open until the link is closed.
   */
  SocketChannel channel() {
    return channel;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    long start = System.nanoTime();
    long wait = Nanoseconds.nanos(maxWait);
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException("asked to stop while reading from " + address);
      }
      int count = take(into);
      if (count > 0) {
        return count;
      }
      long left = Math.min(wait - (System.nanoTime() - start), idleLeft());
      if (left <= 0) {
        return 0;
      }
      select(left);
    }
  }

  /** Takes what has arrived; the end of the stream means the link is lost. */
  private int take(byte[] into) throws LinkLostException {
    int count;
    try {
      count = channel.read(ByteBuffer.wrap(into));
    } catch (IOException e) {
      throw lost(e);
    }
    if (count < 0) {
      throw lost(null);
    }
    if (count > 0) {
      lastByte = host.nanos();
    }
    return count;
  }

  private long idleLeft() throws LinkLostException {
    if (address.idle().isEmpty()) {
      return Long.MAX_VALUE;
    }
    long left = Nanoseconds.nanos(address.idle().get()) - (host.nanos() - lastByte);
    if (left <= 0) {
      throw lost(new SocketTimeoutException("no byte for the time set by 'idle'"));
    }
    return left;
  }

  private void select(long nanos) throws LinkLostException {
    try {
      selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999)));
      selector.selectedKeys().clear();
    } catch (IOException | ClosedSelectorException e) {
      throw lost(e);
    }
  }

  /**
   * {@inheritDoc} Waits at most 30 s for a peer that accepts no more bytes; then the link is lost.
   */
  @Override
  public void write(byte[] bytes) throws LinkLostException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    long start = System.nanoTime();
    boolean interrupted = false;
    try {
      channel.write(rest);
      while (rest.hasRemaining()) {
        if (System.nanoTime() - start > WRITE_NANOS) {
          throw lost(new SocketTimeoutException("the peer accepts no bytes"));
        }
        interest(SelectionKey.OP_WRITE);
        select(WRITE_NANOS);
        interrupted |= Thread.interrupted();
        channel.write(rest);
      }
      interest(SelectionKey.OP_READ);
    } catch (LinkLostException e) {
      throw e;
    } catch (IOException | CancelledKeyException e) {
      throw lost(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void interest(int operation) {
    SelectionKey key = channel.keyFor(selector);
    if (key == null) {
      throw new CancelledKeyException();
    }
    key.interestOps(operation);
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    requireOpen();
    return false;
  }

  @Override
  public void reconfigure(LineSettings settings) throws LinkLostException {
    requireOpen();
  }

  private void requireOpen() throws LinkLostException {
    if (!channel.isOpen()) {
      throw lost(null);
    }
  }

  @Override
  public void discardInput() throws LinkLostException {
    byte[] discarded = new byte[4096];
    // bounded, for a peer that sends faster than this discards
    for (int i = 0; i < 256 && take(discarded) > 0; i++) {
      lastByte = host.nanos();
    }
  }

  @Override
  public void close() {
    close(channel, selector);
  }

  /**
   * Closes a connection that may be only partly set up.
   *
   * @param channel to close.
   * @param selector to close after it, which wakes a reader; null if there is none yet.
   */
  static void close(SocketChannel channel, Selector selector) {
    try {
      channel.close();
      if (selector != null) {
        selector.close();
      }
    } catch (IOException e) {
      // the system's handle is released even then; nothing more can be done
      System.getLogger(TcpLink.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
    }
  }

  private LinkLostException lost(Exception cause) {
    return new LinkLostException(LinkFindings.LINK_LOST.with("port", address), cause);
  }
}
