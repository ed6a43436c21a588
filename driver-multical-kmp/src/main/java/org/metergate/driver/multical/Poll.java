// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.register.MeterTimes;
import org.metergate.driver.multical.register.RegisterDecoder;
import org.metergate.driver.multical.register.RegisterEntries;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;

/** Reads the meter once: its registers, up to eight in one request, into one reading. */
final class Poll {
  private static final int INFO_CODE = 99;
  private static final int MAINS_MAX = 24;
  private static final Duration IDENTITY_HOLDS = Duration.ofDays(1);

  private final MulticalOptions options;
  private final KnownMeter known;
  private final KmpExchange kmpExchange;
  private final MeterSession meter;
  private final MeterIdentification meterIdentification;
  private final SensorCheck sensors;
  private List<Measurement> identity = List.of();
  private boolean identified;
  private long identifiedAt;

  Poll(MulticalOptions options, KnownMeter known, KmpExchange kmpExchange, MeterSession meter) {
    this.options = options;
    this.known = known;
    this.kmpExchange = kmpExchange;
    this.meter = meter;
    this.meterIdentification = new MeterIdentification(options, known, kmpExchange, meter);
    this.sensors = new SensorCheck(options.model());
  }

  /**
   * Reads once.
   *
   * @return whether a reading was published.
   */
  boolean run() throws LinkLostException, InterruptedException {
    List<Measurement> measurements = new ArrayList<>();
    long age = meter.nanos() - identifiedAt;
    if (!identified || age > IDENTITY_HOLDS.toNanos()) {
      Optional<List<Measurement>> identity = meterIdentification.identify();
      if (identity.isEmpty()) {
        return false;
      }
      this.identity = identity.get();
      measurements.addAll(identity.get());
      identified = true;
      identifiedAt = meter.nanos();
    }
    List<Measurement> read = new ArrayList<>();
    Optional<MeterTime> time = Optional.empty();
    boolean answered = true;
    while (answered && read.isEmpty()) {
      for (List<Integer> group : groups(meterIdentification.registers(MAINS_MAX))) {
        Optional<List<Measurement>> answer = ask(group);
        if (answer.isEmpty()) {
          answered = false;
          break;
        }
        read.addAll(answer.get());
        time = time.or(() -> MeterTimes.of(answer.get()));
      }
      if (answered && read.isEmpty() && !meterIdentification.guessesAgain()) {
        meter.find(MulticalFindings.NOTHING_KNOWN);
        answered = false;
      }
    }
    meterIdentification.remember();
    if (read.isEmpty()) {
      return false;
    }
    Set<String> names = read.stream().map(one -> one.quantity().name()).collect(Collectors.toSet());
    measurements.removeIf(own -> names.contains(own.quantity().name())); // also read as registers
    measurements.addAll(read);
    publish(measurements, time);
    return true;
  }

  private static List<List<Integer>> groups(List<Integer> registers) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < registers.size(); i += GetRegisters.MAX) {
      groups.add(registers.subList(i, Math.min(registers.size(), i + GetRegisters.MAX)));
    }
    return groups;
  }

  private Optional<List<Measurement>> ask(List<Integer> group)
      throws LinkLostException, InterruptedException {
    Optional<KmpFrame> answer = kmpExchange.ask(new GetRegisters(group));
    if (answer.isEmpty()) {
      Failure.report(kmpExchange, meter, known);
      return Optional.empty();
    }
    try {
      RegisterTable table = meterIdentification.table();
      List<Measurement> read = new RegisterDecoder(table).decode(answer.get().data());
      meterIdentification.answered(group, RegisterEntries.numbers(answer.get().data()));
      return Optional.of(
          table
                  == meterIdentification
                      .table() // else the answer showed that it is another kind of meter
              ? read
              : new RegisterDecoder(meterIdentification.table()).decode(answer.get().data()));
    } catch (MalformedException e) {
      meter.find(MulticalFindings.MALFORMED, "reason", e.getMessage());
      return Optional.empty();
    }
  }

  private void publish(List<Measurement> all, Optional<MeterTime> time) {
    List<Measurement> measured = sensors.apply(all);
    sensors.findings().forEach(meter::find);
    infoCode(measured);
    List<Integer> missing = options.choice().missing(known.absent());
    if (!missing.isEmpty()) {
      meter.find(
          MulticalFindings.REGISTERS_UNKNOWN,
          "registers",
          RequestText.names(missing, meterIdentification.table()));
    }
    if (options.battery() && options.interval().compareTo(MulticalOptions.BATTERY_FLOOR) < 0) {
      meter.find(MulticalFindings.BATTERY, "seconds", options.interval().toSeconds());
    }
    meter.passed(Stage.LIST);
    meter.describe(MeterNames.nameplate(options.model(), meterIdentification.family(), identity));
    meter.publish(known.serial(), time, measured);
  }

  private void infoCode(List<Measurement> measured) {
    for (Measurement one : measured) {
      if (one.register().equals(Integer.toString(INFO_CODE))
          && one.raw() != null
          && one.raw().signum() != 0) {
        InfoCodes.of(options.model(), meterIdentification.family(), one.raw().longValue())
            .forEach(meter::find);
      }
    }
  }
}
