// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

class ReadingLinesTest {
  private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");
  private static final Quantity VOLUME =
      new Quantity("volume", Quantity.Kind.COUNTER, Dimension.VOLUME, "Volume");

  private static Measurement measured(Quantity quantity, String value, Unit unit) {
    return new Measurement(
        quantity,
        value == null ? null : new Value.Decimal(new BigDecimal(value)),
        unit,
        "1.1.1.8.0.255",
        BigDecimal.ONE,
        null);
  }

  private static Reading reading(Measurement... measurements) {
    return new Reading(
        MeterRef.of("heat", ""),
        1,
        Origin.LIVE,
        Instant.parse("2026-06-30T22:00:05Z"),
        Optional.empty(),
        List.of(measurements));
  }

  @Test
  void showsTheLocalTimeTheMeterAndItsMainValuesWithTheirUnits() {
    StringWriter out = new StringWriter();
    new ReadingLines(new PrintWriter(out), COPENHAGEN)
        .print(
            reading(
                measured(Quantities.ENERGY_IMPORT, "913.000", Unit.KWH),
                measured(VOLUME, "12.5", Unit.M3)));
    assertEquals(
        "00:00:05  heat          "
            + Quantities.ENERGY_IMPORT.label()
            + " 913.000 kWh  "
            + VOLUME.label()
            + " 12.5 m³\n",
        out.toString());
  }

  @Test
  void leavesOutWhatHasNoValueYetFurtherPhasesAndWhatIsTooMuchForALine() {
    StringWriter out = new StringWriter();
    Measurement[] many = new Measurement[12];
    Arrays.fill(many, measured(Quantities.POWER_IMPORT, "7", Unit.W));
    many[0] = measured(Quantities.ENERGY_IMPORT, null, Unit.WH);
    many[1] = measured(Quantities.phase(Quantities.VOLTAGE, 2), "230", Unit.V);
    new ReadingLines(new PrintWriter(out), COPENHAGEN).print(reading(many));
    String line = out.toString();
    assertFalse(line.contains("null") || line.contains("230"), line);
    assertEquals(6, line.split(" 7 W", -1).length - 1, line);
  }

  @Test
  void knowsWhenNobodyReadsItsLines() {
    ReadingLines open = new ReadingLines(new PrintWriter(new StringWriter()), COPENHAGEN);
    open.print(reading());
    assertFalse(open.closed());
    PrintWriter broken = new PrintWriter(Writer.nullWriter());
    broken.close();
    ReadingLines closed = new ReadingLines(broken, COPENHAGEN);
    closed.print(reading());
    assertTrue(closed.closed());
  }
}
