// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.journal.clock.ClockWait;
import org.metergate.journal.sql.Database;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.spi.time.TimeSource;

/** Readings as a meter sends them, each distinguished by its telegram number. */
final class Samples {
  static final Instant START = Instant.parse("2026-01-07T13:47:20Z");
  static final MeterRef METER = MeterRef.of("electricity", "5706567274389702");

  private static final Unit[] UNITS = {Unit.WH, Unit.VARH, Unit.W, Unit.VAR, Unit.V, Unit.A};

  private Samples() {}

  static Journal open(Path path, TimeSource time) throws JournalException {
    return Journal.openQuiet(new JournalSettings(path, Duration.ofSeconds(60)), time, "boot-1");
  }

  /** The writing side alone, as a journal of this boot creates it. */
  static Writer writer(Database database, TimeSource time) throws Exception {
    return new Writer(
        database,
        new States(database.writer()),
        new Cursors(database.writer()),
        time,
        "boot-1",
        ClockWait.NONE);
  }

  static Reading reading(int number) {
    return reading(METER, Origin.LIVE, number);
  }

  static Reading reading(MeterRef meter, Origin origin, int number) {
    return new Reading(
        meter,
        number,
        origin,
        START.plusSeconds(number),
        Optional.empty(),
        List.of(
            number("energy_import", Kind.COUNTER, Dimension.ENERGY, Unit.WH, number, 10, 0),
            number("voltage_l1", Kind.GAUGE, Dimension.VOLTAGE, Unit.V, 230, 1, 1)));
  }

  /** A record of a meter's own logger, read some time later. */
  static Reading record(Instant at, int number) {
    return new Reading(
        METER,
        number,
        Origin.HISTORY,
        START,
        Optional.of(new MeterTime(LocalDateTime.ofInstant(at, ZoneOffset.UTC), ZoneOffset.UTC)),
        reading(number).measurements());
  }

  static Measurement number(
      String name, Kind kind, Dimension dimension, Unit unit, long raw, int factor, int scale) {
    return new Measurement(
        new Quantity(name, kind, dimension, "The quantity " + name),
        new Value.Decimal(BigDecimal.valueOf(raw * factor, scale)),
        unit,
        "1.1." + name.length() + ".8.0.255",
        BigDecimal.valueOf(raw),
        null);
  }

  /** A list as pushed by a three-phase OMNIPOWER: 20 numbers, a text and a clock. */
  static Reading list(int number) {
    List<Measurement> list = new ArrayList<>();
    MeterTime time =
        MeterTime.local(LocalDateTime.ofInstant(START.plusSeconds(10L * number), ZoneOffset.UTC));
    list.add(
        Measurement.of(
            new Quantity("meter_number", Kind.STATE, Dimension.TEXT, "Meter number"),
            new Value.Text("5706567274389702"),
            "1.1.0.0.1.255"));
    list.add(
        Measurement.of(
            new Quantity("meter_clock", Kind.STATE, Dimension.TIME, "Meter clock"),
            new Value.Moment(time),
            "0.1.1.0.0.255"));
    for (int i = 0; i < 20; i++) {
      boolean counter = i < 4;
      long raw = counter ? 12_345_678L + number / (i + 1) : 200 + (number * 31L + i * 17L) % 1800;
      list.add(
          number(
              "quantity_" + i,
              counter ? Kind.COUNTER : Kind.GAUGE,
              counter ? Dimension.ENERGY : Dimension.POWER,
              UNITS[i % UNITS.length],
              raw,
              counter ? 10 : 1,
              i < 16 ? 0 : 2));
    }
    return new Reading(
        METER,
        number,
        Origin.LIVE,
        START.plusSeconds(10L * number).plusMillis(437),
        Optional.of(time),
        list);
  }
}
