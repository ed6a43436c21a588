// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.reading.Measurement;

/** Counts one line during one session. One thread. */
final class LineCounter {
  private static final long STUCK = Duration.ofHours(6).toNanos();
  private static final BigDecimal NOTABLE = new BigDecimal("0.9");

  /** This many short changes for each pulse are more than the bounce of a contact. */
  private static final long MANY = 100;

  private final PulseLine line;
  private final PulseTimes times;
  private final CountedTotal total;
  private final MeterSession meter;
  private final PulseFilter filter;
  private final PulseRate rate;
  private long sequence = Edge.UNNUMBERED;
  private long edges;
  private long lastEdge;
  private long seen;
  private long accepted;
  private long lastAccepted;
  private long tooFast;
  private long reportedTooFast;
  private long reportedDropped;
  private long publishedAccepted;
  private Optional<BigDecimal> publishedRate = Optional.empty();

  LineCounter(
      PulseLine line, PulseTimes times, CountedTotal total, MeterSession meter, boolean level) {
    this.line = line;
    this.times = times;
    this.total = total;
    this.meter = meter;
    this.filter = new PulseFilter(times, level, meter.nanos());
    this.rate = line.newRate();
  }

  void edge(Edge edge) {
    long missing = sequence == Edge.UNNUMBERED ? 0 : edge.sequence() - sequence - 1;
    sequence = edge.sequence();
    if (missing > 0) {
      mayMiss(missing / 2 + 1, 0);
    }
    long doubled = filter.doubled();
    filter.edge(edge.level(), edge.nanos());
    harvest();
    long quiet = edge.nanos() - lastEdge;
    if (filter.doubled() > doubled && edges > 0 && quiet >= times.periodNanos()) {
      mayMiss(1, quiet); // the kernel merged two edges into one: a spike, or a pulse that it missed
    }
    edges++;
    lastEdge = edge.nanos();
  }

  /** Records that every edge before this time was reported. */
  void quiet(long nanos) {
    filter.quiet(nanos);
    harvest();
  }

  /** Reports how many pulses may be missing and continues with the level after the gap. */
  void gap(EdgeGap gap) {
    long least = Math.max(times.periodNanos(), line.minNanos());
    mayMiss(gap.nanos() / least + (filter.begun() ? 2 : 1), gap.nanos());
    filter.resume(gap.level(), gap.toNanos());
  }

  private void mayMiss(long pulses, long nanos) {
    rate.restart();
    BigDecimal seconds = BigDecimal.valueOf(nanos / 1_000_000, 3);
    meter.find(
        PulseFindings.MAYBE_MISSING,
        "quantity",
        label(),
        "count",
        pulses,
        "seconds",
        seconds.toPlainString());
  }

  private void harvest() {
    while (seen < filter.pulses()) {
      seen++;
      if (accepted > 0 && filter.lastPulse() - lastAccepted < line.minNanos()) {
        tooFast++;
        continue;
      }
      accepted++;
      lastAccepted = filter.lastPulse();
      rate.pulse(accepted, lastAccepted);
      total.count(meter);
      meter.passed(Stage.FRAMES);
    }
  }

  /** Returns whether there is something new since the last reading. */
  boolean news(long now) {
    if (accepted > publishedAccepted) {
      return true;
    }
    Optional<BigDecimal> present = rate.value(accepted, lastAccepted, now);
    return present.isPresent()
        && publishedRate.isPresent()
        && publishedRate.get().signum() > 0
        && present.get().compareTo(publishedRate.get().multiply(NOTABLE)) <= 0;
  }

  /** Returns when {@link #quiet} would change something. */
  long nanosToSettle(long now) {
    return filter.nanosToSettle(now);
  }

  /** Adds the total and, if known, the rate. */
  void measure(long now, List<Measurement> into) {
    into.add(
        Measurement.decimal(
            line.quantity().counter(), total.value(), line.unit().unit(), line.register()));
    publishedRate = rate.value(accepted, lastAccepted, now);
    publishedRate.ifPresent(
        value ->
            into.add(
                Measurement.decimal(
                    line.quantity().rate(), value, line.unit().rate(), line.register())));
    conditions(now);
    publishedAccepted = accepted;
  }

  private void conditions(long now) {
    if (filter.activeFor(now) > STUCK) {
      long hours = Duration.ofNanos(filter.activeFor(now)).toHours();
      meter.find(PulseFindings.STUCK_ACTIVE, "quantity", label(), "hours", hours);
    }
    if (tooFast > reportedTooFast) {
      meter.find(PulseFindings.TOO_FAST, "quantity", label(), "count", tooFast);
    }
    if (filter.dropped() - reportedDropped > MANY * (1 + accepted - publishedAccepted)) {
      long least = times.active().toMillis();
      meter.find(
          PulseFindings.GLITCHES, "quantity", label(), "count", filter.dropped(), "least", least);
    }
    reportedTooFast = tooFast;
    reportedDropped = filter.dropped();
  }

  private String label() {
    return line.quantity().counter().label();
  }
}
