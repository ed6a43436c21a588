// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.metergate.journal.States;
import org.metergate.session.ReadingSession;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * A session in the past, for the frames of a meter that were kept until their key came: its wall
 * clock shows when the frame arrived that is being read, it collects what is published, and it
 * drops findings and stages, which describe the present. One thread.
 */
final class LateSession extends ReadingSession {
  private final States states;
  private final DistinctTimes distinctTimes = new DistinctTimes();
  private List<Reading> readings = new ArrayList<>();
  private Instant then = Instant.EPOCH;

  LateSession(String meter, States states, TimeSource time) {
    super(meter, time, Origin.LATE);
    this.states = states;
  }

  /** Sets the time at which the next frame arrived. */
  void goTo(Instant receivedAt) {
    then = receivedAt;
    readings = new ArrayList<>();
  }

  /** Returns what was published since then. */
  List<Reading> readings() {
    return readings;
  }

  @Override
  protected void accept(Reading reading) {
    readings.add(distinctTimes.stamp(GatewayMeterSession.ownReading(reading)));
  }

  @Override
  public void passed(Stage stage) {
    // the stages describe the present
  }

  @Override
  public void find(Finding finding) {
    // likewise
  }

  @Override
  public void keepUndecoded(byte[] frame) {
    // it is kept already
  }

  @Override
  public DurableState state(String key) {
    return states.of(name(), key);
  }

  @Override
  public Instant now() {
    return then;
  }
}
