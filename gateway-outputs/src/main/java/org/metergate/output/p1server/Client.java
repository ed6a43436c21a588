// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * A connected reader. It gets each telegram in one write; one that its socket does not take before
 * the next is due ends the connection. What it sends is discarded. On the server's thread.
 */
final class Client {
  /**
   * Room for a few telegrams in the system: a reader that does not read, or is gone without a word,
   * is noticed soon.
   */
  private static final int SEND_BUFFER = 4096;

  /** Readers have nothing to say; this much between two telegrams is an attack. */
  private static final int MOST_INPUT = 65_536;

  private static final int IDLE_SECONDS = 60;
  private static final int PROBE_SECONDS = 10;
  private static final int PROBES = 3;

  private final SocketChannel channel;
  private final SelectionKey key;
  private ByteBuffer rest;
  private long last = -1;
  private int received;

  Client(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    Set<?> known = channel.supportedOptions();
    if (known.contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
      channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
      channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    }
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /**
   * Sends a telegram.
   *
   * @return false where the client has not taken the one before, or is gone.
   */
  boolean send(Telegram telegram) {
    if (telegram.number() == last) {
      return true;
    }
    if (rest != null) {
      return false;
    }
    last = telegram.number();
    received = 0;
    rest = ByteBuffer.wrap(telegram.bytes());
    return write();
  }

  /** Writes what the socket takes now; returns false where the client is gone. */
  boolean write() {
    if (rest == null) {
      return true;
    }
    try {
      channel.write(rest);
      if (!rest.hasRemaining()) {
        rest = null;
      }
      key.interestOps(
          rest == null ? SelectionKey.OP_READ : SelectionKey.OP_WRITE | SelectionKey.OP_READ);
      return true;
    } catch (IOException | java.nio.channels.CancelledKeyException e) {
      return false;
    }
  }

  /** Discards what came; returns false where the client is gone, or sends without end. */
  boolean discard(ByteBuffer scratch) {
    try {
      scratch.clear();
      int count = channel.read(scratch);
      received += Math.max(count, 0);
      return count >= 0 && received <= MOST_INPUT;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends the connection. */
  void close() {
    key.cancel();
    TelegramServer.close(channel);
  }
}
