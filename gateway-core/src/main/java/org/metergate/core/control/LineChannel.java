// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A socket that carries lines of UTF-8, with a limit on the size and the time of each. A Unix
 * domain socket has no time-outs of its own, so a selector waits for it. Used by one thread.
 */
final class LineChannel implements AutoCloseable {
  private static final int CHUNK = 4096;

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);

  LineChannel(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    selector = Selector.open();
    channel.register(selector, 0);
  }

  /**
   * Reads up to the end of a line; what follows it is kept for the next call.
   *
   * @param maxBytes bytes, without the line end.
   * @throws SocketTimeoutException when the line did not end in time.
   * @throws EOFException when the other side has closed the connection.
   * @throws LineTooLongException when it has more bytes.
   */
  String read(int maxBytes, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      while (chunk.hasRemaining()) {
        byte next = chunk.get();
        if (next == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        if (line.size() == maxBytes) {
          throw new LineTooLongException();
        }
        line.write(next);
      }
      await(SelectionKey.OP_READ, end);
      int count = channel.read(chunk.clear());
      chunk.flip();
      if (count < 0) {
        throw new EOFException("the other side has closed the connection");
      }
    }
  }

  /** A line has more bytes than it may have. */
  static final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Writes a line and its end.
   *
   * @throws SocketTimeoutException when the other side did not take it in time.
   */
  void write(String line, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      await(SelectionKey.OP_WRITE, end);
      channel.write(bytes);
    }
  }

  private void await(int operation, long end) throws IOException {
    channel.keyFor(selector).interestOps(operation);
    do {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("timed out");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted"); // a selector would return at once, again and again
      }
      selector.selectedKeys().clear();
      selector.select(left);
    } while (selector.selectedKeys().isEmpty());
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
