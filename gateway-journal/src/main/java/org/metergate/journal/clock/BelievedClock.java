// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.clock;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.time.TimeSource;

/**
 * The wall clock as far as something may be deleted because of it. A clock is believed when, while
 * the program ran, it went with the monotonic clock for 24 hours. When it is set by more than two
 * minutes, the former time goes on with the monotonic clock until the new one has lasted for 24
 * hours: so a clock that is wrong for less than a day has no consequences. Between two boots, of
 * which nothing is known, a clock may advance by a day; otherwise it starts again, and the believed
 * time goes on from where it was. Used by one thread at a time.
 */
public final class BelievedClock {
  private static final long LASTS = Duration.ofHours(24).toMillis();
  private static final long SAME = Duration.ofMinutes(2).toMillis();
  private static final long LONGEST_PAUSE = Duration.ofHours(24).toMillis();
  private static final int FIELDS = 6;

  private final TimeSource time;
  private final String boot;

  /** Of the monotonic clock. */
  private long last;

  /** Milliseconds from the monotonic clock to the wall clock that is watched. */
  private long offset;

  /** For how many milliseconds of running the watched clock has lasted. */
  private long lasted;

  /** Milliseconds from the monotonic clock to the believed time; null until a clock is believed. */
  private Long believed;

  /** How many milliseconds the program has run with this journal. */
  private long run;

  /**
   * Continues where a state ended.
   *
   * @param boot the id of the present boot; empty if it has none.
   * @param state from {@link #state()}; an empty or unreadable one starts again.
   */
  public BelievedClock(TimeSource time, String boot, String state) {
    this.time = time;
    this.boot = boot.isEmpty() ? "-" : boot;
    last = steady();
    offset = offset();
    String[] words = state.split(" ");
    if (words.length == FIELDS) {
      try {
        restore(words);
      } catch (NumberFormatException e) {
        lasted = 0;
        believed = null;
      }
    }
  }

  private void restore(String[] words) {
    long then = Long.parseLong(words[1]);
    long oldOffset = Long.parseLong(words[2]);
    lasted = Long.parseLong(words[3]);
    believed = words[4].equals("-") ? null : Long.valueOf(words[4]);
    run = Long.parseLong(words[5]);
    if (words[0].equals(boot) && !boot.equals("-") && then <= last) {
      offset = oldOffset;
      return;
    }
    long pause = time.now().toEpochMilli() - (then + oldOffset);
    if (pause < -SAME || pause > LONGEST_PAUSE) {
      lasted = 0;
    }
    if (believed != null) {
      believed = lasted >= LASTS ? offset : believed + then - last;
    }
  }

  /**
   * Compares the clocks; to be called about once a minute.
   *
   * @param set whether the machine's clock was set since it started.
   */
  public void update(boolean set) {
    long now = steady();
    long passed = Math.max(0, now - last);
    last = now;
    run += passed;
    long present = offset();
    if (!set || Math.abs(present - offset) > SAME) {
      offset = present;
      lasted = 0;
    } else {
      lasted += passed;
    }
    if (lasted >= LASTS) {
      believed = present;
    }
  }

  /** The believed time, UTC milliseconds; empty until a clock has lasted for 24 hours. */
  public OptionalLong now() {
    return believed == null ? OptionalLong.empty() : OptionalLong.of(steady() + believed);
  }

  /** For how long the program has run with this journal, in all its starts, milliseconds. */
  public long run() {
    return run;
  }

  /** What a later start continues from: one line. */
  public String state() {
    return String.join(
        " ",
        boot,
        Long.toString(last),
        Long.toString(offset),
        Long.toString(lasted),
        believed == null ? "-" : believed.toString(),
        Long.toString(run));
  }

  private long offset() {
    return time.now().toEpochMilli() - steady();
  }

  private long steady() {
    return TimeUnit.NANOSECONDS.toMillis(time.nanos());
  }
}
