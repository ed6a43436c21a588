// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.HistoryRequest;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;

/**
 * A session that notes when its driver calls, slows it down where it floods, and is closed to a
 * driver that was given up. What it lets through is safe to be kept: no object of the driver's own
 * classes goes on into the program.
 */
final class GuardedSession implements Session {
  private static final int MOST_MEASUREMENTS = 2000;

  private final Session session;
  private final DriverWatchdog driverWatchdog;
  private final FloodLimiter floodLimiter;
  private final UnaryOperator<Finding> naming;
  private volatile boolean over;

  GuardedSession(
      Session session,
      DriverWatchdog driverWatchdog,
      FloodLimiter floodLimiter,
      UnaryOperator<Finding> naming) {
    this.naming = naming;
    this.session = session;
    this.driverWatchdog = driverWatchdog;
    this.floodLimiter = floodLimiter;
  }

  /** From now on the driver is heard no more: another one may have taken its place. */
  void end() {
    over = true;
  }

  private void call(Runnable action) {
    if (over) {
      throw new IllegalStateException("this session is over");
    }
    driverWatchdog.enter();
    try {
      action.run();
    } finally {
      driverWatchdog.leave();
    }
  }

  @Override
  public void publish(Reading reading) {
    call(
        () -> {
          if (reading.measurements().size() > MOST_MEASUREMENTS) {
            throw new IllegalArgumentException("more than 2000 measurements in a reading");
          }
          floodLimiter.pass();
          session.publish(ownNothing(reading));
        });
  }

  /** A list of the driver's own class would hold all its classes for as long as it is known. */
  private static Reading ownNothing(Reading reading) {
    if (reading.measurements().getClass().getClassLoader() == null) {
      return reading;
    }
    return new Reading(
        reading.meter(),
        reading.telegram(),
        reading.origin(),
        reading.receivedAt(),
        reading.meterTime(),
        List.copyOf(reading.measurements()));
  }

  @Override
  public void passed(String meter, Stage stage) {
    call(() -> session.passed(meter, stage));
  }

  @Override
  public void find(String meter, Finding finding) {
    call(
        () -> {
          floodLimiter.pass();
          session.find(meter, naming.apply(finding));
        });
  }

  @Override
  public void keepUndecoded(String meter, byte[] frame) {
    call(
        () -> {
          floodLimiter.pass();
          session.keepUndecoded(meter, frame);
        });
  }

  @Override
  public DurableState state(String meter, String key) {
    return session.state(meter, key);
  }

  @Override
  public Optional<HistoryRequest> historyRequest() {
    return session.historyRequest().map(wish -> new NamedRequest(wish, naming));
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
    driverWatchdog.enter();
    try {
      session.pause(duration);
    } finally {
      driverWatchdog.leave();
    }
  }
}
