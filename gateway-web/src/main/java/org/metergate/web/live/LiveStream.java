// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.metergate.web.html.PageFragment;

/**
 * Updates open pages by server-sent events (HTML Living Standard, 9.2). While pages are open it
 * renders them soon after a change is notified, and every two seconds for changes that are not;
 * what differs from the last rendering is sent. While none is open it does nothing. Any thread.
 */
public final class LiveStream {
  /** A write that takes longer is not merely in progress. */
  private static final long BLOCKED_NANOS = Duration.ofSeconds(1).toNanos();

  private final Function<String, List<PageFragment>> pages;
  private final String build;
  private final Supplier<String> now;
  private final Executor executor;
  private final Scheduler scheduler;
  private final Limits limits;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean updateIsDue = new AtomicBoolean();
  private final Map<String, LiveSnapshot> pictures = new ConcurrentHashMap<>();
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
   * @param pages renders the parts of a page; of none for a page that does not exist.
   * @param build of the program's files.
   * @param now the gateway's time as text.
   * @param executor runs the updates.
   * @param scheduler triggers them.
   */
  public LiveStream(
      Function<String, List<PageFragment>> pages,
      String build,
      Supplier<String> now,
      Executor executor,
      Scheduler scheduler,
      Limits limits) {
    this.pages = pages;
    this.build = build;
    this.now = now;
    this.executor = executor;
    this.scheduler = scheduler;
    this.limits = limits;
  }

  /**
   * Opens a stream to a page and sends it all values once. If too many are open already, one of
   * them gives way: the one that has accepted nothing for the longest time, else the oldest.
   *
   * @param view which page it is.
   * @param response with its headers set, not yet committed.
   * @param request is completed when the stream ends.
   * @return false if the server is being closed or there is no such page or no stream; then nothing
   *     was sent.
   */
  public boolean open(String view, Response response, Callback request) {
    List<PageFragment> parts = pages.apply(view);
    LiveClient client;
    List<LiveClient> surplus = new ArrayList<>();
    synchronized (this) {
      if (closed || limits.clients() == 0 || parts.isEmpty()) {
        return false;
      }
      show(view, parts);
      while (clients.size() >= limits.clients()) {
        surplus.add(dispensable());
        clients.remove(surplus.get(surplus.size() - 1));
      }
      client =
          new LiveClient(view, response, request, build, () -> picture(view), now, clients::remove);
      clients.add(client);
      if (!ticking) {
        ticking = true;
        lastBeat = System.nanoTime();
        tickLater();
      }
    }
    surplus.forEach(LiveClient::giveWay);
    clients.forEach(LiveClient::advance); // others see this rendering, too
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
      pictures.replaceAll((view, picture) -> picture.withBeat());
    }
    clients.forEach(LiveClient::advance);
  }

  private void renderAndSend() {
    synchronized (this) {
      Set<String> open = clients.stream().map(LiveClient::view).collect(Collectors.toSet());
      pictures.keySet().retainAll(open);
      open.forEach(view -> show(view, pages.apply(view)));
    }
    clients.forEach(LiveClient::advance);
  }

  private void show(String view, List<PageFragment> parts) {
    pictures.put(view, picture(view).with(parts));
  }

  /** Returns what a page should show; before its first rendering, and after its last, nothing. */
  private LiveSnapshot picture(String view) {
    return pictures.getOrDefault(view, LiveSnapshot.empty());
  }
}
