// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/** A session that keeps all that a driver hands over, for a test to look at. One thread. */
public class KitSession implements Session {
  private static final int LONGEST_STATE = 4096;

  private final TimeSource time;
  private final Map<String, String> states;
  private final List<Reading> readings = new ArrayList<>();
  private final List<Found> findings = new ArrayList<>();
  private final List<Pass> passes = new ArrayList<>();
  private final List<Undecoded> undecoded = new ArrayList<>();

  /**
   * A finding of a meter.
   *
   * @param meter the configured name.
   * @param finding what was found.
   */
  public record Found(String meter, Finding finding) {}

  /**
   * A stage that was passed.
   *
   * @param meter the configured name.
   * @param stage of the chain.
   */
  public record Pass(String meter, Stage stage) {}

  /**
   * A frame that was kept for later.
   *
   * @param meter the configured name.
   * @param frame a copy of it.
   */
  public record Undecoded(String meter, byte[] frame) {}

  /**
   * A session of a driver that never ran before.
   *
   * @param time its clock.
   */
  public KitSession(TimeSource time) {
    this(time, Map.of());
  }

  /**
   * A session after a restart.
   *
   * @param time its clock.
   * @param states what {@link #states()} of an earlier session gave.
   */
  public KitSession(TimeSource time, Map<String, String> states) {
    this.time = time;
    this.states = new LinkedHashMap<>(states);
  }

  @Override
  public void publish(Reading reading) {
    readings.add(reading);
  }

  @Override
  public void passed(String meter, Stage stage) {
    if (stage != Stage.FRAMES && stage != Stage.DECRYPTION && stage != Stage.LIST) {
      throw new IllegalArgumentException("stage " + stage + " is the program's own");
    }
    passes.add(new Pass(meter, stage));
  }

  @Override
  public void find(String meter, Finding finding) {
    findings.add(new Found(meter, finding));
  }

  @Override
  public void keepUndecoded(String meter, byte[] frame) {
    undecoded.add(new Undecoded(meter, frame.clone()));
  }

  @Override
  public DurableState state(String meter, String key) {
    String name = meter + "/" + key;
    return new DurableState() {
      @Override
      public Optional<String> get() {
        return Optional.ofNullable(states.get(name));
      }

      @Override
      public void put(String text) {
        if (text.length() > LONGEST_STATE) {
          throw new IllegalArgumentException("state " + name + " is " + text.length() + " long");
        }
        states.put(name, text);
      }
    };
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
   * Returns what was published.
   *
   * @return in order; grows while the session runs.
   */
  public List<Reading> readings() {
    return readings;
  }

  /**
   * Returns what was found.
   *
   * @return in order, repetitions too.
   */
  public List<Found> findings() {
    return findings;
  }

  /**
   * Counts findings of one kind.
   *
   * @param code the kind.
   * @return how often it was told.
   */
  public long count(FindingCode code) {
    return findings.stream().filter(found -> found.finding().code().equals(code)).count();
  }

  /**
   * Counts what passed a stage.
   *
   * @param stage of the chain.
   * @return how often.
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
   * Returns the frames kept for when the right keys come.
   *
   * @return in order.
   */
  public List<Undecoded> undecoded() {
    return undecoded;
  }

  /**
   * Returns the durable states, for a session that comes after a restart.
   *
   * @return texts by {@code meter/key}.
   */
  public Map<String, String> states() {
    return Map.copyOf(states);
  }
}
