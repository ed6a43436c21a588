// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.FindingCode;

/**
 * Says why a meter was not read: if others on the bus answer, the fault is the meter's, else it is
 * the bus's. Exists as long as the driver; on the thread of the link.
 */
final class BusFaults {
  /** So many damaged answers in a row at one address, while others are fine, are no chance. */
  private static final int NO_CHANCE = 3;

  /** While speeds are tried, nothing is received at most of them. */
  private static final int SPEEDS = 3;

  private final BusPresence presence;
  private final int meters;
  private int silentInARow;

  /**
   * Creates what knows of no fault yet.
   *
   * @param presence of all meters, which knows of a readout before its fault is reported.
   * @param meters how many there are.
   */
  BusFaults(BusPresence presence, int meters) {
    this.presence = presence;
    this.meters = meters;
    this.silentInARow = meters * SPEEDS;
  }

  void report(MeterReader reader, Outcome outcome, int baud, MeterSession meter) {
    silentInARow = outcome.isSilence() ? silentInARow + 1 : 0;
    switch (outcome) {
      case SILENT -> silent(reader, MbusFindings.NOBODY_ANSWERS, baud, meter);
      case ECHO_ONLY -> silent(reader, MbusFindings.ONLY_ECHO, baud, meter);
      case NOISE, DAMAGED, CUT -> damaged(reader, outcome, baud, meter);
      case READ, HEARD, OTHER_ADDRESS -> {
        // reported, if there is anything to report, with what was received
      }
    }
  }

  private void silent(MeterReader reader, FindingCode bus, int baud, MeterSession meter) {
    MbusOptions options = reader.options();
    if (presence.isLate(options.name())) {
      meter.find(
          MbusFindings.TOO_SLOW,
          "address",
          options.address(),
          "milliseconds",
          options.patience(baud).toMillis());
    } else if (presence.nobodyAnswers()) {
      if (silentInARow >= meters * SPEEDS) {
        meter.find(bus, "baud", baud);
      } // else what was received at another speed was reported
    } else {
      boolean unselected = reader.isSelectionUnanswered();
      meter.find(
          unselected ? MbusFindings.NOT_SELECTED : MbusFindings.NO_ANSWER,
          "address",
          options.address());
    }
  }

  private void damaged(MeterReader reader, Outcome outcome, int baud, MeterSession meter) {
    MbusOptions options = reader.options();
    boolean others = presence.othersAnswer(options.name());
    if (others && presence.damaged(options.name()) >= NO_CHANCE) {
      boolean selected = options.address().selection().isPresent();
      meter.find(
          selected ? MbusFindings.SEVERAL_SELECTED : MbusFindings.SHARED_ADDRESS,
          "address",
          options.address());
    } else if (!others && (outcome == Outcome.NOISE || !presence.isAlone())) {
      meter.find(MbusFindings.NOISE, "baud", baud);
    } else {
      meter.find(
          outcome == Outcome.CUT ? MbusFindings.CUT : MbusFindings.DAMAGED,
          "address",
          options.address());
    }
  }
}
