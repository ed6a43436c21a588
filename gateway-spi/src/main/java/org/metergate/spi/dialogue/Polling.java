// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.LinkLostException;

/**
 * Decides when each meter of a link is asked. The schedule belongs to the meter and not to the
 * connection, since each question costs a battery meter some of its life: a question is due an
 * interval after the one before was due, also when the link was lost or the program was restarted
 * in between. A question counts from the moment it is asked. One that the link's loss cut off is
 * repeated when the next one is due, at the latest after an hour, and up to a minute later, so that
 * a loss that comes regularly does not meet it again. One that was cut off because the program or
 * the driver is to stop is repeated as soon as it goes on; if it is cut off again, it counts as one
 * that gave no reading. A meter that gave no reading is asked again after 30 s, then after twice as
 * long each time, up to its interval. A meter whose stored time cannot be true, because the clock
 * was set or the interval was changed, is asked at once.
 *
 * <p>Several meters share the link fairly: the one that has been due for longest is asked next, so
 * that a silent one costs the others no more than the time of its question.
 *
 * <p>Exists as long as the driver, all of whose sessions must have the same monotonic clock. Used
 * on the thread of the link.
 */
public final class Polling {
  /** The key of the meter's durable state: when the next question is due, and failures in a row. */
  static final String STATE = "next-question";

  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
  private static final Duration AFTER_LOSS = Duration.ofHours(1);
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
  private static final int MOST_FAILURES = 20;

  /** Is no whole part of a minute or an hour, as the times of restarts often are. */
  private static final Duration SHIFT = Duration.ofSeconds(57);

  private static final int SHIFTS_PER_INTERVAL = 64;

  private final List<Plan> plans = new ArrayList<>();

  /** Asks one meter. */
  @FunctionalInterface
  public interface Poll {

    /**
     * Asks a meter that is due.
     *
     * @param meter the configured name.
     * @return whether a reading was published.
     * @throws LinkLostException when the link is gone.
     * @throws InterruptedException when the program stops.
     */
    boolean poll(String meter) throws LinkLostException, InterruptedException;
  }

  /** Uses the time while no meter is due. */
  @FunctionalInterface
  public interface Idle {

    /**
     * Called until a meter is due, and at least once between two questions. It should read from the
     * link, so that its loss is noticed.
     *
     * @param longest when to return at the latest; may return earlier, and is then called again.
     * @throws LinkLostException when the link is gone.
     * @throws InterruptedException when the program stops.
     */
    void idle(Duration longest) throws LinkLostException, InterruptedException;
  }

  /** When a meter is asked. */
  private static final class Plan {
    private final String meter;
    private final Duration interval;
    private boolean begun;
    private DurableState state;
    private long due;
    private int failures;

    private Plan(String meter, Duration interval) {
      this.meter = meter;
      this.interval = interval;
    }

    /** Finds the stored plan; the one in memory is newer where this is not the first session. */
    private void begin(Session session, long nanos, Instant now) {
      state = session.meter(meter).state(STATE);
      if (!begun) {
        begun = true;
        due = nanos + stored(now).toNanos();
      }
    }

    /** Returns the time until the stored question; zero if it is unknown or cannot be true. */
    private Duration stored(Instant now) {
      String[] parts = state.get().orElse("").split(" ");
      if (parts.length != 2 || !parts[1].matches("\\d{1,2}")) {
        return Duration.ZERO;
      }
      try {
        failures = Math.min(Integer.parseInt(parts[1]), MOST_FAILURES);
        Duration left = Duration.between(now, Instant.parse(parts[0]));
        boolean possible = left.abs().compareTo(interval.plusNanos(shift())) <= 0;
        return possible ? left : Duration.ZERO; // the clock or the interval was changed
      } catch (DateTimeException | ArithmeticException e) {
        return Duration.ZERO;
      }
    }

    /**
     * Plans the next question for a monotonic time, and stores it as one of the wall clock, to the
     * second: meters that are due at the same time are so after a restart too, and keep their
     * order.
     */
    private void plan(long next, Session session) {
      due = next;
      Instant at = session.now().plusNanos(next - session.nanos()).plus(HALF_A_SECOND);
      state.put(at.truncatedTo(ChronoUnit.SECONDS) + " " + failures);
    }

    /**
     * Returns when the next question is due: an interval after this one was due, so that delays do
     * not add up; but an interval from now if that would be too soon after a late question.
     */
    private long regular(long now) {
      long step = interval.toNanos();
      long next = due + step;
      return next - now < step / 2 ? now + step : next;
    }

    /** Returns how much later than usual a question is repeated that was cut off. */
    private long shift() {
      return earlier(SHIFT.toNanos(), interval.toNanos() / SHIFTS_PER_INTERVAL);
    }

    private void fail() {
      failures = Math.min(failures + 1, MOST_FAILURES);
    }

    private long retry(long now) {
      Duration retry = FIRST_RETRY.multipliedBy(1L << failures - 1);
      return now + (retry.compareTo(interval) < 0 ? retry : interval).toNanos();
    }
  }

  /**
   * Creates a schedule in which each meter is due at once, unless it was asked before a restart.
   *
   * @param intervals by configured name, each longer than zero.
   */
  public Polling(Map<String, Duration> intervals) {
    intervals.forEach((meter, interval) -> plans.add(new Plan(meter, interval)));
    if (plans.isEmpty()
        || intervals.values().stream().anyMatch(i -> i.isZero() || i.isNegative())) {
      throw new IllegalArgumentException(
          "meters with intervals longer than zero, not " + intervals);
    }
  }

  /**
   * Asks the meters, each when it is due, until the link is lost.
   *
   * @param session of the link.
   * @param poll asks a meter.
   * @param idle uses the time in between, for example {@link Requester#idle(Duration)}.
   * @throws LinkLostException when the link is gone; the loop has no other normal end. Where
   *     nothing was outstanding, it has the time until the next question.
   * @throws InterruptedException when the program stops.
   */
  public void run(Session session, Poll poll, Idle idle)
      throws LinkLostException, InterruptedException {
    long begin = session.nanos();
    Instant now = session.now();
    plans.forEach(plan -> plan.begin(session, begin, now));
    boolean rested = true;
    while (true) {
      long nanos = session.nanos();
      Plan next = plans.stream().min(Comparator.comparingLong(p -> p.due - nanos)).orElseThrow();
      long left = next.due - nanos;
      if (left > 0 || !rested) {
        rest(idle, Duration.ofNanos(Math.max(0, left)));
        rested = true;
      } else {
        rested = false;
        ask(next, session, poll);
      }
    }
  }

  private static void rest(Idle idle, Duration left)
      throws LinkLostException, InterruptedException {
    try {
      idle.idle(left);
    } catch (LinkLostException e) {
      throw e.unneededFor().isPresent() ? e.whileUnneeded(left) : e;
    }
  }

  private static void ask(Plan plan, Session session, Poll poll)
      throws LinkLostException, InterruptedException {
    long began = session.nanos();
    long due = plan.due;
    long regular = plan.regular(began);
    plan.plan(earlier(regular, began + AFTER_LOSS.toNanos()) + plan.shift(), session);
    try {
      if (poll.poll(plan.meter)) {
        plan.failures = 0;
        plan.plan(regular, session);
      } else {
        plan.fail();
        plan.plan(earlier(regular, plan.retry(began)), session);
      }
    } catch (InterruptedException e) {
      plan.fail();
      plan.plan(plan.failures == 1 ? due : earlier(regular, plan.retry(began)), session);
      throw e; // the program or the driver is to stop
    }
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }
}
