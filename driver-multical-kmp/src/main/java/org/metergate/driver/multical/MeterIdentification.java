// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.register.RegisterDecoder;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.driver.multical.request.GetSerialNumber;
import org.metergate.driver.multical.request.GetType;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.dialogue.Traffic;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Measurement;

/**
 * Identifies the meter on the line: its speed and serial number, its type, and by the registers
 * that it answers whether it measures heat, water or electricity. Type numbers are known only for
 * the 601, so the registers decide.
 */
final class MeterIdentification {
  private static final String STATE = "meter";
  private static final int SOFTWARE_EDITION = 1005;

  /** A sleeping meter need not be tried at every speed each time. */
  private static final int ALL_SPEEDS_EACH = 10;

  private static final Set<Integer> HEAT = Set.of(60, 63, 80, 86, 87);
  private static final Set<Integer> ELECTRICITY = Set.of(1, 2, 13, 1023, 1054);
  private static final Set<Integer> WATER = Set.of(68, 74);

  private final MulticalOptions options;
  private final KnownMeter known;
  private final KmpExchange kmpExchange;
  private final MeterSession meter;
  private Family guess;
  private int guesses;
  private int failures;

  MeterIdentification(
      MulticalOptions options, KnownMeter known, KmpExchange kmpExchange, MeterSession meter) {
    this.options = options;
    this.known = known;
    this.kmpExchange = kmpExchange;
    this.meter = meter;
    meter.state(STATE).get().ifPresent(known::restore);
  }

  /** Stores what is known for the next start. */
  void remember() {
    meter.state(STATE).put(known.text());
  }

  /** Returns what the meter measures, as far as it is known. */
  Family family() {
    if (options.model().family() != null) {
      return options.model().family();
    }
    if (known.family() != null) {
      return known.family();
    }
    if (guess == null) {
      guess = kmpExchange.baud() == Family.ELECTRICITY.baud() ? Family.ELECTRICITY : Family.HEAT;
    }
    return guess;
  }

  RegisterTable table() {
    return family().table();
  }

  /**
   * Returns the registers to request: on a battery as many as fit into one request, unless more are
   * configured.
   */
  List<Integer> registers(int mainsMax) {
    int most = options.battery() ? GetRegisters.MAX : mainsMax;
    List<Integer> chosen = options.choice().of(family().wanted(), known.absent(), most);
    return chosen.isEmpty() ? family().wanted().subList(0, 1) : chosen;
  }

  /**
   * Requests the meter's identity, at each speed until it answers.
   *
   * @return its identity, or nothing if it did not answer.
   */
  Optional<List<Measurement>> identify() throws LinkLostException, InterruptedException {
    Traffic.Reason worst = Traffic.Reason.NOTHING;
    Set<Integer> speeds = speeds();
    for (int baud : speeds) {
      kmpExchange.baud(baud);
      Optional<KmpFrame> answer = kmpExchange.ask(new GetSerialNumber());
      if (answer.isPresent()) {
        known.baud(baud);
        failures = 0;
        return Optional.of(identity(answer.get()));
      }
      Traffic.Reason reason = kmpExchange.reason();
      boolean nearer =
          worst == Traffic.Reason.NOTHING
              || worst == Traffic.Reason.NOISE && reason != Traffic.Reason.NOTHING;
      worst = nearer ? reason : worst;
    }
    failures++;
    Failure.report(worst, speeds, meter, known);
    return Optional.empty();
  }

  /** The speed at which the meter answered is tried first, and usually alone. */
  private Set<Integer> speeds() {
    Set<Integer> speeds = new LinkedHashSet<>();
    if (options.bauds().contains(known.baud())) {
      speeds.add(known.baud());
    }
    if (speeds.isEmpty() || failures % ALL_SPEEDS_EACH == 0) {
      speeds.addAll(options.bauds());
    }
    return speeds;
  }

  private List<Measurement> identity(KmpFrame answer)
      throws LinkLostException, InterruptedException {
    List<Measurement> identity = new ArrayList<>();
    try {
      String serial = Identity.serial(answer.data());
      if (known.answered() && !known.serial().equals(serial)) {
        meter.find(MulticalFindings.OTHER_METER, "before", known.serial(), "meter", serial);
      }
      known.serial(serial);
      identity.add(Identity.number(serial));
      if (known.type().isEmpty()) {
        Optional<KmpFrame> type = kmpExchange.ask(new GetType());
        known.type(type.isPresent() ? Identity.type(type.get().data()) : Identity.NO_TYPE);
      }
      identity.addAll(Identity.typeAndSoftware(known.type()));
      if (Identity.hidesSoftware(known.type())) {
        identity.addAll(edition());
      }
      remember();
    } catch (MalformedException e) {
      meter.find(MulticalFindings.MALFORMED, "reason", e.getMessage());
    }
    return identity;
  }

  /** Newer meters have their software revision in a register; not all of them. */
  private List<Measurement> edition()
      throws LinkLostException, InterruptedException, MalformedException {
    GetRegisters request = new GetRegisters(List.of(SOFTWARE_EDITION));
    if (known.absent().contains(SOFTWARE_EDITION)) {
      return List.of();
    }
    Optional<KmpFrame> answer = kmpExchange.ask(request);
    if (answer.isEmpty()) {
      return List.of();
    }
    List<Measurement> read =
        new RegisterDecoder(RegisterTable.STANDARD).decode(answer.get().data());
    if (read.isEmpty()) {
      known.leftOut(SOFTWARE_EDITION);
    }
    return read;
  }

  /**
   * Derives what the meter lacks and what it measures from the registers of an answer, also from
   * those that had no value in it.
   */
  void answered(List<Integer> asked, List<Integer> present) {
    for (int register : asked) {
      if (present.contains(register)) {
        known.has(register);
      } else {
        known.leftOut(register);
      }
    }
    if (options.model().family() == null && known.family() == null) {
      deriveFamily(present);
    }
  }

  private void deriveFamily(List<Integer> present) {
    if (present.stream().anyMatch(HEAT::contains)) {
      known.family(Family.HEAT);
    } else if (present.stream().anyMatch(ELECTRICITY::contains)) {
      known.family(Family.ELECTRICITY);
    } else if (present.stream().anyMatch(WATER::contains)) {
      known.family(Family.WATER);
    }
  }

  /**
   * Tries another family if the meter's is unknown and it knew no register of the last one; the
   * next poll starts again.
   *
   * @return whether there was an untried one.
   */
  boolean guessesAgain() {
    if (options.model().family() != null || known.family() != null) {
      return false;
    }
    guesses = guesses % Family.values().length + 1;
    guess = Family.values()[(family().ordinal() + 1) % Family.values().length];
    return guesses < Family.values().length;
  }
}
