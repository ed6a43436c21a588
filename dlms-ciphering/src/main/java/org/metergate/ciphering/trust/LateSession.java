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
 * A session that takes place in the past: its wall clock stands at the time at which a kept frame
 * came, it holds what is published, and it keeps findings and the count of messages from the
 * present. One thread.
 */
public final class LateSession implements Session {
  private final Set<FindingCode> nothingNewCodes;
  private final String countState;
  private final Session present;
  private List<Reading> readings = new ArrayList<>();
  private Instant then = Instant.EPOCH;
  private boolean nothingNew;

  /**
   * Prepares to go back.
   *
   * @param present gives what is remembered.
   * @param nothingNew findings of a message behind which nothing new stands: it need not be kept.
   * @param countState under which the count of messages is remembered.
   */
  public LateSession(Session present, Set<FindingCode> nothingNew, String countState) {
    this.present = present;
    this.nothingNewCodes = Set.copyOf(nothingNew);
    this.countState = countState;
  }

  /**
   * Goes to the time at which a frame came.
   *
   * @param receivedAt when it came.
   */
  public void goTo(Instant receivedAt) {
    then = receivedAt;
    readings = new ArrayList<>();
    nothingNew = false;
  }

  /**
   * Tells what came of the frame, as {@link org.metergate.spi.driver.KeptReader} does.
   *
   * @return its readings; an empty list for nothing new; nothing where it could not be read.
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
    // the chain is about the present
  }

  @Override
  public void find(String meter, Finding finding) {
    nothingNew |= nothingNewCodes.contains(finding.code());
  }

  @Override
  public void keepUndecoded(String meter, byte[] frame) {
    // it is kept already
  }

  /** {@inheritDoc} The count of messages is another one here, which nobody remembers. */
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
      // the next pass counts anew
    }
  }
}
