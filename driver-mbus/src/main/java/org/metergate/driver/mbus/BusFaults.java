// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.FindingCode;

/**
 * Says why a meter was not read: what the other meters do tells a fault of the meter from one of
 * the bus.
 *
 * @param presence of all meters, which knows of this readout already.
 */
record BusFaults(BusPresence presence) {
  /** So many damaged answers in a row at one address, while others are fine, are no chance. */
  private static final int NO_CHANCE = 3;

  void report(MeterReader reader, Outcome outcome, int baud, MeterSession meter) {
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
      meter.find(bus, "baud", baud);
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
