// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.metergate.web.html.PageFragment;

/**
 * Updates open pages by server-sent events (HTML Living Standard, 9.2). While pages are open it
 * renders the page soon after a change is notified, and every two seconds for changes that are not;
 * what differs from the last rendering is sent. While none is open it does nothing. Any thread.
 */
public final class LiveStream {
  /** A write that takes longer is not merely in progress. */
  private static final long BLOCKED_NANOS = Duration.ofSeconds(1).toNanos();

  private final Supplier<List<PageFragment>> page;
  private final String build;
  private final Supplier<String> now;
  private final Executor executor;
  private final Scheduler scheduler;
  private final Limits limits;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean updateIsDue = new AtomicBoolean();
  private volatile LiveSnapshot picture = LiveSnapshot.empty();
  private boolean ticking;
  private boolean closed;
  private volatile boolean failing;
  private volatile long lastBeat;

  /**
   * Limits and intervals of the stream.
   *
   * @param clients how many pages may be open at once; 0 for a page that polls.
   * @param heartbeat interval of the heartbeat, which is sent even if nothing changed.
   * @param refresh how often to render when no change is notified.
   * @param settle how long to wait after a change for others that belong to it.
   */
  public record Limits(int clients, Duration heartbeat, Duration refresh, Duration settle) {
    /** The limits of the program. */
    public static final Limits STANDARD =
        new Limits(20, Duration.ofSeconds(15), Duration.ofSeconds(2), Duration.ofMillis(150));
  }

  /**
   * Starts nothing yet.
   *
   * @param page renders the parts.
   * @param now the gateway's time as text.
   * @param executor runs the updates.
   * @param scheduler triggers them.
   */
  public LiveStream(
      Supplier<List<PageFragment>> page,
      String build,
      Supplier<String> now,
      Executor executor,
      Scheduler scheduler,
      Limits limits) {
    this.page = page;
    this.build = build;
    this.now = now;
    this.executor = executor;
    this.scheduler = scheduler;
    this.limits = limits;
  }

  /**
   * Opens a stream to a page and sends it all parts once. If too many are open already, one of them
   * gives way: the one that has accepted nothing for the longest time, else the oldest.
   *
   * @param response with its headers set, not yet committed.
   * @param request is completed when the stream ends.
   * @return false if the page is being closed or has no streams; then nothing was sent.
   */
  public boolean open(Response response, Callback request) {
    renderAndSend();
    LiveClient client;
    List<LiveClient> surplus = new ArrayList<>();
    synchronized (this) {
      if (closed || limits.clients() == 0) {
        return false;
      }
      while (clients.size() >= limits.clients()) {
        surplus.add(dispensable());
        clients.remove(surplus.get(surplus.size() - 1));
      }
      client = new LiveClient(response, request, build, () -> picture, now, clients::remove);
      clients.add(client);
      if (!ticking) {
        ticking = true;
        lastBeat = System.nanoTime();
        tickLater();
      }
    }
    surplus.forEach(LiveClient::giveWay);
    client.advance();
    return true;
  }

  private LiveClient dispensable() {
    long now = System.nanoTime();
    return clients.stream()
        .min(
            Comparator.comparingLong(
                    (LiveClient one) -> one.blockedFor() > BLOCKED_NANOS ? -one.blockedFor() : 0)
                .thenComparingLong(one -> one.opened() - now))
        .orElseThrow();
  }

  /** Notifies the stream that something may have changed; returns at once. */
  public void changed() {
    if (!clients.isEmpty() && updateIsDue.compareAndSet(false, true)) {
      later(
          limits.settle(),
          () -> {
            updateIsDue.set(false);
            renderAndSend();
          });
    }
  }

  /** Returns how many pages are open. */
  public int clients() {
    return clients.size();
  }

  /** Ends all streams and accepts no more. */
  public void close() {
    synchronized (this) {
      closed = true;
    }
    clients.forEach(LiveClient::end);
    clients.clear();
  }

  private void tickLater() {
    later(limits.refresh(), this::tick);
  }

  private void tick() {
    synchronized (this) {
      ticking = !closed && !clients.isEmpty();
      if (!ticking) {
        return;
      }
    }
    try {
      if (System.nanoTime() - lastBeat >= limits.heartbeat().toNanos()) {
        beat();
      }
      renderAndSend();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        failing = true; // logged once: the next attempt is two seconds away
        System.getLogger(LiveStream.class.getName())
            .log(System.Logger.Level.WARNING, "the page cannot be rendered", e);
      }
    } finally {
      tickLater();
    }
  }

  private void later(Duration delay, Runnable task) {
    scheduler.schedule(() -> executor.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void beat() {
    synchronized (this) {
      lastBeat = System.nanoTime();
      picture = picture.withBeat();
    }
    clients.forEach(LiveClient::advance);
  }

  private void renderAndSend() {
    synchronized (this) {
      picture = picture.with(page.get());
    }
    clients.forEach(LiveClient::advance);
  }
}
