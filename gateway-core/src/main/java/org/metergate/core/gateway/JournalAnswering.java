// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import org.metergate.core.service.Answering;
import org.metergate.journal.JournalThread;
import org.metergate.spi.time.TimeSource;

/**
 * The journal's thread as one that must answer.
 *
 * @param journal the thread.
 * @param time the steady clock.
 */
record JournalAnswering(JournalThread journal, TimeSource time) implements Answering {
  /** Whether it writes the whole file again, so that other threads wait for it. */
  boolean isRepairing() {
    return time.nanos() - waitsUntil() < 0;
  }

  @Override
  public String name() {
    return "The journal";
  }

  @Override
  public long answers() {
    return journal.answers();
  }

  @Override
  public long waitsUntil() {
    return journal.repairsUntil();
  }

  @Override
  public boolean isDone() {
    return false;
  }

  @Override
  public Thread thread() {
    return journal.thread();
  }
}
