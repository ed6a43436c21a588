// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.metergate.spi.dialogue.Polling;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Dimension;

/** Reads one meter at its interval, and its loggers on request. */
final class MulticalDriver implements ByteDriver {
  private static final Duration LATE = Duration.ofMinutes(1);

  private final String meter;
  private final MulticalOptions options;
  private final KnownMeter known = new KnownMeter();
  private final PulseWatch pulses = new PulseWatch();
  private final Polling polling;

  MulticalDriver(String meter, MulticalOptions options) {
    this.meter = meter;
    this.options = options;
    this.polling = new Polling(Map.of(meter, options.interval()));
  }

  @Override
  public LineSettings settings() {
    int baud = options.bauds().contains(known.baud()) ? known.baud() : options.bauds().get(0);
    return KmpExchange.line(baud);
  }

  @Override
  public Duration normalSilence() {
    return options.interval().multipliedBy(2).plus(LATE);
  }

  @Override
  public Duration usualInterval() {
    return options.interval();
  }

  /** A meter that its answers determine may be any. */
  @Override
  public boolean mayMeasure(String name, Dimension dimension) {
    Family family = options.model().family();
    return switch (dimension) {
      case POWER, ENERGY, VOLTAGE, CURRENT -> family == null || family == Family.ELECTRICITY;
      case HEAT_ENERGY, HEAT_POWER -> family == null || family == Family.HEAT;
      case WATER_VOLUME -> family == null || family == Family.WATER;
      case GAS_VOLUME -> false;
      default -> true;
    };
  }

  @Override
  public Set<HistoryStep> historySteps(String name) {
    boolean electricity = options.model().family() == Family.ELECTRICITY;
    return electricity ? Set.of() : EnumSet.allOf(HistoryStep.class);
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    MeterSession own = session.meter(meter);
    KmpExchange kmpExchange = new KmpExchange(link, own, known, pulses, settings().baud());
    Poll poll = new Poll(options, known, kmpExchange, own);
    kmpExchange.baud(settings().baud()); // records may be requested before the next reading is due
    HistoryReader history = new HistoryReader(kmpExchange, known, options.model(), own);
    polling.run(
        session,
        name -> poll.run(),
        longest -> {
          if (history.isBusy()) {
            history.step();
          } else {
            session.historyRequest().ifPresent(history::begin);
            kmpExchange.idle(longest);
          }
        });
  }

  @Override
  public void listen(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    new StreamReader(session.meter(meter), options).read(link);
  }
}
