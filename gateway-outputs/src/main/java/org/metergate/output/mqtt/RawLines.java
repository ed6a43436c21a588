// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.util.Collection;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The bytes of the lines on their way to the broker. They tell of now: nothing is kept while there
 * is no connection. Offered on any thread, all else on the output's.
 */
final class RawLines {
  private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

  /** Bursts of lines that wait; more are thrown away. */
  private static final int MOST = 100;

  private final Topics topics;
  private final boolean wanted;
  private final BlockingQueue<Publication> waiting = new ArrayBlockingQueue<>(MOST);
  private volatile boolean open;

  RawLines(Topics topics, boolean wanted) {
    this.topics = topics;
    this.wanted = wanted;
  }

  /** Takes the bytes of a line; returns whether they are to be sent. */
  boolean offer(String meter, byte[] bytes) {
    return wanted
        && open
        && waiting.offer(Publication.passing(topics.raw(meter), DIGITS.formatHex(bytes)));
  }

  /** There is a connection. */
  void open() {
    open = true;
  }

  void drainTo(Collection<Publication> publications) {
    waiting.drainTo(publications);
  }

  /** There is no connection any more. */
  void close() {
    open = false;
    waiting.clear();
  }
}
