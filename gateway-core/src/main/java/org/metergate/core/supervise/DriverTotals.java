// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.core.validation.CounterValidators;
import org.metergate.spi.driver.AdjustableTotals;
import org.metergate.spi.driver.AdjustableTotals.Adjustment;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.time.TimeSource;

/**
 * The totals that the driver of a link counts by itself, which a person may set. Any thread, also
 * while the link is read.
 */
final class DriverTotals {
  private final Supplier<MeterDriver> driver;
  private final GatewaySession.Shared shared;
  private final CounterValidators counters;
  private final TimeSource time;

  /** One request at a time: one that fails must not take back what another one needs. */
  private final Object adjusting = new Object();

  /**
   * Prepares.
   *
   * @param driver the present one of the link.
   * @param shared takes the reading of a total that was set.
   * @param counters of all meters, which forget what the total was.
   */
  DriverTotals(
      Supplier<MeterDriver> driver,
      GatewaySession.Shared shared,
      CounterValidators counters,
      TimeSource time) {
    this.driver = driver;
    this.shared = shared;
    this.counters = counters;
    this.time = time;
  }

  /** As {@link LinkSupervisor#adjust}. */
  Optional<Adjustment> set(String meter, Optional<String> quantity, BigDecimal display)
      throws OptionException {
    if (driver.get() instanceof AdjustableTotals totals) {
      Adjustment done = set(totals, meter, quantity, display);
      if (!counters.confirm(meter, done.quantity().name())) {
        throw new OptionException(
            "reading",
            "The journal cannot be written now, so the total is withheld; try it again.");
      }
      return Optional.of(done);
    }
    return Optional.empty();
  }

  private Adjustment set(
      AdjustableTotals totals, String meter, Optional<String> quantity, BigDecimal display)
      throws OptionException {
    SessionGate own = new SessionGate(new DriverWatchdog(time), new FloodLimiter(time));
    synchronized (adjusting) {
      Runnable takeBack = counters.forget(meter); // it may publish the new total before it returns
      boolean set = false;
      try {
        Adjustment done =
            totals.adjust(new GatewayMeterSession(meter, shared, own), quantity, display);
        set = true;
        return done;
      } finally {
        if (set) {
          counters.forget(meter); // also what it published of the former total meanwhile
        } else {
          takeBack.run();
        }
      }
    }
  }
}
