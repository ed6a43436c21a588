// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.util.Collection;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The raw bytes of lines on their way to the broker. They show the present: nothing is kept while
 * there is no connection. {@link #publish} on any thread, everything else on the output's.
 */
final class RawLines {
  private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

  /** How many bursts may wait; more are discarded. */
  private static final int MAX_WAITING = 100;

  private final Topics topics;
  private final boolean wanted;
  private final BlockingQueue<Publication> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private volatile boolean open;

  RawLines(Topics topics, boolean wanted) {
    this.topics = topics;
    this.wanted = wanted;
  }

  /** Returns whether the configuration asks for raw bytes. */
  boolean isWanted() {
    return wanted;
  }

  /** Takes the bytes of a line; returns whether they are to be sent. */
  boolean publish(String meter, byte[] bytes) {
    return wanted
        && open
        && waiting.offer(Publication.unretained(topics.raw(meter), DIGITS.formatHex(bytes)));
  }

  /** Notes that there is a connection. */
  void open() {
    open = true;
  }

  void drainTo(Collection<Publication> publications) {
    waiting.drainTo(publications);
  }

  /** Notes that there is no connection any more. */
  void close() {
    open = false;
    waiting.clear();
  }
}
