// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Measurement;

/** One session: watches the lines, counts, and publishes when there is something new. */
final class PulseCounting {
  private static final long TICK = Duration.ofMillis(500).toNanos();

  /** An edge reaches the program slightly after its time; nothing is decided earlier than this. */
  private static final long LATENCY = Duration.ofMillis(5).toNanos();

  private final PulseOptions options;
  private final List<CountedTotal> totals;
  private final EdgeLink link;
  private final MeterSession meter;
  private final List<LineCounter> counters = new ArrayList<>();
  private long lastPublished;

  PulseCounting(
      PulseOptions options, List<CountedTotal> totals, EdgeLink link, MeterSession meter) {
    this.options = options;
    this.totals = totals;
    this.link = link;
    this.meter = meter;
  }

  void run() throws LinkLostException, InterruptedException {
    begin();
    try {
      publish(meter.nanos());
      while (true) {
        look();
        publishIfDue(meter.nanos());
      }
    } finally {
      totals.forEach(total -> total.save(meter)); // a clean stop loses nothing
    }
  }

  private void begin() throws LinkLostException {
    Optional<Instant> watched = Optional.empty();
    for (int i = 0; i < totals.size(); i++) {
      watched = totals.get(i).load(meter); // all totals are saved together
      counters.add(
          new LineCounter(
              options.lines().get(i), options.times(), totals.get(i), meter, link.level(i)));
    }
    Instant now = meter.now();
    if (watched.isPresent() && Duration.between(watched.get(), now).toSeconds() > 0) {
      meter.find(PulseFindings.NOT_WATCHED, "from", seconds(watched.get()), "to", seconds(now));
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
    long asked = meter.nanos();
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
      meter.find(PulseFindings.MISSES_UNSEEN);
    }
    totals.forEach(total -> total.save(meter));
    meter.passed(Stage.LIST);
    lastPublished = now;
    meter.publish(options.number(), Optional.empty(), List.copyOf(measurements));
  }
}
