// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.driver.AdjustableTotals;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Dimension;

/**
 * Counts the pulses of one meter. Its totals exist as long as the driver, and in its durable state.
 */
final class PulseDriver implements EdgeDriver, AdjustableTotals {
  /** How often a reading is published at least, so that an idle meter is known to be watched. */
  static final Duration HEARTBEAT = Duration.ofMinutes(5);

  private final String meter;
  private final PulseOptions options;
  private final List<CountedTotal> totals = new ArrayList<>();

  PulseDriver(String meter, PulseOptions options) {
    this.meter = meter;
    this.options = options;
    for (PulseLine line : options.lines()) {
      totals.add(new CountedTotal(line, options.decimals(), options.number()));
    }
  }

  @Override
  public int lines() {
    return options.lines().size();
  }

  @Override
  public Duration normalSilence() {
    return options.silence();
  }

  @Override
  public Duration usualInterval() {
    Duration interval = options.interval();
    return interval.compareTo(HEARTBEAT) > 0 ? interval : HEARTBEAT;
  }

  @Override
  public boolean mayMeasure(String name, Dimension dimension) {
    return options.lines().stream()
        .map(PulseLine::quantity)
        .anyMatch(
            counted ->
                counted.counter().dimension() == dimension
                    || counted.rate().dimension() == dimension);
  }

  @Override
  public void session(EdgeLink link, Session session)
      throws LinkLostException, InterruptedException {
    new PulseCounting(options, totals, link, session.meter(meter)).run();
  }

  @Override
  public Adjustment adjust(MeterSession session, Optional<String> quantity, BigDecimal display)
      throws OptionException {
    if (display.signum() < 0) {
      throw new OptionException("reading", "A meter's display shows no negative reading.");
    }
    return total(quantity).adjust(session, display);
  }

  private CountedTotal total(Optional<String> quantity) throws OptionException {
    List<String> names =
        options.lines().stream().map(line -> line.quantity().counter().name()).toList();
    if (quantity.isEmpty() && names.size() > 1) {
      throw new OptionException(
          "quantity",
          "The meter '" + meter + "' counts " + String.join(" and ", names) + "; specify which.");
    }
    int index = names.indexOf(quantity.orElse(names.get(0)));
    if (index < 0) {
      throw new OptionException(
          "quantity", NearestName.unknown("counted quantity", quantity.get(), names));
    }
    return totals.get(index);
  }
}
