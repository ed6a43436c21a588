// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import java.util.BitSet;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;

/**
 * Waits for the acknowledgements of some messages. Paho's own waiting ignores interrupts, so that
 * the program could not be stopped while its broker is silent.
 */
final class Acks implements IMqttActionListener {
  private final BitSet done = new BitSet();
  private Throwable failure;

  /** Called by Paho with the message's number as the context. */
  @Override
  public synchronized void onSuccess(IMqttToken token) {
    done.set((Integer) token.getUserContext());
    notifyAll();
  }

  @Override
  public void onFailure(IMqttToken token, Throwable cause) {
    fail(cause);
  }

  /** Ends the waiting: no further acknowledgement will come. */
  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
      notifyAll();
    }
  }

  synchronized Throwable failure() {
    return failure;
  }

  /**
   * Waits until the messages 0 to {@code count} - 1 are acknowledged, one failed, or none was
   * acknowledged for a while.
   *
   * @return how many are acknowledged without a gap.
   */
  synchronized int await(int count, Duration timeout) throws InterruptedException {
    int seen = done.cardinality();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (failure == null && done.nextClearBit(0) < count) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
      if (done.cardinality() > seen) {
        seen = done.cardinality();
        deadline = System.nanoTime() + timeout.toNanos();
      }
    }
    return Math.min(count, done.nextClearBit(0));
  }
}
