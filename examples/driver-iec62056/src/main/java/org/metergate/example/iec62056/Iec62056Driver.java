// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.time.Duration;
import java.util.List;
import org.metergate.example.iec62056.frame.PushFramer;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Polls the meters of one line in turn, or listens to the one meter that sends without being asked.
 */
final class Iec62056Driver implements MeterDriver {
  private static final Duration PUSH_INTERVAL = Duration.ofSeconds(10);
  private static final Duration PUSH_SILENCE = Duration.ofSeconds(60);
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final List<MeterSetting> meters;

  Iec62056Driver(List<MeterSetting> meters) {
    this.meters = List.copyOf(meters);
  }

  @Override
  public LineSettings settings() {
    return meters.get(0).line();
  }

  @Override
  public Duration normalSilence() {
    return meters.get(0).pushes() ? PUSH_SILENCE : usualInterval().multipliedBy(2).plus(MARGIN);
  }

  @Override
  public Duration usualInterval() {
    return meters.get(0).pushes()
        ? PUSH_INTERVAL
        : meters.stream().map(MeterSetting::interval).max(Duration::compareTo).orElseThrow();
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    if (meters.get(0).pushes()) {
      Report report = new Report(meters.get(0), session);
      Reception.listen(link, session, new PushFramer(), report.listener());
    } else {
      new Round(meters, link, session).run();
    }
  }

  /** Decodes a capture of the optical port, which contains readouts of the configured mode. */
  @Override
  public void listen(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    Report report = new Report(meters.get(0), session);
    if (meters.get(0).pushes()) {
      Reception.listen(link, session, new PushFramer(), report.listener());
    } else {
      Reception.listen(
          link, session, new org.metergate.example.iec62056.frame.BlockFramer(), report.blocks());
    }
  }
}
