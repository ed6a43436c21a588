// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.metergate.kit.KitSession;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/** A session whose states are written to disk with a reading, as in the journal, and not before. */
final class JournalLike implements Session {
  final KitSession session;
  Map<String, String> kept = Map.of();

  JournalLike(TimeSource time) {
    this.session = new KitSession(time);
  }

  @Override
  public void publish(Reading reading) {
    session.publish(reading);
    kept = session.states();
  }

  @Override
  public void passed(String meter, Stage stage) {
    session.passed(meter, stage);
  }

  @Override
  public void find(String meter, Finding finding) {
    session.find(meter, finding);
  }

  @Override
  public void keepUndecoded(String meter, byte[] frame) {
    session.keepUndecoded(meter, frame);
  }

  @Override
  public DurableState state(String meter, String key) {
    return session.state(meter, key);
  }

  @Override
  public long nanos() {
    return session.nanos();
  }

  @Override
  public Instant now() {
    return session.now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    session.pause(duration);
  }
}
