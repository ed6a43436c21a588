// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.util.List;

/**
 * The records of heat meters, in the order in which real meters of these models were seen to send
 * them: a 302 in issue 81 of rscada/libmbus, named by the list in Kamstrup 5512-1334, p. 64; a 601
 * in the telegrams of rscada/libmbus; a 303 in issue 1300 of wmbusmeters; a 403 and a 603 in the
 * tests of wmbusmeters, which reads wires too. Counters stand in the steps of their VIF; E8 and E9
 * (FF07, FF08) in a hundred steps of the volume.
 */
final class HeatRecords {
  private static final int TYPE_302 = 6145;
  private static final int TYPE_603 = 6913;
  private static final long CONFIGURATION = 44_210;
  private static final long MODULE = 2_000_101;
  private static final long MODULE_SOFTWARE = 11_851_201;

  private HeatRecords() {}

  /** MULTICAL 302, which also counted some cooling last summer. */
  static List<Field> of302(HeatSupply heat, long number, Moment now) {
    double t = now.seconds();
    double month = now.month().seconds();
    double before = now.monthBefore().seconds();
    return List.of(
        new Field("0C-78", number),
        Field.of("04-06", heat.energy(t)),
        new Field("04-86FF02", 317),
        Field.of("04-FF07", heat.volumeTimesInlet(t)),
        Field.of("04-FF08", heat.volumeTimesOutlet(t)),
        Field.of("04-14", heat.volume(t) * 100),
        Field.of("04-22", now.hours()),
        new Field("34-22", 3),
        Field.of("02-59", heat.inletTemperature(t) * 100),
        Field.of("02-5D", heat.outletTemperature(t) * 100),
        Field.of("02-61", heat.difference() * 100),
        Field.of("04-2D", heat.kilowatts().at(t) * 10),
        Field.of("14-2D", heat.kilowatts().highest(month, t) * 10),
        Field.of("04-3B", heat.flow(t)),
        Field.of("14-3B", heat.highestFlow(month, t)),
        new Field("02-FD17", 0),
        Field.time("04-6D", now.local()),
        Field.of("44-06", heat.energy(month)),
        new Field("44-86FF02", 317),
        Field.of("44-FF07", heat.volumeTimesInlet(month)),
        Field.of("44-FF08", heat.volumeTimesOutlet(month)),
        Field.of("44-14", heat.volume(month) * 100),
        Field.of("54-2D", heat.kilowatts().highest(before, month) * 10),
        Field.of("54-3B", heat.highestFlow(before, month)),
        Field.date("42-6C", now.month().local()),
        new Field("07-FF0F", number),
        new Field("04-FF11", CONFIGURATION),
        new Field("04-FF12", 13_302_000),
        new Field("02-FF1A", TYPE_302),
        new Field("02-FD0E", 1793));
  }

  /** MULTICAL 303 for heat: numbers of two and three bytes, no serial number, no clock. */
  static List<Field> of303(HeatSupply heat, Moment now) {
    double t = now.seconds();
    double month = now.month().seconds();
    double before = now.monthBefore().seconds();
    return List.of(
        Field.of("04-06", heat.energy(t)),
        Field.of("04-14", heat.volume(t) * 100),
        Field.of("04-FF07", heat.volumeTimesInlet(t)),
        Field.of("04-FF08", heat.volumeTimesOutlet(t)),
        Field.of("03-22", now.hours()),
        new Field("33-22", 0),
        Field.of("02-59", heat.inletTemperature(t) * 100),
        Field.of("02-5D", heat.outletTemperature(t) * 100),
        Field.of("02-61", heat.difference() * 100),
        Field.of("02-2D", heat.kilowatts().at(t) * 10),
        Field.of("12-2D", heat.kilowatts().highest(month, t) * 10),
        Field.of("02-3B", heat.flow(t)),
        Field.of("12-3B", heat.highestFlow(month, t)),
        new Field("02-FF22", 0),
        Field.of("44-06", heat.energy(month)),
        Field.of("44-14", heat.volume(month) * 100),
        Field.of("44-FF07", heat.volumeTimesInlet(month)),
        Field.of("44-FF08", heat.volumeTimesOutlet(month)),
        Field.of("52-2D", heat.kilowatts().highest(before, month) * 10),
        Field.of("52-3B", heat.highestFlow(before, month)),
        Field.date("42-6C", now.month().local()));
  }

  /** MULTICAL 403 with the short list of the module HC-003-2x. */
  static List<Field> of403(HeatSupply heat, Moment now) {
    double t = now.seconds();
    return List.of(
        Field.of("04-06", heat.energy(t)),
        Field.of("04-FF07", heat.volumeTimesInlet(t)),
        Field.of("04-FF08", heat.volumeTimesOutlet(t)),
        Field.of("04-14", heat.volume(t) * 100),
        Field.of("04-3B", heat.flow(t)),
        Field.of("02-59", heat.inletTemperature(t) * 100),
        Field.of("02-5D", heat.outletTemperature(t) * 100),
        new Field("04-FF22", 0),
        Field.of("04-A5FF21", now.hours() * 60));
  }

  /** MULTICAL 603: volume in tenths of a cubic metre, so E8 and E9 in tens; two pulse inputs. */
  static List<Field> of603(HeatSupply heat, long number, Moment now) {
    double t = now.seconds();
    double month = now.month().seconds();
    double before = now.monthBefore().seconds();
    return List.of(
        Field.of("04-06", heat.energy(t)),
        Field.of("04-FF07", heat.volumeTimesInlet(t) / 10),
        Field.of("04-FF08", heat.volumeTimesOutlet(t) / 10),
        Field.of("04-15", heat.volume(t) * 10),
        Field.of("8440-14", heat.volume(t)),
        Field.of("848040-14", heat.volume(t) / 2),
        Field.of("04-22", now.hours()),
        new Field("34-22", 28),
        Field.of("02-59", heat.inletTemperature(t) * 100),
        Field.of("02-5D", heat.outletTemperature(t) * 100),
        Field.of("02-61", heat.difference() * 100),
        Field.of("04-2D", heat.kilowatts().at(t) * 10),
        Field.of("14-2D", heat.kilowatts().highest(month, t) * 10),
        Field.of("04-3B", heat.flow(t)),
        Field.of("14-3B", heat.highestFlow(month, t)),
        new Field("04-FF22", 0),
        Field.time("04-6D", now.local()),
        Field.of("44-06", heat.energy(month)),
        Field.of("44-FF07", heat.volumeTimesInlet(month) / 10),
        Field.of("44-FF08", heat.volumeTimesOutlet(month) / 10),
        Field.of("44-15", heat.volume(month) * 10),
        Field.of("C440-14", heat.volume(month)),
        Field.of("C48040-14", heat.volume(month) / 2),
        Field.of("54-2D", heat.kilowatts().highest(before, month) * 10),
        Field.of("54-3B", heat.highestFlow(before, month)),
        Field.date("42-6C", now.month().local()),
        new Field("02-FF1A", TYPE_603),
        new Field("0C-78", number),
        new Field("04-FF16", MODULE),
        new Field("04-FF17", MODULE_SOFTWARE));
  }

  /** MULTICAL 601: all numbers of four bytes, two tariffs, two pulse inputs, no E8 and E9. */
  static List<Field> of601(HeatSupply heat, long number, Moment now) {
    double t = now.seconds();
    double month = now.month().seconds();
    double before = now.monthBefore().seconds();
    return List.of(
        new Field("0C-78", number),
        Field.of("04-06", heat.energy(t)),
        Field.of("04-14", heat.volume(t) * 100),
        Field.of("04-22", now.hours()),
        Field.of("04-59", heat.inletTemperature(t) * 100),
        Field.of("04-5D", heat.outletTemperature(t) * 100),
        Field.of("04-61", heat.difference() * 100),
        Field.of("04-2D", heat.kilowatts().at(t) * 10),
        Field.of("14-2D", heat.kilowatts().highest(month, t) * 10),
        Field.of("04-3B", heat.flow(t)),
        Field.of("14-3B", heat.highestFlow(month, t)),
        Field.of("8410-06", heat.energy(t) / 4),
        Field.of("8420-06", heat.energy(t) / 8),
        new Field("8440-14", 0),
        new Field("848040-14", 0),
        new Field("84C040-06", 0),
        Field.time("04-6D", now.local()),
        Field.of("44-06", heat.energy(month)),
        Field.of("44-14", heat.volume(month) * 100),
        Field.of("54-2D", heat.kilowatts().highest(before, month) * 10),
        Field.of("54-3B", heat.highestFlow(before, month)),
        Field.of("C410-06", heat.energy(month) / 4),
        Field.of("C420-06", heat.energy(month) / 8),
        new Field("C440-14", 0),
        new Field("C48040-14", 0),
        new Field("C4C040-06", 0),
        Field.date("42-6C", now.month().local()));
  }
}
