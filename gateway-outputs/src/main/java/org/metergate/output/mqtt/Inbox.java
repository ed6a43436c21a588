// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the broker sent and was not processed yet. Filled on Paho's thread, emptied on the output's.
 */
final class Inbox {
  /** A client that publishes without end on our topics must not fill the memory. */
  private static final int MAX_MESSAGES = 2000;

  private static final int MAX_LENGTH = 1 << 18;

  /**
   * One message.
   *
   * @param topic on which it arrived.
   * @param payload as UTF-8.
   * @param retained whether the broker had stored it; false for what is published now.
   */
  record Message(String topic, String payload, boolean retained) {}

  private final Deque<Message> messages = new ArrayDeque<>();
  private Predicate<Message> wanted = any -> false;
  private boolean seen;

  synchronized void add(Message message) {
    if (wanted.test(message)) {
      seen = true;
      notifyAll();
    } else if (messages.size() < MAX_MESSAGES && message.payload().length() <= MAX_LENGTH) {
      messages.add(message);
    }
  }

  synchronized List<Message> take() {
    List<Message> taken = new ArrayList<>(messages);
    messages.clear();
    return taken;
  }

  /** Discards everything and watches for one message, which is not kept itself. */
  synchronized void watchFor(Predicate<Message> message) {
    messages.clear();
    wanted = message;
    seen = false;
  }

  /** Waits for the message that is watched for; returns whether it came in time. */
  synchronized boolean awaitWatched(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!seen) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
