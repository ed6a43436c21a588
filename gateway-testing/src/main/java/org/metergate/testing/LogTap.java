// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Passes to a test what is logged, on the thread that logs it; the test adds it to a logger. */
public final class LogTap extends Handler {
  private final Consumer<LogRecord> taker;

  /**
   * Prepares; nothing is passed before this is added to a logger.
   *
   * @param taker gets what passes the level of this handler, at first everything.
   */
  public LogTap(Consumer<LogRecord> taker) {
    this.taker = taker;
  }

  @Override
  public void publish(LogRecord line) {
    if (isLoggable(line)) {
      taker.accept(line);
    }
  }

  @Override
  public void flush() {
    // nothing is held back
  }

  @Override
  public void close() {
    // nothing is open
  }
}
