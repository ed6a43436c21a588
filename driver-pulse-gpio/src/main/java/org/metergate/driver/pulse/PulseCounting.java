// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** One session: watches the lines, counts, and publishes when there is something new. */
final class PulseCounting {
  private static final long TICK = Duration.ofMillis(500).toNanos();

  /** An edge reaches the program slightly after its time; nothing is decided earlier than this. */
  private static final long LATENCY = Duration.ofMillis(5).toNanos();

  private final String meter;
  private final PulseOptions options;
  private final List<CountedTotal> totals;
  private final EdgeLink link;
  private final Session session;
  private final List<LineCounter> counters = new ArrayList<>();
  private long lastPublished;
  private long telegrams;

  PulseCounting(
      String meter,
      PulseOptions options,
      List<CountedTotal> totals,
      EdgeLink link,
      Session session) {
    this.meter = meter;
    this.options = options;
    this.totals = totals;
    this.link = link;
    this.session = session;
  }

  void run() throws LinkLostException, InterruptedException {
    begin();
    try {
      publish(session.nanos());
      while (true) {
        look();
        publishIfDue(session.nanos());
      }
    } finally {
      totals.forEach(total -> total.save(session)); // a clean stop loses nothing
    }
  }

  private void begin() throws LinkLostException {
    Optional<Instant> watched = Optional.empty();
    for (int i = 0; i < totals.size(); i++) {
      watched = totals.get(i).load(session); // all totals are saved together
      counters.add(
          new LineCounter(
              meter,
              options.lines().get(i),
              options.times(),
              totals.get(i),
              session,
              link.level(i)));
    }
    Instant now = session.now();
    if (watched.isPresent() && Duration.between(watched.get(), now).toSeconds() > 0) {
      session.find(
          meter,
          PulseFindings.NOT_WATCHED.with("from", seconds(watched.get()), "to", seconds(now)));
    }
  }

  private static Instant seconds(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond());
  }

  /**
   * Reads the next edge, or learns that there was none: up to the time of the call, not up to the
   * time of its return, since the program may be suspended in between.
   */
  private void look() throws LinkLostException, InterruptedException {
    long asked = session.nanos();
    Optional<Edge> edge = link.next(Duration.ofNanos(waitFrom(asked)));
    for (EdgeGap gap : link.takeGaps()) {
      counters.get(gap.line()).gap(gap);
    }
    edge.ifPresent(one -> counters.get(one.line()).edge(one));
    if (edge.isEmpty()) {
      counters.forEach(counter -> counter.quiet(asked - LATENCY));
    }
  }

  private long waitFrom(long now) {
    long wait = TICK;
    for (LineCounter counter : counters) {
      long settles = counter.nanosToSettle(now);
      wait = settles >= TICK ? wait : Math.min(wait, settles + LATENCY);
    }
    return wait;
  }

  private void publishIfDue(long now) {
    boolean adjusted = false;
    for (CountedTotal total : totals) {
      adjusted |= total.takeAdjusted();
    }
    long since = now - lastPublished;
    boolean due =
        since >= options.interval().toNanos()
            && (since >= PulseDriver.HEARTBEAT.toNanos()
                || counters.stream().anyMatch(counter -> counter.news(now)));
    if (due || adjusted) {
      publish(now);
    }
  }

  private void publish(long now) {
    List<Measurement> measurements = new ArrayList<>();
    counters.forEach(counter -> counter.measure(now, measurements));
    if (!link.numbered()) {
      session.find(meter, PulseFindings.MISSES_UNSEEN.with());
    }
    totals.forEach(total -> total.save(session));
    session.passed(meter, Stage.LIST);
    telegrams++;
    lastPublished = now;
    session.publish(
        new Reading(
            MeterRef.of(meter, options.number()),
            telegrams,
            Origin.LIVE,
            session.now(),
            Optional.empty(),
            List.copyOf(measurements)));
  }
}
