// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Duration;
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

/**
 * Keeps open pages fresh by server-sent events (HTML Living Standard, 9.2). While pages are open it
 * looks at the page soon after a change is told, and every two seconds for what nobody tells; what
 * differs from the last look is sent. While none is open it does nothing. Any thread.
 */
final class LiveStream {
  private final Supplier<List<PageFragment>> look;
  private final String build;
  private final Supplier<String> now;
  private final Executor executor;
  private final Scheduler scheduler;
  private final Limits limits;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean lookIsDue = new AtomicBoolean();
  private volatile LivePicture picture = LivePicture.empty();
  private boolean ticking;
  private boolean closed;
  private volatile boolean failing;
  private volatile long lastBeat;

  /**
   * How much the stream does and how often.
   *
   * @param clients how many pages may be open at once.
   * @param heartbeat after how long a word is sent where there is no news.
   * @param look how often to look where nobody tells of a change.
   * @param settle how long to wait after a change for others that come with it.
   */
  record Limits(int clients, Duration heartbeat, Duration look, Duration settle) {
    /** The limits of the program. */
    static final Limits STANDARD =
        new Limits(20, Duration.ofSeconds(15), Duration.ofSeconds(2), Duration.ofMillis(150));
  }

  /**
   * Starts nothing yet.
   *
   * @param page renders the parts.
   * @param now the gateway's time as text.
   * @param executor runs the looks.
   * @param scheduler wakes them.
   */
  LiveStream(
      Supplier<List<PageFragment>> page,
      String build,
      Supplier<String> now,
      Executor executor,
      Scheduler scheduler,
      Limits limits) {
    this.look = page;
    this.build = build;
    this.now = now;
    this.executor = executor;
    this.scheduler = scheduler;
    this.limits = limits;
  }

  /**
   * Opens a stream to a page and sends it everything once.
   *
   * @param response with its headers set, not yet committed.
   * @param request is completed when the stream ends.
   * @return false where there are too many already; nothing was sent then.
   */
  boolean open(Response response, Callback request) {
    lookAndSend();
    LiveClient client;
    synchronized (this) {
      if (closed || clients.size() >= limits.clients()) {
        beat(); // whoever closed the page unnoticed is found out by it
        return false;
      }
      client = new LiveClient(response, request, build, () -> picture, now, clients::remove);
      clients.add(client);
      if (!ticking) {
        ticking = true;
        lastBeat = System.nanoTime();
        tickLater();
      }
    }
    client.advance();
    return true;
  }

  /** Says that something may have changed; returns at once. */
  void changed() {
    if (!clients.isEmpty() && lookIsDue.compareAndSet(false, true)) {
      later(
          limits.settle(),
          () -> {
            lookIsDue.set(false);
            lookAndSend();
          });
    }
  }

  /** Returns how many pages are open. */
  int clients() {
    return clients.size();
  }

  /** Ends all streams and takes no more. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    clients.forEach(LiveClient::end);
    clients.clear();
  }

  private void tickLater() {
    later(limits.look(), this::tick);
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
      lookAndSend();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        failing = true; // told once: the next look is two seconds away
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
      picture = picture.beaten();
    }
    clients.forEach(LiveClient::advance);
  }

  private void lookAndSend() {
    synchronized (this) {
      picture = picture.with(look.get());
    }
    clients.forEach(LiveClient::advance);
  }
}
