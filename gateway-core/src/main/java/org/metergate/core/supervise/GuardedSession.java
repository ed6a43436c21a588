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
 * A session that notes when its driver calls, slows it down if it floods, and refuses the calls of
 * a driver that was given up. What it passes on is safe to keep: no object of the driver's own
 * classes gets into the program.
 */
final class GuardedSession implements Session {
  private static final int MAX_MEASUREMENTS = 2000;

  private final Session session;
  private final DriverWatchdog driverWatchdog;
  private final FloodLimiter floodLimiter;
  private final UnaryOperator<Finding> naming;
  private volatile boolean ended;

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

  /** Refuses every further call of the driver: another one may have taken its place. */
  void end() {
    ended = true;
  }

  private void call(Runnable action) {
    if (ended) {
      throw new IllegalStateException("this session has ended");
    }
    driverWatchdog.leaveDriver();
    try {
      action.run();
    } finally {
      driverWatchdog.enterDriver();
    }
  }

  @Override
  public void publish(Reading reading) {
    call(
        () -> {
          if (reading.measurements().size() > MAX_MEASUREMENTS) {
            throw new IllegalArgumentException("more than 2000 measurements in a reading");
          }
          floodLimiter.acquire();
          session.publish(withoutDriverClasses(reading));
        });
  }

  /**
   * Copies a list of the driver's own class: it would hold all its classes for as long as it lives.
   */
  private static Reading withoutDriverClasses(Reading reading) {
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
          floodLimiter.acquire();
          session.find(meter, naming.apply(finding));
        });
  }

  @Override
  public void keepUndecoded(String meter, byte[] frame) {
    call(
        () -> {
          floodLimiter.acquire();
          session.keepUndecoded(meter, frame);
        });
  }

  @Override
  public DurableState state(String meter, String key) {
    return session.state(meter, key);
  }

  @Override
  public Optional<HistoryRequest> historyRequest() {
    return session.historyRequest().map(request -> new NamedRequest(request, naming));
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
    driverWatchdog.leaveDriver();
    try {
      session.pause(duration);
    } finally {
      driverWatchdog.enterDriver();
    }
  }
}
