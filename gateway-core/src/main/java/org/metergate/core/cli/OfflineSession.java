// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.control.Plural;
import org.metergate.core.json.ReadingJson;
import org.metergate.core.plugin.Plugins;
import org.metergate.counter.CounterFindings;
import org.metergate.counter.CounterPlausibility;
import org.metergate.counter.CounterRule;
import org.metergate.health.ActiveFinding;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.OwnFindings;
import org.metergate.session.ReadingSession;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** A session for a captured stream: prints readings as lines, and counts findings by their code. */
final class OfflineSession implements Session {
  private final DriverProvider provider;
  private final VirtualTime time;
  private final PrintWriter out;
  private final Map<String, MeterSession> meters = new HashMap<>();
  private final Map<String, String> states = new HashMap<>();
  private final Map<MeterRef, CounterPlausibility> counters = new HashMap<>();
  private final Map<FindingCode, Finding> firsts = new LinkedHashMap<>();
  private final Map<FindingCode, Long> counts = new HashMap<>();
  private long readings;
  private long goodFrames;

  /**
   * Creates a session.
   *
   * @param provider of the driver; the findings of a dropped-in one get its prefix, as the gateway
   *     gives it to them.
   * @param time of the capture.
   * @param out receives the readings.
   */
  OfflineSession(DriverProvider provider, VirtualTime time, PrintWriter out) {
    this.provider = provider;
    this.time = time;
    this.out = out;
  }

  @Override
  public MeterSession meter(String name) {
    return meters.computeIfAbsent(name, Meter::new);
  }

  /** Prints what is published; a capture is not a meter that a fault could be reported for. */
  private final class Meter extends ReadingSession {
    private Meter(String name) {
      super(name, time);
    }

    @Override
    protected void accept(Reading reading) {
      readings++;
      if (reading.measurements().stream().anyMatch(CounterRule::waitsForScale)) {
        count(CounterFindings.SCALE_UNSET.with("meter", reading.meter().identifier()));
      }
      CounterPlausibility plausibility =
          counters.computeIfAbsent(reading.meter(), unknown -> new CounterPlausibility());
      out.println(ReadingJson.line(plausibility.check(reading, null, OfflineSession.this::count)));
      if (out.checkError()) { // which also flushes, for a program that reads the output meanwhile
        throw new OutputClosedException();
      }
    }

    @Override
    public void passed(Stage stage) {
      if (stage == Stage.FRAMES) {
        goodFrames++;
      }
    }

    @Override
    public void find(Finding finding) {
      count(
          Plugins.isDroppedIn(provider) ? OwnFindings.of(provider.info().id(), finding) : finding);
    }

    @Override
    public void keepUndecoded(byte[] frame) {
      // the capture itself keeps it
    }

    @Override
    public DurableState state(String key) {
      return new OfflineState(name() + "/" + key);
    }
  }

  /** Counts a finding whose code is already the one that people see. */
  private void count(Finding finding) {
    firsts.putIfAbsent(finding.code(), finding);
    counts.merge(finding.code(), 1L, Long::sum);
  }

  private final class OfflineState implements DurableState {
    private final String key;

    private OfflineState(String key) {
      this.key = key;
    }

    @Override
    public Optional<String> get() {
      return Optional.ofNullable(states.get(key));
    }

    @Override
    public void put(String text) {
      states.put(key, text);
    }
  }

  /** Whether there was at least one reading and no fault. */
  boolean allGood() {
    return readings > 0 && firsts.keySet().stream().noneMatch(code -> code.kind() == Kind.FAULT);
  }

  /** Returns the number of readings. */
  long readings() {
    return readings;
  }

  /** Whether nothing was found that has a sentence. */
  boolean hasNoFindings() {
    return firsts.isEmpty();
  }

  /** Prints the counts, then each kind of finding with its sentence. */
  void summarise(PrintWriter err, MessageCatalogue messages) {
    long faults =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().kind() == Kind.FAULT)
            .mapToLong(Map.Entry::getValue)
            .sum();
    err.println(
        Plural.of(readings, "reading")
            + ", "
            + Plural.of(goodFrames, "good frame")
            + ", "
            + Plural.of(faults, "fault"));
    firsts.forEach(
        (code, finding) -> {
          err.printf("%d x %s: %s%n", counts.get(code), code.id(), messages.sentence(finding));
          ActiveFinding counted =
              new ActiveFinding(finding, Instant.EPOCH, Instant.EPOCH, counts.get(code));
          messages.nextStep(counted).ifPresent(next -> err.println("    " + next));
        });
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    time.pause(duration);
  }
}
