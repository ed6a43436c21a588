// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

class UnitsTest {
  private static final Units HOME = Units.home(HeatUnit.KWH);

  /** Pairs of units whose sizes differ by no power of ten, in both directions. */
  private static final List<List<String>> UNEVEN =
      List.of(
          List.of("GJ", "kWh"),
          List.of("kWh", "GJ"),
          List.of("MJ", "kWh"),
          List.of("GJ", "MWh"),
          List.of("MWh", "GJ"),
          List.of("Gcal", "kWh"),
          List.of("Gcal", "GJ"),
          List.of("kcal", "MWh"),
          List.of("l/min", "l/h"),
          List.of("l/s", "l/h"),
          List.of("s", "h"),
          List.of("d", "h"));

  private static final List<List<String>> EVEN =
      List.of(
          List.of("Wh", "kWh"),
          List.of("MWh", "kWh"),
          List.of("GWh", "kWh"),
          List.of("varh", "kvarh"),
          List.of("kW", "W"),
          List.of("mA", "A"),
          List.of("kV", "V"),
          List.of("l", "m3"),
          List.of("m3/h", "l/h"),
          List.of("kWh", "MWh"),
          List.of("MJ", "GJ"));

  @ParameterizedTest
  @CsvSource({
    "16532620, Wh, ENERGY, COUNTER, 16532.620, kWh",
    "35.318, MWh, HEAT_ENERGY, COUNTER, 35318, kWh",
    "0.25, kW, POWER, GAUGE, 250, W",
    "2.5, kW, POWER, GAUGE, 2500, W",
    "0.000, kW, POWER, GAUGE, 0, W",
    "-1.193, kW, POWER, GAUGE, -1193, W",
    "913.000, kWh, ENERGY, COUNTER, 913.000, kWh",
    "5, varh, REACTIVE_ENERGY, COUNTER, 0.005, kvarh",
    "5, VAh, APPARENT_ENERGY, COUNTER, 0.005, kVAh",
    "1.19, m3/h, FLOW, GAUGE, 1190, l/h",
    "12.5, l/min, FLOW, GAUGE, 750, l/h",
    "18340, l, WATER_VOLUME, COUNTER, 18.340, m3",
    "34.52, degC, TEMPERATURE_DIFFERENCE, GAUGE, 34.52, K",
    "34.52, degC, TEMPERATURE, GAUGE, 34.52, degC",
    "0.4, kW, HEAT_POWER, GAUGE, 400, W",
    "35.318, GJ, HEAT_ENERGY, COUNTER, 9810.6, kWh",
    "36000, s, DURATION, COUNTER, 10.0000, h",
    "240, s, DURATION, STATE, 240, s",
    "49.98, Hz, FREQUENCY, GAUGE, 49.98, Hz",
    "4711, m3*degC, NUMBER, COUNTER, 4711, m3*degC",
    "12, bananas, ENERGY, COUNTER, 12, bananas",
    "12, m3, ENERGY, COUNTER, 12, m3",
    "0.98, '', POWER_FACTOR, GAUGE, 0.98, ''",
  })
  void readsAllMetersInTheUnitsOfAHome(
      String number, String unit, Dimension dimension, Kind kind, String read, String readUnit) {
    Measurement converted = HOME.of(measurement(number, unit(unit), dimension, kind));

    assertEquals(read + " " + readUnit, converted.value() + " " + converted.unit().ascii());
  }

  @ParameterizedTest
  @CsvSource({"MWH, 35318, kWh, 35.318", "GJ, 9810.6, kWh, 35.3182", "MWH, 35.318, GJ, 9.8106"})
  void readsHeatAsTheBillDoes(HeatUnit heat, String number, String unit, String read) {
    Units units = Units.home(heat);
    Measurement one = measurement(number, unit(unit), Dimension.HEAT_ENERGY, Kind.COUNTER);

    assertEquals(read, units.of(one).value().toString());
    Measurement electric = measurement("5000", Unit.WH, Dimension.ENERGY, Kind.COUNTER);
    assertEquals("5.000", units.of(electric).value().toString(), "no bill has electricity in GJ");
  }

  @Test
  void movesThePointWithoutTouchingADigit() {
    Random random = new Random(15);
    for (int i = 0; i < 20_000; i++) {
      List<String> pair = EVEN.get(random.nextInt(EVEN.size()));
      BigDecimal number = random(random);
      BigDecimal converted = Units.convert(number, unit(pair.get(0)), unit(pair.get(1)));
      BigDecimal back = Units.convert(converted, unit(pair.get(1)), unit(pair.get(0)));

      assertEquals(0, number.compareTo(back), number + " " + pair + " " + converted);
      assertEquals(
          number.unscaledValue().toString().replaceAll("0+$", ""),
          converted.unscaledValue().toString().replaceAll("0+$", ""));
      assertTrue(converted.scale() >= 0, "an exponent in " + converted);
    }
  }

  @Test
  void givesTheMetersDigitsBackWhereTheFactorIsUneven() {
    Random random = new Random(16);
    for (int i = 0; i < 50_000; i++) {
      List<String> pair = UNEVEN.get(random.nextInt(UNEVEN.size()));
      BigDecimal number = random(random);
      BigDecimal converted = Units.convert(number, unit(pair.get(0)), unit(pair.get(1)));

      assertEquals(number, exact(converted, pair.get(1), pair.get(0), number.scale()), "" + pair);
    }
  }

  @Test
  void keepsNeighboursApartWithTheFewestDecimals() {
    Random random = new Random(17);
    for (int i = 0; i < 50_000; i++) {
      List<String> pair = UNEVEN.get(random.nextInt(UNEVEN.size()));
      BigDecimal number = random(random);
      BigDecimal next = number.add(number.ulp());
      BigDecimal converted = Units.convert(number, unit(pair.get(0)), unit(pair.get(1)));
      BigDecimal larger = Units.convert(next, unit(pair.get(0)), unit(pair.get(1)));

      assertTrue(converted.compareTo(larger) < 0, number + " and the next are one in " + pair);
      assertEquals(converted.scale(), larger.scale(), "the decimals depend on the value");
      if (converted.scale() > 0) {
        BigDecimal step = exact(number.ulp(), pair.get(0), pair.get(1), 30);
        assertTrue(
            step.compareTo(converted.ulp().movePointRight(1)) < 0,
            "with one decimal fewer, neighbours stay apart as well: " + number + " " + pair);
      }
    }
  }

  @Test
  void leavesWhatIsNoNumberAsItIs() {
    Quantity energy = Quantities.ENERGY_IMPORT;
    Measurement unscaled = new Measurement(energy, null, Unit.WH, "1", BigDecimal.TEN, null);
    Measurement text = Measurement.of(Quantities.METER_NUMBER, new Value.Text("5"), "2");
    Measurement bare = Measurement.decimal(energy, BigDecimal.TEN, null, "3");
    Measurement endless = Measurement.decimal(energy, new BigDecimal("1E+999999999"), Unit.WH, "4");
    Reading reading = reading(List.of(unscaled, text, bare, endless));

    assertSame(reading, HOME.of(reading));
  }

  @Test
  void keepsEverythingButValueAndUnit() {
    MeterTime at = MeterTime.local(LocalDateTime.of(2026, 11, 29, 10, 0));
    BigDecimal raw = new BigDecimal("1653262");
    Measurement one =
        new Measurement(
            Quantities.ENERGY_IMPORT,
            new Value.Decimal(new BigDecimal("16532620")),
            Unit.WH,
            "1.1.1.8.0.255",
            raw,
            at);
    Reading reading = reading(List.of(one));
    Reading converted = HOME.of(reading);

    Measurement expected =
        new Measurement(
            one.quantity(),
            new Value.Decimal(new BigDecimal("16532.620")),
            Unit.KWH,
            one.register(),
            raw,
            at);
    assertEquals(reading.withMeasurements(List.of(expected)), converted);
    assertSame(reading, Units.METER.of(reading));
  }

  @Test
  void convertsNothingToAnotherKind() {
    BigDecimal one = BigDecimal.ONE;

    assertThrows(IllegalArgumentException.class, () -> Units.convert(one, Unit.WH, Unit.VARH));
    assertThrows(
        IllegalArgumentException.class, () -> Units.convert(one, unit("apples"), Unit.KWH));
  }

  @Test
  void findsTheUnitOfHeatByItsName() {
    assertEquals(Optional.of(HeatUnit.MWH), HeatUnit.named("MWh"));
    assertEquals(Optional.empty(), HeatUnit.named("mwh"));
  }

  /** Independent of the code under test: a table of its own. */
  private static BigDecimal exact(BigDecimal number, String from, String to, int decimals) {
    return number.multiply(size(from)).divide(size(to), decimals, RoundingMode.HALF_UP);
  }

  private static BigDecimal size(String unit) {
    return new BigDecimal(
        switch (unit) {
          case "kWh", "h", "l/s" -> "3600";
          case "MWh" -> "3600000";
          case "GJ" -> "1000000";
          case "MJ" -> "1000";
          case "Gcal" -> "4186800";
          case "kcal" -> "4.1868";
          case "l/h", "s" -> "1";
          case "l/min" -> "60";
          case "d" -> "86400";
          default -> throw new IllegalArgumentException(unit);
        });
  }

  private static BigDecimal random(Random random) {
    BigInteger digits = new BigInteger(4 + random.nextInt(36), random);
    BigDecimal number = new BigDecimal(digits, random.nextInt(5));
    return random.nextInt(5) == 0 ? number.negate() : number;
  }

  private static Unit unit(String name) {
    return new Unit(name, name);
  }

  private static Measurement measurement(String number, Unit unit, Dimension dimension, Kind kind) {
    Quantity quantity = new Quantity("some", kind, dimension, "Some");
    return Measurement.decimal(quantity, new BigDecimal(number), unit, "1");
  }

  private static Reading reading(List<Measurement> measurements) {
    return new Reading(
        new MeterRef("house", "", "4711"),
        1,
        Origin.LIVE,
        Instant.EPOCH,
        Optional.empty(),
        new ArrayList<>(measurements));
  }
}
