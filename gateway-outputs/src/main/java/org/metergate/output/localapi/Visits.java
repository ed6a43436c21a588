// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Bounds the connections: none from elsewhere than the allowed networks, which are closed before a
 * byte is read or written; a given number at once; and each for a short time, since it serves one
 * request. When there are too many, one that has taken long gives way, else the new one. Any
 * thread.
 */
final class Visits implements Connection.Listener {
  /** How many there are at once. */
  static final int MOST = 32;

  /** From the connection to the end of the answer, however steadily bytes arrive. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final long PATIENCE = Duration.ofMillis(500).toNanos();

  private record Visit(long since, Scheduler.Task end) {}

  private final Predicate<InetAddress> admits;
  private final Scheduler scheduler;
  private final Map<Connection, Visit> open = new LinkedHashMap<>();

  Visits(Predicate<InetAddress> admits, Scheduler scheduler) {
    this.admits = admits;
    this.scheduler = scheduler;
  }

  @Override
  public void onOpened(Connection connection) {
    boolean admitted =
        connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress peer
            && peer.getAddress() != null
            && admits.test(peer.getAddress());
    if (!admitted) {
      connection.getEndPoint().close();
      return;
    }
    add(connection).ifPresent(surplus -> surplus.getEndPoint().close());
  }

  /** Returns who has to leave for it. */
  private synchronized Optional<Connection> add(Connection connection) {
    long now = System.nanoTime();
    Optional<Connection> surplus = Optional.empty();
    if (open.size() >= MOST) {
      Map.Entry<Connection, Visit> eldest = open.entrySet().iterator().next();
      if (now - eldest.getValue().since() < PATIENCE) {
        return Optional.of(connection);
      }
      surplus = Optional.of(eldest.getKey());
      open.remove(eldest.getKey()).end().cancel();
    }
    Scheduler.Task end =
        scheduler.schedule(
            () -> connection.getEndPoint().close(), LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    open.put(connection, new Visit(now, end));
    return surplus;
  }

  @Override
  public void onClosed(Connection connection) {
    Visit visit;
    synchronized (this) {
      visit = open.remove(connection);
    }
    if (visit != null) {
      visit.end().cancel();
    }
  }

  /** Returns how many there are. */
  synchronized int count() {
    return open.size();
  }
}
