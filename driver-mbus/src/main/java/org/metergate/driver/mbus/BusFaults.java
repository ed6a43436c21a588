// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.FindingCode;

/**
 * Reports why a meter was not read: if others on the bus answer, the fault is the meter's, else it
 * is the bus's. What others did before the meter was silent proves nothing, so a silent meter is
 * undecided until another one was asked after it; after a start, so is one whose answer is damaged.
 * Exists as long as the driver; on the thread of the link.
 */
final class BusFaults {
  /** So many damaged answers in a row at one address, while others are fine, are no chance. */
  private static final int NO_CHANCE = 3;

  /** While speeds are tried, nothing is received at most of them. */
  private static final int SPEEDS = 3;

  private final BusPresence presence;
  private final int meters;
  private int silentInARow;

  /** Silent meters, until it is known whether others answer. */
  private final Map<String, Silence> undecided = new LinkedHashMap<>();

  /** Meters with a damaged answer, until it is known whether others answer well. */
  private final Map<String, DamagedAnswer> undecidedDamage = new LinkedHashMap<>();

  /** Meters of which a fault is known that lasts until one of their frames is received. */
  private final Set<String> reported = new HashSet<>();

  /** Meters with {@link MbusFindings#BUS_SILENT}, which any byte on the line ends. */
  private final Set<String> reportedSilent = new HashSet<>();

  /**
   * A readout without an answer.
   *
   * @param bus the finding if no other meter answers either.
   */
  private record Silence(MeterReader reader, FindingCode bus, int baud, boolean unselected) {}

  private record DamagedAnswer(MbusOptions meter, Outcome outcome, int baud) {}

  /**
   * Creates the faults of a start, when none is reported.
   *
   * @param presence of all meters; it takes each readout before {@link #report} does.
   * @param meters how many there are.
   */
  BusFaults(BusPresence presence, int meters) {
    this.presence = presence;
    this.meters = meters;
    this.silentInARow = meters * SPEEDS;
  }

  /** Returns whether a meter was not read, no fault of it is reported, and another one decides. */
  boolean isUndecided() {
    return !undecidedDamage.isEmpty()
        || undecided.keySet().stream().anyMatch(name -> !isReported(name));
  }

  private boolean isReported(String name) {
    return reported.contains(name) || reportedSilent.contains(name);
  }

  /**
   * Takes what became of a readout.
   *
   * @param sessions of the meters, by their names: it may decide about others too.
   */
  void report(
      MeterReader reader, Outcome outcome, int baud, Function<String, MeterSession> sessions) {
    String name = reader.options().name();
    silentInARow = outcome.isSilence() ? silentInARow + 1 : 0;
    undecided.remove(name);
    undecidedDamage.remove(name);
    if (!outcome.isSilence()) {
      reportedSilent.clear();
    }
    switch (outcome) {
      case SILENT -> silent(reader, MbusFindings.BUS_SILENT, baud, sessions);
      case ECHO_ONLY -> silent(reader, MbusFindings.ONLY_ECHO, baud, sessions);
      case NOISE, DAMAGED, CUT ->
          damaged(new DamagedAnswer(reader.options(), outcome, baud), sessions);
      case OTHER_ADDRESS -> reported.add(name);
      case READ, HEARD -> reported.remove(name); // a fault is reported with what was received
    }
    if (outcome.isHeard()) {
      decideDamage(damage -> damaged(damage, sessions));
    }
    if (outcome.isHeard() || outcome.isPartOfFrame() && !undecidedDamage.containsKey(name)) {
      decide(silence -> onlyMeter(silence, sessions));
    }
  }

  /** A meter answered when its question had been given up: it is not silent. */
  void answeredLate(String name) {
    undecided.remove(name);
  }

  private void decide(Consumer<Silence> decision) {
    List<Silence> all = List.copyOf(undecided.values());
    undecided.clear();
    all.forEach(decision);
  }

  private void decideDamage(Consumer<DamagedAnswer> decision) {
    List<DamagedAnswer> all = List.copyOf(undecidedDamage.values());
    undecidedDamage.clear();
    all.forEach(decision);
  }

  private void silent(
      MeterReader reader, FindingCode bus, int baud, Function<String, MeterSession> sessions) {
    MbusOptions options = reader.options();
    String name = options.name();
    if (presence.isLate(name)) {
      reported.add(name);
      sessions
          .apply(name)
          .find(
              MbusFindings.ANSWERS_TOO_LATE,
              "address",
              options.address(),
              "milliseconds",
              options.patience(baud).toMillis());
      return;
    }
    undecided.put(name, new Silence(reader, bus, baud, reader.isSelectionUnanswered()));
    if (presence.nobodyAnswers()) {
      decide(silence -> wholeBus(silence, sessions));
      decideDamage(damage -> damaged(damage, sessions));
    }
  }

  private void wholeBus(Silence silence, Function<String, MeterSession> sessions) {
    String name = silence.reader().options().name();
    if (silentInARow < meters * SPEEDS && reported.contains(name)) {
      return; // what was received at another speed says more
    }
    (silence.bus().equals(MbusFindings.BUS_SILENT) ? reportedSilent : reported).add(name);
    sessions.apply(name).find(silence.bus(), "baud", silence.baud());
  }

  private void onlyMeter(Silence silence, Function<String, MeterSession> sessions) {
    MbusOptions options = silence.reader().options();
    reported.add(options.name());
    sessions
        .apply(options.name())
        .find(
            silence.unselected() ? MbusFindings.NOT_SELECTED : MbusFindings.METER_SILENT,
            "address",
            options.address());
  }

  private void damaged(DamagedAnswer damage, Function<String, MeterSession> sessions) {
    String name = damage.meter().name();
    boolean others = presence.othersAnswer(name);
    if (!others && !presence.isAlone() && !presence.nobodyAnswers()) {
      undecidedDamage.put(name, damage);
      return;
    }
    MeterSession meter = sessions.apply(name);
    reported.add(name);
    if (others && presence.damaged(name) >= NO_CHANCE) {
      boolean selected = damage.meter().address().selection().isPresent();
      meter.find(
          selected ? MbusFindings.SEVERAL_SELECTED : MbusFindings.ADDRESS_SHARED,
          "address",
          damage.meter().address());
    } else if (!others && (damage.outcome() == Outcome.NOISE || !presence.isAlone())) {
      meter.find(MbusFindings.NO_MBUS_BYTES, "baud", damage.baud());
      decide(silence -> noise(silence, damage.baud(), sessions));
      decideDamage(other -> damaged(other, sessions));
    } else {
      meter.find(
          damage.outcome() == Outcome.CUT ? MbusFindings.ANSWER_CUT : MbusFindings.ANSWER_DAMAGED,
          "address",
          damage.meter().address());
    }
  }

  private void noise(Silence silence, int baud, Function<String, MeterSession> sessions) {
    String name = silence.reader().options().name();
    if (reported.add(name)) {
      sessions.apply(name).find(MbusFindings.NO_MBUS_BYTES, "baud", baud);
    }
  }
}
