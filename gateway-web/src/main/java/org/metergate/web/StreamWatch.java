// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends the streams of those who may no longer read: whose session has ended, whose token was
 * removed or has expired. A stream was allowed once and then stays for days. Any thread.
 */
final class StreamWatch {
  private static final Duration CHECK_EVERY = Duration.ofSeconds(10);

  private final Scheduler scheduler;
  private final Map<Request, BooleanSupplier> open = new ConcurrentHashMap<>();
  private boolean checking;

  StreamWatch(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Watches a stream until it is completed. */
  void add(Request stream, BooleanSupplier mayRead) {
    open.put(stream, mayRead);
    Request.addCompletionListener(stream, failure -> open.remove(stream));
    synchronized (this) {
      if (!checking) {
        checking = true;
        later();
      }
    }
  }

  /** Ends now what is no longer allowed. */
  void check() {
    open.forEach(
        (stream, mayRead) -> {
          if (!mayRead.getAsBoolean()) {
            stream.getConnectionMetaData().getConnection().getEndPoint().close();
          }
        });
  }

  private void later() {
    scheduler.schedule(this::tick, CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    check();
    synchronized (this) {
      checking = !open.isEmpty();
      if (checking) {
        later();
      }
    }
  }
}
