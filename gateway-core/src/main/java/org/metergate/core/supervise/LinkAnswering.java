// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import org.metergate.core.service.Answering;

/**
 * The thread of a link as one that must answer. It does so with each call of its driver, each
 * opening and each pause; what it waits for has an end that is known here. A driver that hangs in
 * its own code, and a call of the platform that does not return, give no answer.
 */
final class LinkAnswering implements Answering {
  private final String name;
  private final DriverWatchdog watchdog;
  private final Thread thread;
  private final BooleanSupplier done;

  LinkAnswering(
      Collection<String> meters, DriverWatchdog watchdog, Thread thread, BooleanSupplier done) {
    this.name = "The link of " + String.join(", ", meters);
    this.watchdog = watchdog;
    this.thread = thread;
    this.done = done;
  }

  void answer() {
    watchdog.answer();
  }

  void waitsFor(Duration longest) {
    watchdog.waitsFor(longest);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long answers() {
    return watchdog.answers();
  }

  @Override
  public long waitsUntil() {
    return watchdog.waitsUntil();
  }

  @Override
  public boolean isDone() {
    return done.getAsBoolean();
  }

  @Override
  public Thread thread() {
    return thread;
  }
}
