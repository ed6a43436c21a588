// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.util.List;

/**
 * The records of a water meter and of an electricity meter, in the order in which real meters of
 * these models send them.
 */
final class SupplyRecords {
  private SupplyRecords() {}

  /** flowIQ 2101 (Kamstrup 55121944, p. 20): water in litres, temperatures in °C. */
  static List<Field> ofFlowIq(Load litres, Moment now) {
    double t = now.seconds();
    double month = now.month().seconds();
    double before = now.monthBefore().seconds();
    double lowest = litres.mean() - litres.swing();
    return List.of(
        Field.of("04-13", litres.since(t)),
        new Field("04-933C", 19),
        Field.of("04-22", now.hours()),
        Field.of("02-3B", litres.at(t)),
        new Field("01-5B", 8),
        new Field("01-67", 21),
        Field.of("22-3B", lowest),
        Field.of("12-3B", litres.highest(now.day().seconds(), t)),
        new Field("21-5B", 5),
        new Field("01-DBFF0F", 7),
        new Field("21-67", 14),
        new Field("11-67", 24),
        new Field("01-E7FF0F", 20),
        Field.time("04-6D", now.local()),
        Field.of("44-13", litres.since(month)),
        Field.of("62-3B", lowest),
        Field.of("52-3B", litres.highest(before, month)),
        Field.date("42-6C", now.month().local()));
  }

  /**
   * Electricity meter 382 (a telegram of rscada/libmbus): energy in kWh, also for each of two
   * tariffs, power in W.
   */
  static List<Field> of382(Load watts, Moment now) {
    double t = now.seconds();
    double kilowattHours = watts.since(t) / 1000;
    return List.of(
        Field.of("04-06", kilowattHours),
        Field.of("04-22", now.hours()),
        Field.of("04-2B", watts.at(t)),
        Field.of("14-2B", watts.highest(now.month().seconds(), t)),
        Field.of("8450-06", kilowattHours * 0.75),
        Field.of("8460-06", kilowattHours * 0.25));
  }
}
