// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Bounds the connections of the page in number and in time. A request's header must be complete a
 * given time after its first byte, or after the connection was opened, however steadily bytes
 * arrive; a limit for idleness alone would let a connection that sends a byte a second stay for
 * ever. Jetty's own limit of connections stops to accept others instead, and accepting again fails
 * at times with a cancelled key (12.1.14), after which the port is closed. When there are too many
 * connections, one gives way to the new one: the one whose request is unfinished the longest, else
 * the one that is idle the longest, else the oldest stream of events, else the one that waits for
 * its answer the longest. A new connection is thus accepted within a second, so that the page and
 * {@code /health} can be reached. Connections are not counted by their address: those of this
 * machine and of a proxy all have the same. With TLS a request's connection is inside that of TLS;
 * both are one here, by their end at the network. Any thread.
 */
final class ConnectionBounds extends Handler.Wrapper implements Connection.Listener {
  private static final Duration CHECK_EVERY = Duration.ofMillis(250);

  /**
   * In a burst of connections one that has just been opened is not slow, only not answered yet;
   * meanwhile there may be more than the limit.
   */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Limits limits;
  private final Scheduler scheduler;
  private final Map<EndPoint, Progress> open = new ConcurrentHashMap<>();
  private boolean checking;

  /**
   * How long a connection may take, and how many there may be.
   *
   * @param connections at once; up to eight times as many in a burst, until one of them is slow.
   * @param header from the first byte of a request to the end of its header.
   * @param idle between an answer and the next request.
   * @param answer from the end of the header to the end of the answer, streams of events excepted.
   */
  record Limits(int connections, Duration header, Duration idle, Duration answer) {
    /** The limits of the program. */
    static final Limits STANDARD =
        new Limits(64, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));
  }

  private static final int BURST = 8;

  /** What a connection does; the first gives way first. */
  private enum Phase {
    REQUESTING,
    IDLE,
    STREAMING,
    ANSWERING
  }

  /**
   * How far a connection is.
   *
   * @param connection the innermost.
   * @param since when the phase began, of {@link System#nanoTime}.
   * @param received bytes at that moment.
   */
  private record Progress(Connection connection, Phase phase, long since, long received) {

    boolean mayGiveWay(long now) {
      return phase == Phase.IDLE || now - since > GRACE.toNanos();
    }
  }

  /**
   * Bounds nothing yet: to be added to the connector, too.
   *
   * @param handler answers the requests.
   * @param scheduler checks the times, also while all threads are busy.
   */
  ConnectionBounds(Handler handler, Limits limits, Scheduler scheduler) {
    super(handler);
    this.limits = limits;
    this.scheduler = scheduler;
  }

  @Override
  public void onOpened(Connection connection) {
    open.merge(
        end(connection),
        begun(connection, Phase.REQUESTING),
        (outer, inner) ->
            new Progress(connection, Phase.REQUESTING, outer.since(), inner.received()));
    makeRoom();
    synchronized (this) {
      if (!checking) {
        checking = true;
        checkLater();
      }
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.computeIfPresent(
        end(connection), (end, own) -> own.connection() == connection ? null : own);
  }

  /** Returns the end of a connection at the network. */
  private static EndPoint end(Connection connection) {
    EndPoint end = connection.getEndPoint();
    while (end instanceof EndPoint.Wrapper wrapper) {
      end = wrapper.unwrap();
    }
    return end;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    boolean stream = Request.getPathInContext(request).equals(PageHandler.LIVE);
    move(connection, stream ? Phase.STREAMING : Phase.ANSWERING);
    Request.addCompletionListener(request, failure -> move(connection, Phase.IDLE));
    return super.handle(request, response, callback);
  }

  /** Closes the slowest connections, as many as there are too many. */
  private void makeRoom() {
    int surplus = open.size() - limits.connections();
    if (surplus <= 0) {
      return;
    }
    long now = System.nanoTime();
    boolean burst = surplus < (BURST - 1) * limits.connections();
    open.entrySet().stream()
        .filter(one -> !burst || one.getValue().mayGiveWay(now))
        .sorted(
            Comparator.comparing((Map.Entry<EndPoint, Progress> one) -> one.getValue().phase())
                .thenComparing(one -> one.getValue().since() - now))
        .limit(surplus)
        .forEach(one -> close(one.getKey(), one.getValue()));
  }

  private static Progress begun(Connection connection, Phase phase) {
    return new Progress(connection, phase, System.nanoTime(), connection.getBytesIn());
  }

  /** Does nothing for a connection that is closed already. */
  private void move(Connection connection, Phase phase) {
    open.computeIfPresent(end(connection), (same, before) -> begun(connection, phase));
  }

  /** Closes a connection unless it has moved on meanwhile. */
  private void close(EndPoint end, Progress progress) {
    if (open.remove(end, progress)) {
      end.close();
    }
  }

  private void checkLater() {
    scheduler.schedule(this::check, CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void check() {
    open.forEach(this::check);
    makeRoom();
    synchronized (this) {
      checking = !open.isEmpty();
      if (checking) {
        checkLater();
      }
    }
  }

  private void check(EndPoint end, Progress progress) {
    Connection connection = progress.connection();
    if (progress.phase() == Phase.IDLE && connection.getBytesIn() > progress.received()) {
      // the next request has begun since the last check; unless its header is complete by now
      open.replace(end, progress, begun(connection, Phase.REQUESTING));
    } else if (progress.phase() != Phase.STREAMING
        && System.nanoTime() - progress.since() > limit(progress.phase()).toNanos()) {
      close(end, progress);
    }
  }

  private Duration limit(Phase phase) {
    return switch (phase) {
      case REQUESTING -> limits.header();
      case IDLE -> limits.idle();
      default -> limits.answer();
    };
  }
}
