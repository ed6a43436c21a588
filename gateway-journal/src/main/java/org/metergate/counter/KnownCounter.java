// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/** Where one counter stood when it was accepted last, and when it moved there. */
final class KnownCounter {
  /** A counter may change as rarely as once an hour, by the growth of the whole hour. */
  private static final Duration SHORTEST = Duration.ofHours(1);

  /** Before the first reading the program may not have run, and its clock may still be wrong. */
  private static final Duration ASLEEP = Duration.ofDays(30);

  /** A counter that began at zero is believed elsewhere after this many telegrams, or this long. */
  private static final int ENOUGH_TELEGRAMS = 10;

  private static final Duration ENOUGH_TIME = Duration.ofHours(1);

  /** Counts that rose by less than this part of what they were go on, whatever one of them is. */
  private static final double GOES_ON = 0.03;

  /**
   * What a counter shows.
   *
   * @param amount in the base unit of its dimension; null while its scale is not known.
   * @param count the integer of the wire; null if the wire has none.
   * @param open whether the wire has neither a value nor a scale.
   */
  record Amount(BigDecimal amount, BigDecimal count, boolean open) {
    /** Reads a measurement; exponent is the power of ten in Wh of open counts, or null. */
    static Amount of(Measurement m, Integer exponent) {
      if (m.value() instanceof Value.Decimal decimal) {
        return new Amount(decimal.number().multiply(GrowthLimits.unit(m)), m.raw(), false);
      }
      if (m.raw() == null) {
        return null;
      }
      boolean scaled = exponent != null && CounterRule.waitsForScale(m);
      return new Amount(scaled ? m.raw().scaleByPowerOfTen(exponent) : null, m.raw(), true);
    }

    boolean isZero() {
      return amount == null ? count.signum() == 0 : amount.signum() == 0;
    }

    /** How much one count is, in the base unit; null if that is not known. */
    Double size() {
      boolean known = amount != null && count != null && count.signum() != 0;
      return known ? amount.doubleValue() / count.doubleValue() : null;
    }
  }

  private Amount last;
  private Instant moved;
  private boolean fresh;
  private boolean released;
  private Instant doubtedAt;
  private BigDecimal candidate;
  private Instant candidateSince;
  private int candidates;

  /** A counter; {@code fresh} says that the program did not see it move there in this run. */
  KnownCounter(Amount last, Instant moved, boolean fresh) {
    this.last = last;
    this.moved = moved;
    this.fresh = fresh;
  }

  Amount last() {
    return last;
  }

  Instant moved() {
    return moved;
  }

  boolean isReleased() {
    return released;
  }

  /** Accepts whatever comes next. */
  void release() {
    released = true;
  }

  /** Takes {@link #release} back: what comes next is compared. */
  void takeBackRelease() {
    released = false;
  }

  void accept(Amount now, Instant at) {
    last = now;
    moved = at;
    fresh = false;
    released = false;
    rest();
  }

  /** The counter stands where it stood; its scale may be known by now. */
  void rest(Amount now) {
    last = now;
    rest();
  }

  private void rest() {
    doubtedAt = null;
    candidate = null;
    candidates = 0;
  }

  /** The scale of open counts was decided in another way: they are compared as counts once. */
  void reinterpret() {
    if (last.open() && last.count() != null) {
      last = new Amount(null, last.count(), true);
    }
  }

  /** Takes the scale that counts have had until now. */
  void scale(int exponent) {
    if (last.open() && last.amount() == null && last.count() != null) {
      last = new Amount(last.count().scaleByPowerOfTen(exponent), last.count(), true);
    }
  }

  /**
   * Returns how far the counter went since, in the base unit, or in counts where nobody knows what
   * they are; null if nothing can be compared. Where counts go on and what one is has changed, a
   * decision or the configuration has changed it, and the counts are compared.
   */
  BigDecimal growth(Amount now) {
    boolean counts = now.count() != null && last.count() != null;
    boolean amounts = now.amount() != null && last.amount() != null;
    if (!counts && !amounts) {
      return null;
    }
    BigDecimal byCount = counts ? now.count().subtract(last.count()) : null;
    boolean redefined = counts && (fresh || last.open() != now.open()) && goesOn(byCount);
    if (amounts && !redefined) {
      return now.amount().subtract(last.amount());
    }
    return now.size() == null ? byCount : byCount.multiply(BigDecimal.valueOf(now.size()));
  }

  private boolean goesOn(BigDecimal byCount) {
    return byCount.signum() >= 0 && byCount.doubleValue() <= GOES_ON * last.count().doubleValue();
  }

  /** The time since the counter moved; it stays fixed while the counter is in doubt. */
  Duration since(Instant now) {
    return Duration.between(moved, doubtedAt == null ? now : doubtedAt);
  }

  /** The time in which the counter could grow; the program may not have run all the time. */
  Duration time(Instant now) {
    Duration since = since(now);
    Duration least = fresh ? ASLEEP : SHORTEST;
    return since.compareTo(least) < 0 ? least : since;
  }

  /** Stops the time for {@link #since}: what comes now is in doubt. */
  void doubt(Instant now) {
    doubtedAt = doubtedAt == null ? now : doubtedAt;
  }

  /**
   * Notes a value that is too far away.
   *
   * @param test judges the steps between such values.
   * @return whether the counter is believed now: it began at exactly zero, and the value stays.
   */
  boolean leapt(Amount now, Instant at, GrowthTest test) {
    doubt(at);
    if (!last.isZero()) {
      return false;
    }
    BigDecimal number = now.amount() == null ? now.count() : now.amount();
    boolean stays =
        candidate != null
            && number.compareTo(candidate) >= 0
            && test.possible(number.subtract(candidate), SHORTEST);
    if (!stays) {
      candidates = 0;
      candidateSince = at;
    }
    candidate = number;
    candidates++;
    boolean forLong = candidates > 1 && !at.isBefore(candidateSince.plus(ENOUGH_TIME));
    return candidates >= ENOUGH_TELEGRAMS || forLong;
  }

  /** Writes what {@link #parse} reads. */
  String text() {
    BigDecimal amount = last.amount();
    BigDecimal count = last.count();
    boolean same = !last.open() && count != null && amount.compareTo(count) == 0;
    String counted = count == null ? "/" : (last.open() ? "/~" : "/") + count.toPlainString();
    return (amount == null ? "" : amount.toPlainString())
        + (same ? "" : counted)
        + "@"
        + moved.getEpochSecond()
        + (released ? "!" : "");
  }

  /** Reads a text of {@link #text}; throws a RuntimeException where it has another form. */
  static KnownCounter parse(String text) {
    boolean released = text.endsWith("!");
    String[] parts = (released ? text.substring(0, text.length() - 1) : text).split("@");
    Instant moved = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    String[] numbers = parts[0].split("/", 2);
    boolean open = numbers.length == 2 && numbers[1].startsWith("~");
    BigDecimal amount = numbers[0].isEmpty() ? null : new BigDecimal(numbers[0]);
    BigDecimal count = amount;
    if (numbers.length == 2) {
      String counted = numbers[1].substring(open ? 1 : 0);
      count = counted.isEmpty() ? null : new BigDecimal(counted);
    }
    if (amount == null && count == null) {
      throw new NumberFormatException(text);
    }
    KnownCounter known = new KnownCounter(new Amount(amount, count, open), moved, true);
    known.released = released;
    return known;
  }

  /** Judges a growth over a time. */
  interface GrowthTest {
    boolean possible(BigDecimal growth, Duration time);
  }
}
