// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.spi.time.TimeSource;

/**
 * Tells systemd how the gateway is: that it starts, is ready, is reloaded and stops, its verdict as
 * the status line, and that it lives. The watchdog is fed at half its period, only while every
 * thread that must answer has answered within the period. A message that cannot be sent is logged,
 * and stops nothing. Any thread.
 */
public final class SystemdService implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("metergate");

  /** How long a start may take that goes on; systemd kills one that does not ask for more time. */
  private static final Duration LONGEST_START = Duration.ofHours(1);

  private static final Duration MORE_TIME = Duration.ofMinutes(3);
  private static final Duration USUAL_PERIOD = Duration.ofMinutes(2);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CHECKS_PER_PERIOD = 16;
  private static final int MOST_FRAMES = 30;
  private static final int LONGEST_STATUS = 400;

  private final Notifications notifications;
  private final TimeSource time;
  private final boolean watched;
  private final Duration period;
  private final Duration interval;
  private final ThreadWatch watch;
  private final Thread feeder = new Thread(this::feed, "service-watchdog");
  private final Thread reporter = new Thread(this::report, "service-status");
  private final long began;
  private volatile Supplier<List<Answering>> threads;
  private volatile Supplier<String> verdict = () -> "";
  private volatile boolean stopping;
  private volatile String complaint = "";
  private volatile boolean failing;
  private volatile boolean readyUnsaid;
  private List<Answering> silent = List.of();
  private volatile String status = "";
  private volatile long fed;

  /**
   * Prepares for the systemd that started this process.
   *
   * @param settings from its environment.
   * @param time the clock for pauses.
   */
  public SystemdService(ServiceSettings settings, TimeSource time) {
    this(settings, new NotifyCommand(List.of("systemd-notify"), settings.socket(), PATIENCE), time);
  }

  SystemdService(ServiceSettings settings, Notifications notifications, TimeSource time) {
    this.notifications = notifications;
    this.time = time;
    this.watched = settings.watchdog().isPresent();
    this.period = settings.watchdog().orElse(USUAL_PERIOD);
    Duration often = period.dividedBy(CHECKS_PER_PERIOD);
    this.interval = often.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : often;
    this.watch = new ThreadWatch(time, period, interval);
    this.began = time.nanos();
    this.fed = began;
    feeder.setDaemon(true);
    reporter.setDaemon(true);
  }

  /** Asks systemd for time: a start may repair a large journal. Until {@link #ready}. */
  public void starting() {
    feeder.start();
  }

  /**
   * Says that the gateway is up, and watches it from now on.
   *
   * @param answering the threads that must answer now; called often, must not wait.
   * @param status one sentence about the gateway; may take a while.
   */
  public void ready(Supplier<List<Answering>> answering, Supplier<String> status) {
    verdict = status;
    String first = line(status.get());
    sayReady("STATUS=" + first);
    fed = time.nanos();
    this.status = first;
    threads = answering;
    reporter.start();
  }

  /**
   * Says that the gateway is being reloaded while it is.
   *
   * @param <T> what the reload returns.
   * @param <E> how it fails.
   * @param reload runs on the calling thread.
   * @return what it returned.
   * @throws E if it does.
   */
  public <T, E extends Exception> T reloading(Reload<T, E> reload) throws E {
    send("RELOADING=1");
    try {
      return reload.run();
    } finally {
      sayReady("STATUS=" + status);
    }
  }

  /** Without this word the start or the reload would fail: it is repeated until it is heard. */
  private void sayReady(String withStatus) {
    readyUnsaid = !send("READY=1", withStatus);
  }

  /**
   * A reload.
   *
   * @param <T> what it returns.
   * @param <E> how it fails.
   */
  @FunctionalInterface
  public interface Reload<T, E extends Exception> {
    /**
     * Runs it.
     *
     * @return its outcome.
     * @throws E if it fails.
     */
    T run() throws E;
  }

  /** Says that the gateway stops; from now on its threads may end. */
  public void stopping() {
    if (!stopping) {
      stopping = true;
      send("STOPPING=1", "STATUS=Stopping.");
    }
  }

  /** Ends both threads. */
  @Override
  public void close() {
    stopping();
    feeder.interrupt();
    reporter.interrupt();
  }

  private void feed() {
    try {
      while (!stopping) {
        try {
          check();
        } catch (RuntimeException | OutOfMemoryError e) {
          LOG.log(System.Logger.Level.WARNING, "The watchdog could not be fed this time.", e);
        }
        time.pause(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at the threads once, and feeds the watchdog if it is time. */
  void check() {
    Supplier<List<Answering>> now = threads;
    if (now == null) {
      askForTime();
      return;
    }
    List<Answering> found = watch.silent(now.get());
    complain(found);
    // a word that was not heard is repeated with the next check, before the period is over
    if (watched
        && found.isEmpty()
        && time.nanos() - fed >= period.dividedBy(2).toNanos()
        && send("WATCHDOG=1")) {
      fed = time.nanos();
    }
  }

  private void askForTime() {
    long now = time.nanos();
    if (now - fed >= MORE_TIME.dividedBy(2).toNanos() && now - began < LONGEST_START.toNanos()) {
      fed = now;
      send("EXTEND_TIMEOUT_USEC=" + MORE_TIME.toNanos() / 1000, "STATUS=Starting.");
    }
  }

  private void complain(List<Answering> found) {
    for (Answering one : found) {
      if (!silent.contains(one)) {
        LOG.log(System.Logger.Level.ERROR, sentence(one), stackOf(one.thread()));
      }
    }
    for (Answering one : silent) {
      if (!found.contains(one)) {
        LOG.log(System.Logger.Level.INFO, one.name() + " answers again.");
      }
    }
    if (!found.isEmpty() && !found.equals(silent)) {
      complaint = sentence(found.get(0));
      status = line(complaint);
      send("STATUS=" + status);
    } else if (found.isEmpty()) {
      complaint = "";
    }
    silent = found;
  }

  private String sentence(Answering one) {
    return one.name()
        + " has not answered for "
        + period.toSeconds()
        + " s"
        + (watched ? "; systemd starts the gateway again unless it goes on." : ".");
  }

  /** The stack of another thread, in the form in which a log shows one. */
  private static Throwable stackOf(Thread thread) {
    Throwable shown = new ThreadStack(thread);
    StackTraceElement[] frames = thread.getStackTrace();
    shown.setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, MOST_FRAMES)));
    return shown;
  }

  /** Where a thread is; never thrown. */
  private static final class ThreadStack extends Exception {
    private static final long serialVersionUID = 1;
    private final String where;

    ThreadStack(Thread thread) {
      super(null, null, false, true);
      where = "The thread " + thread.getName() + " is " + thread.getState();
    }

    @Override
    public String toString() {
      return where;
    }
  }

  private void report() {
    try {
      while (!stopping) {
        time.pause(STATUS_INTERVAL);
        reportStatus();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends the verdict if it has changed, and nothing complains of a thread. */
  void reportStatus() {
    try {
      String now = complaint.isEmpty() ? line(verdict.get()) : line(complaint);
      if (readyUnsaid) {
        sayReady("STATUS=" + now);
      } else if (!now.equals(status) && !stopping) {
        send("STATUS=" + now);
        status = now;
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "no status for systemd", e);
    }
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() <= LONGEST_STATUS ? line : line.substring(0, LONGEST_STATUS) + "…";
  }

  private boolean send(String... assignments) {
    Optional<String> failure = notifications.send(assignments);
    if (failure.isPresent() && !failing) {
      LOG.log(
          System.Logger.Level.WARNING,
          "systemd could not be told "
              + assignments[0]
              + ": "
              + failure.get()
              + ". It starts a service again that it does not hear of:"
              + " see WatchdogSec= in 'systemctl cat metergate'.");
    } else if (failure.isEmpty() && failing) {
      LOG.log(System.Logger.Level.INFO, "systemd is told again how the gateway is.");
    }
    failing = failure.isPresent();
    return failure.isEmpty();
  }
}
