// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.driver.HistoryRequest;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** Reads one meter at its interval, and its loggers on request. */
final class MulticalDriver implements MeterDriver {
  /** After a failure the meter is asked again sooner: a sleeping meter loses nothing by it. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);

  private static final Duration LATE = Duration.ofMinutes(1);

  /** However slowly a meter answers, there is time to accept requests for history. */
  private static final Duration LISTEN_TIME = Duration.ofSeconds(2);

  private final String meter;
  private final MulticalOptions options;
  private final KnownMeter known = new KnownMeter();
  private final PulseWatch pulses = new PulseWatch();

  MulticalDriver(String meter, MulticalOptions options) {
    this.meter = meter;
    this.options = options;
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

  @Override
  public Set<HistoryStep> historySteps(String name) {
    boolean electricity = options.model().family() == Family.ELECTRICITY;
    return electricity ? Set.of() : EnumSet.allOf(HistoryStep.class);
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    Report report = new Report(meter, session);
    KmpExchange kmpExchange = new KmpExchange(link, report, known, pulses, settings().baud());
    Poll poll = new Poll(options, known, kmpExchange, report);
    HistoryReader history = new HistoryReader(kmpExchange, report, known);
    Duration retry = first();
    while (true) {
      long begin = session.nanos();
      boolean read = poll.run();
      long elapsed =
          session.nanos() - begin; // readings keep their interval, however long one takes
      Duration pause = (read ? options.interval() : retry).minusNanos(elapsed);
      rest(pause.compareTo(LISTEN_TIME) > 0 ? pause : LISTEN_TIME, history, kmpExchange, session);
      retry = read ? first() : shorter(retry.multipliedBy(2));
    }
  }

  private Duration first() {
    return shorter(FIRST_RETRY);
  }

  private Duration shorter(Duration pause) {
    return pause.compareTo(options.interval()) < 0 ? pause : options.interval();
  }

  /** Waits for the next reading while listening to the line and to requests for history. */
  private static void rest(
      Duration pause, HistoryReader history, KmpExchange kmpExchange, Session session)
      throws LinkLostException, InterruptedException {
    long until = session.nanos() + pause.toNanos();
    for (long left = pause.toNanos(); left > 0; left = until - session.nanos()) {
      if (history.isBusy()) {
        history.step();
        continue;
      }
      Optional<HistoryRequest> request = session.historyRequest();
      request.ifPresent(history::begin);
      kmpExchange.idle(Duration.ofNanos(left));
    }
  }

  @Override
  public void listen(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    new StreamReader(new Report(meter, session), options).read(link);
  }
}
