// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.session.ReadingSession;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * A session that keeps everything that a driver hands over, so that a test can check it. One
 * thread.
 */
public class KitSession implements Session {
  private static final int LONGEST_STATE = 4096;

  private final TimeSource time;
  private final Map<String, String> states;
  private final Map<String, MeterSession> meters = new HashMap<>();
  private final List<Reading> readings = new ArrayList<>();
  private final List<Found> findings = new ArrayList<>();
  private final List<Pass> passes = new ArrayList<>();
  private final List<Undecoded> undecoded = new ArrayList<>();
  private final Map<String, Nameplate> nameplates = new HashMap<>();

  /**
   * A finding that was reported for a meter.
   *
   * @param meter the configured name.
   * @param finding what was found.
   */
  public record Found(String meter, Finding finding) {}

  /**
   * A stage that was reported as passed.
   *
   * @param meter the configured name.
   * @param stage of the chain.
   */
  public record Pass(String meter, Stage stage) {}

  /**
   * A frame that was kept for later.
   *
   * @param meter the configured name.
   * @param frame a copy of the frame.
   */
  public record Undecoded(String meter, byte[] frame) {}

  /**
   * Creates a session for a driver that never ran before.
   *
   * @param time its clock.
   */
  public KitSession(TimeSource time) {
    this(time, Map.of());
  }

  /**
   * Creates a session after a restart.
   *
   * @param time its clock.
   * @param states what {@link #states()} of an earlier session returned.
   */
  public KitSession(TimeSource time, Map<String, String> states) {
    this.time = time;
    this.states = new LinkedHashMap<>(states);
  }

  @Override
  public MeterSession meter(String name) {
    return meters.computeIfAbsent(name, Meter::new);
  }

  /**
   * Called with each reading that the driver publishes.
   *
   * @param reading is in {@link #readings} already.
   */
  protected void published(Reading reading) {
    // for tests that do something at this moment
  }

  private final class Meter extends ReadingSession {
    private Meter(String name) {
      super(name, KitSession.this);
    }

    @Override
    protected void accept(Reading reading) {
      readings.add(reading);
      published(reading);
    }

    @Override
    public void describe(Nameplate nameplate) {
      nameplates.put(name(), nameplate);
    }

    @Override
    public void passed(Stage stage) {
      if (stage != Stage.FRAMES && stage != Stage.DECRYPTION && stage != Stage.LIST) {
        throw new IllegalArgumentException("stage " + stage + " is reported by the gateway itself");
      }
      passes.add(new Pass(name(), stage));
    }

    @Override
    public void find(Finding finding) {
      findings.add(new Found(name(), finding));
    }

    @Override
    public void keepUndecoded(byte[] frame) {
      undecoded.add(new Undecoded(name(), frame.clone()));
    }

    @Override
    public DurableState state(String key) {
      return new KitState(name() + "/" + key);
    }
  }

  private final class KitState implements DurableState {
    private final String name;

    private KitState(String name) {
      this.name = name;
    }

    @Override
    public Optional<String> get() {
      return Optional.ofNullable(states.get(name));
    }

    @Override
    public void put(String text) {
      if (text.length() > LONGEST_STATE) {
        throw new IllegalArgumentException(
            "state " + name + " has " + text.length() + " characters");
      }
      states.put(name, text);
    }
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

  /**
   * Returns the published readings.
   *
   * @return in order; the list grows while the session runs.
   */
  public List<Reading> readings() {
    return readings;
  }

  /**
   * Returns the reported findings.
   *
   * @return in order, including repetitions.
   */
  public List<Found> findings() {
    return findings;
  }

  /**
   * Counts findings of one kind.
   *
   * @param code the kind.
   * @return how often it was reported.
   */
  public long count(FindingCode code) {
    return findings.stream().filter(found -> found.finding().code().equals(code)).count();
  }

  /**
   * Counts how often a stage was reported as passed.
   *
   * @param stage of the chain.
   * @return the number of times.
   */
  public long count(Stage stage) {
    return passes.stream().filter(pass -> pass.stage() == stage).count();
  }

  /**
   * Returns the stages passed.
   *
   * @return in order.
   */
  public List<Pass> passes() {
    return passes;
  }

  /**
   * Returns the frames kept until the right keys are configured.
   *
   * @return in order.
   */
  public List<Undecoded> undecoded() {
    return undecoded;
  }

  /**
   * Returns the durable states, for a session after a restart.
   *
   * @return texts by {@code meter/key}.
   */
  public Map<String, String> states() {
    return Map.copyOf(states);
  }

  /**
   * Returns what the driver reported last of a meter itself.
   *
   * @param meter the configured name.
   * @return {@link Nameplate#NONE} where it reported nothing.
   */
  public Nameplate nameplate(String meter) {
    return nameplates.getOrDefault(meter, Nameplate.NONE);
  }
}
