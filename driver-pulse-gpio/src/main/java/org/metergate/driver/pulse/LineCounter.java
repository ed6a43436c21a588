// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/** Counts one line during one session. One thread. */
final class LineCounter {
  private static final long STUCK = Duration.ofHours(6).toNanos();
  private static final BigDecimal NOTABLE = new BigDecimal("0.9");

  /** So many short changes for each pulse are no contact that bounces. */
  private static final long MANY = 100;

  private final String meter;
  private final PulseLine line;
  private final PulseTimes times;
  private final CountedTotal total;
  private final Session session;
  private final PulseFilter filter;
  private final PulseRate rate;
  private long sequence = Edge.UNNUMBERED;
  private long edges;
  private long lastEdge;
  private long seen;
  private long accepted;
  private long lastAccepted;
  private long tooFast;
  private long toldTooFast;
  private long toldDropped;
  private long toldAccepted;
  private Optional<BigDecimal> toldRate = Optional.empty();

  LineCounter(
      String meter,
      PulseLine line,
      PulseTimes times,
      CountedTotal total,
      Session session,
      boolean level) {
    this.meter = meter;
    this.line = line;
    this.times = times;
    this.total = total;
    this.session = session;
    this.filter = new PulseFilter(times, level, session.nanos());
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
      mayMiss(
          1, quiet); // the kernel merged two edges into one: a spike, or a pulse that it slept over
    }
    edges++;
    lastEdge = edge.nanos();
  }

  /** No edge came before this time that was not told. */
  void quiet(long nanos) {
    filter.quiet(nanos);
    harvest();
  }

  /** Says how many pulses may be missing and goes on with the level behind the gap. */
  void gap(EdgeGap gap) {
    long least = Math.max(times.periodNanos(), line.leastNanos());
    mayMiss(gap.nanos() / least + (filter.begun() ? 2 : 1), gap.nanos());
    filter.resume(gap.level(), gap.toNanos());
  }

  private void mayMiss(long pulses, long nanos) {
    rate.restart();
    BigDecimal seconds = BigDecimal.valueOf(nanos / 1_000_000, 3);
    find(
        PulseFindings.MAYBE_MISSING.with(
            "quantity", name(), "count", pulses, "seconds", seconds.toPlainString()));
  }

  private void harvest() {
    while (seen < filter.pulses()) {
      seen++;
      if (accepted > 0 && filter.lastPulse() - lastAccepted < line.leastNanos()) {
        tooFast++;
        continue;
      }
      accepted++;
      lastAccepted = filter.lastPulse();
      rate.pulse(accepted, lastAccepted);
      total.count(session);
      session.passed(meter, Stage.FRAMES);
    }
  }

  /** Whether there is something new since the last telling. */
  boolean news(long now) {
    if (accepted > toldAccepted) {
      return true;
    }
    Optional<BigDecimal> present = rate.tell(accepted, lastAccepted, now);
    return present.isPresent()
        && toldRate.isPresent()
        && toldRate.get().signum() > 0
        && present.get().compareTo(toldRate.get().multiply(NOTABLE)) <= 0;
  }

  /** When {@link #quiet} would change something. */
  long nanosToSettle(long now) {
    return filter.nanosToSettle(now);
  }

  /** Adds the total and, where it is known, the rate. */
  void tell(long now, List<Measurement> into) {
    into.add(
        new Measurement(
            line.quantity().counter(),
            new Value.Decimal(total.value()),
            line.unit().unit(),
            line.register(),
            null,
            null));
    toldRate = rate.tell(accepted, lastAccepted, now);
    toldRate.ifPresent(
        value ->
            into.add(
                new Measurement(
                    line.quantity().rate(),
                    new Value.Decimal(value),
                    line.unit().rate(),
                    line.register(),
                    null,
                    null)));
    conditions(now);
    toldAccepted = accepted;
  }

  private void conditions(long now) {
    if (filter.activeFor(now) > STUCK) {
      long hours = Duration.ofNanos(filter.activeFor(now)).toHours();
      find(PulseFindings.STUCK_ACTIVE.with("quantity", name(), "hours", hours));
    }
    if (tooFast > toldTooFast) {
      find(PulseFindings.TOO_FAST.with("quantity", name(), "count", tooFast));
    }
    if (filter.dropped() - toldDropped > MANY * (1 + accepted - toldAccepted)) {
      long least = times.active().toMillis();
      find(
          PulseFindings.GLITCHES.with(
              "quantity", name(), "count", filter.dropped(), "least", least));
    }
    toldTooFast = tooFast;
    toldDropped = filter.dropped();
  }

  private void find(Finding finding) {
    session.find(meter, finding);
  }

  private String name() {
    return line.quantity().counter().name();
  }
}
