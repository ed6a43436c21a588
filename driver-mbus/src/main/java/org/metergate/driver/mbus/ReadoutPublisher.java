// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.register.Readout;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;

/**
 * Publishes the answers of one meter and what is remarkable about them. Remembers what it
 * published, since a meter sends the values of the last months with each answer. Exists as long as
 * the driver; on the thread of the link.
 */
final class ReadoutPublisher {
  private static final int BUSY = 8;
  private static final int TOO_OFTEN = 9;

  /** What the codes of errors from 0 on mean (EN 13757-3, application errors). */
  private static final String[] ERRORS = {
    "no reason given",
    "CI field not known",
    "request too long",
    "too many records",
    "record cut short",
    "more than 10 DIFE",
    "more than 10 VIFE"
  };

  /** More than any meter sends; the journal takes no more at once. */
  private static final int MOST_MEASUREMENTS = 2000;

  /** A sentence with more of them is too long to be read. */
  private static final int MOST_NAMED = 4;

  /** More storages than one answer has room for. */
  private static final int MOST_STORED = 1024;

  /** The zone of the meter's clock is not known, and no zone is further ahead. */
  private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);

  private final Optional<Duration> interval;
  private final StandingClock clock = new StandingClock();
  private final Map<Long, Readout.Stored> stored = new HashMap<>();
  private String identifier;
  private boolean encrypted;

  /**
   * Creates a publisher.
   *
   * @param interval from one readout to the next; empty for a captured stream.
   */
  ReadoutPublisher(Optional<Duration> interval) {
    this.interval = interval;
  }

  /**
   * Publishes an answer. Of one that is not complete, the values are published if the meter is
   * known already, or the stream is captured: what identifies it may be in the part that is
   * missing. Bytes whose meaning is not known are published too, even where they are all.
   *
   * @param telegrams at least one.
   * @param complete whether none is missing.
   * @return whether any value was published.
   */
  boolean publish(MeterSession meter, List<Answer.Telegram> telegrams, boolean complete) {
    if (encrypted) {
      encrypted = false;
      meter.passed(Stage.DECRYPTION);
    }
    Readout readout = Readout.of(telegrams, latest(meter));
    if (!complete) {
      meter.find(MbusFindings.ANSWER_INCOMPLETE, "count", telegrams.size());
      if (interval.isPresent() && !readout.identifier().equals(identifier)) {
        return false;
      }
    }
    conditions(meter, telegrams, readout);
    if (readout.hasValues()) {
      meter.passed(Stage.LIST);
    } else {
      meter.find(MbusFindings.NO_VALUES);
    }
    meter.describe(readout.nameplate());
    identifier = readout.identifier();
    if (!readout.measurements().isEmpty()) {
      meter.publish(identifier, readout.clock(), bounded(readout.measurements()));
    }
    stored(meter, readout.stored());
    return readout.hasValues();
  }

  private static List<Measurement> bounded(List<Measurement> all) {
    return all.size() <= MOST_MEASUREMENTS ? all : all.subList(0, MOST_MEASUREMENTS);
  }

  private void conditions(MeterSession meter, List<Answer.Telegram> telegrams, Readout readout) {
    telegrams.stream()
        .map(Answer.Telegram::remark)
        .filter(remark -> !remark.isEmpty())
        .findFirst()
        .ifPresent(remark -> meter.find(MbusFindings.REST_UNREADABLE, "reason", remark));
    if (readout.measurements().size() > MOST_MEASUREMENTS) {
      meter.find(
          MbusFindings.REST_UNREADABLE, "reason", "more than " + MOST_MEASUREMENTS + " values");
    }
    if (!readout.invalid().isEmpty()) {
      meter.find(MbusFindings.VALUES_INVALID, "values", words(readout.invalid()));
    }
    InfoCodes.of(readout).forEach(meter::find);
    if (interval.isEmpty()) {
      return;
    }
    BatteryLife.shortestInterval(readout.header())
        .filter(shortest -> interval.get().compareTo(shortest) < 0)
        .ifPresent(
            shortest ->
                meter.find(
                    MbusFindings.BATTERY_INTERVAL,
                    "interval",
                    BatteryLife.words(interval.get()),
                    "shortest",
                    BatteryLife.words(shortest)));
    readout
        .clock()
        .flatMap(shown -> clock.read(shown, readout.header().accessNumber(), meter.nanos()))
        .ifPresent(
            standing ->
                meter.find(MbusFindings.VALUES_STAND_STILL, "minutes", standing.toMinutes()));
  }

  private static String words(int code) {
    return code < ERRORS.length ? code + " (" + ERRORS[code] + ")" : Integer.toString(code);
  }

  /** Returns the first of them in words: {@code Heat energy E1 (04-06): BCD digits DDEBB4DD}. */
  private static String words(List<Readout.Invalid> invalid) {
    String shown =
        invalid.stream()
            .limit(MOST_NAMED)
            .map(one -> name(one.quantity(), one.register()) + ": " + one.why())
            .collect(Collectors.joining("; "));
    int others = invalid.size() - MOST_NAMED;
    return others <= 0 ? shown : shown + "; and " + others + " more";
  }

  private static String name(Quantity quantity, String register) {
    String label = quantity.label();
    return label.contains(register) ? label : label + " (" + register + ")";
  }

  /** Returns what a meter's clock may show now, wherever it is. */
  private static LocalDateTime latest(MeterSession meter) {
    return LocalDateTime.ofInstant(meter.now(), EARLIEST_ZONE);
  }

  /**
   * Publishes stored values that are new. A date that is still to come is not one of storing,
   * though the meter's clock may be ahead; a captured stream may be read on any machine.
   */
  private void stored(MeterSession meter, List<Readout.Stored> all) {
    LocalDateTime latest = interval.isEmpty() ? LocalDateTime.MAX : latest(meter);
    for (Readout.Stored one : all) {
      boolean isPast = !one.at().local().isAfter(latest);
      if (isPast && !one.measurements().isEmpty() && !one.equals(stored.get(one.storage()))) {
        stored.put(one.storage(), one);
        meter.publishRecord(identifier, Optional.of(one.at()), bounded(one.measurements()));
      }
    }
    if (stored.size() > MOST_STORED) { // the meter uses other numbers than before
      stored.keySet().retainAll(all.stream().map(Readout.Stored::storage).toList());
    }
  }

  /** Reports an answer that has no records. */
  void refuse(MeterSession meter, LongFrame frame, Answer answer) {
    if (answer instanceof Answer.ApplicationError error) {
      switch (error.code()) {
        case BUSY -> meter.find(MbusFindings.METER_BUSY);
        case TOO_OFTEN -> meter.find(MbusFindings.READ_TOO_OFTEN);
        default -> meter.find(MbusFindings.APPLICATION_ERROR, "code", words(error.code()));
      }
    } else if (answer instanceof Answer.Encrypted secret) {
      encrypted = true;
      meter.find(MbusFindings.ENCRYPTED, "mode", secret.mode());
      meter.keepUndecoded(frame.bytes());
    } else if (answer instanceof Answer.Unreadable unknown) {
      meter.find(
          MbusFindings.UNKNOWN_FORM,
          "ci",
          String.format(Locale.ROOT, "%02X", unknown.information()),
          "reason",
          unknown.why());
      meter.keepUndecoded(frame.bytes());
    }
  }
}
