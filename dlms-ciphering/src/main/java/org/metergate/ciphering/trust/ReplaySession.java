// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/**
 * A session that takes place in the past: its wall clock shows the time at which a kept frame was
 * received, it collects what is published, and it keeps findings and the invocation counter away
 * from the present session. One thread.
 */
public final class ReplaySession implements Session {
  private final Set<FindingCode> nothingNewCodes;
  private final String countState;
  private final Session present;
  private List<Reading> readings = new ArrayList<>();
  private Instant then = Instant.EPOCH;
  private boolean nothingNew;

  /**
   * Creates a session on top of the present one.
   *
   * @param present supplies the stored state.
   * @param nothingNew findings of a message that contains nothing new: it need not be kept.
   * @param countState the key under which the invocation counter is stored.
   */
  public ReplaySession(Session present, Set<FindingCode> nothingNew, String countState) {
    this.present = present;
    this.nothingNewCodes = Set.copyOf(nothingNew);
    this.countState = countState;
  }

  /**
   * Sets the time at which a frame was received.
   *
   * @param receivedAt that time.
   */
  public void goTo(Instant receivedAt) {
    then = receivedAt;
    readings = new ArrayList<>();
    nothingNew = false;
  }

  /**
   * Returns the result for the frame, as {@link org.metergate.spi.driver.KeptReader} does.
   *
   * @return its readings; an empty list for nothing new; nothing if it could not be read.
   */
  public Optional<List<Reading>> outcome() {
    return readings.isEmpty() && !nothingNew ? Optional.empty() : Optional.of(readings);
  }

  @Override
  public void publish(Reading r) {
    readings.add(
        new Reading(
            r.meter(), r.telegram(), Origin.LATE, r.receivedAt(), r.meterTime(), r.measurements()));
  }

  @Override
  public void passed(String meter, Stage stage) {
    // the stages describe the present
  }

  @Override
  public void find(String meter, Finding finding) {
    nothingNew |= nothingNewCodes.contains(finding.code());
  }

  @Override
  public void keepUndecoded(String meter, byte[] frame) {
    // already kept
  }

  /** {@inheritDoc} The invocation counter here is a separate one, which is not stored. */
  @Override
  public DurableState state(String meter, String key) {
    return key.equals(countState) ? new Forgetful() : present.state(meter, key);
  }

  @Override
  public long nanos() {
    return present.nanos();
  }

  @Override
  public Instant now() {
    return then;
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    present.pause(duration);
  }

  private static final class Forgetful implements DurableState {
    @Override
    public Optional<String> get() {
      return Optional.empty();
    }

    @Override
    public void put(String text) {
      // not stored: the next pass starts again
    }
  }
}
