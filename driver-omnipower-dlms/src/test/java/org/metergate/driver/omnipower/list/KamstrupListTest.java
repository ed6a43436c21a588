// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.omnipower.list.Reader.get;
import static org.metergate.driver.omnipower.list.Reader.read;
import static org.metergate.driver.omnipower.list.Reader.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.omnipower.wire.Data;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Unit;

class KamstrupListTest {
  private static final Scales TENS =
      new Scales(OptionalInt.of(1), OptionalInt.empty(), OptionalInt.empty(), 0);

  @Test
  void readsPushOneInTheOrderOfTheList() throws MalformedException {
    Decoded.Telegram telegram = read(new Meter().push1(), TENS);
    assertEquals(33, telegram.measurements().size());
    assertEquals("2026-01-15T12:00:00", telegram.time().orElseThrow().toString());
    assertEquals(
        List.of(
            "list_id=Kamstrup_V0001 ",
            "energy_import=8666360 Wh",
            "energy_export=120 Wh",
            "reactive_energy_import=177080 varh",
            "reactive_energy_export=50 varh",
            "meter_number=12345678 ",
            "power_import=1083 W",
            "power_export=0 W",
            "reactive_power_import=0 var",
            "reactive_power_export=718 var",
            "meter_clock=2026-01-15T12:00:00 ",
            "voltage_l1=230 V",
            "voltage_l2=231 V",
            "voltage_l3=229 V",
            "current_l1=0.57 A",
            "current_l2=2.28 A",
            "current_l3=3.33 A",
            "power_import_l1=36 W",
            "power_import_l2=424 W",
            "power_import_l3=623 W",
            "power_factor_l1=0.31 ",
            "power_factor_l2=0.87 ",
            "power_factor_l3=0.85 ",
            "power_factor=0.83 ",
            "power_export_l1=0 W",
            "power_export_l2=0 W",
            "power_export_l3=0 W",
            "energy_export_l1=40 Wh",
            "energy_export_l2=30 Wh",
            "energy_export_l3=50 Wh",
            "energy_import_l1=2889320 Wh",
            "energy_import_l2=2886520 Wh",
            "energy_import_l3=2890520 Wh"),
        telegram.measurements().stream()
            .map(m -> m.quantity().name() + "=" + m.value() + " " + m.unit().ascii())
            .toList());
    assertEquals(Set.of(), telegram.notes());
  }

  @Test
  void keepsTheIntegerOfTheWireBesideEachValue() throws MalformedException {
    Decoded.Telegram telegram = read(new Meter().push1(), TENS);
    assertEquals(BigDecimal.valueOf(866636), get(telegram, "energy_import").raw());
    assertEquals(BigDecimal.valueOf(57), get(telegram, "current_l1").raw());
    assertEquals(BigDecimal.valueOf(12345678), get(telegram, "meter_number").raw());
    assertEquals("1.1.21.8.0.255", get(telegram, "energy_import_l1").register());
  }

  @Test
  void leavesEnergiesOpenUntilTheirScaleIsSet() throws MalformedException {
    Decoded.Telegram telegram = read(new Meter().push1());
    Measurement energy = get(telegram, "energy_import");
    assertNull(energy.value());
    assertEquals(BigDecimal.valueOf(866636), energy.raw());
    assertEquals(Unit.WH, energy.unit());
    assertEquals(Unit.VARH, get(telegram, "reactive_energy_export").unit());
    assertEquals(Set.of(Note.ENERGY_SCALE_OPEN), telegram.notes());
    assertEquals("1083", value(telegram, "power_import"), "the others are read");
  }

  @Test
  void readsTheListOfNorway() throws MalformedException {
    Decoded.Telegram telegram = read(new Meter().nve());
    assertEquals(13, telegram.measurements().size());
    assertEquals("5706567123456784", value(telegram, "meter_number"));
    assertEquals("6841131BN243101040", value(telegram, "meter_type"));
    assertEquals("2.28", value(telegram, "current_l2"));
    assertEquals(18, read(new Meter().nveHourly(), TENS).measurements().size());
    assertEquals("8666360", value(read(new Meter().nveHourly(), TENS), "energy_import"));
  }

  @Test
  void skipsThePairsThatAOnePhaseMeterSendsAsNull() throws MalformedException {
    Meter meter = new Meter();
    meter.phases = 1;
    Decoded.Telegram telegram = read(meter.nve());
    assertEquals(9, telegram.measurements().size());
    assertEquals("0.57", value(telegram, "current_l1"));
    assertEquals(14, read(meter.nveHourly()).measurements().size());
    assertEquals(19, read(meter.push1()).measurements().size(), "there the pairs are absent");
  }

  @Test
  void skipsANullInThePlaceOfAValue() throws MalformedException {
    byte[] message =
        Data.notification()
            .structure(5)
            .visible("Kamstrup_V0001")
            .obis("1.1.1.7.0.255")
            .nothing()
            .obis("1.1.2.7.0.255")
            .u32(5)
            .bytes();
    assertEquals(2, read(message).measurements().size());
  }

  @ParameterizedTest
  @CsvSource({
    // type, current-scale option as power of ten or empty, current of 50000 counts
    "6851131BN243101040, , 50.000", // with transformers
    "6841131BN243101040, , 500.00",
    "6861131BN243101040, , 500.00",
    "6851131BN243101040, -2, 500.00", // an option has priority
    "6841131BN243101040, -3, 50.000",
  })
  void takesTheScaleOfCurrentsFromTheMetersType(String type, Integer option, String amperes)
      throws MalformedException {
    Meter meter = new Meter().set("31.7.0", 50_000);
    meter.type = type;
    OptionalInt current = option == null ? OptionalInt.empty() : OptionalInt.of(option);
    Scales scales = new Scales(OptionalInt.of(0), OptionalInt.empty(), current, 0);
    assertEquals(amperes, value(read(meter.nve(), scales), "current_l1"));
  }

  @ParameterizedTest
  @CsvSource({"0, 1083, 719, 230", "-1, 108.3, 71.9, 230"})
  void scalesPowersByTheirOption(int exponent, String power, String reactive, String voltage)
      throws MalformedException {
    Scales scales =
        new Scales(OptionalInt.of(0), OptionalInt.empty(), OptionalInt.of(-2), exponent);
    Decoded.Telegram telegram = read(new Meter().set("4.7.0", 719).push1(), scales);
    assertEquals(power, value(telegram, "power_import"));
    assertEquals(reactive, value(telegram, "reactive_power_export"));
    assertEquals(voltage, value(telegram, "voltage_l1"));
  }

  @Test
  void keepsARegisterThatNoTableKnows() throws MalformedException {
    byte[] message =
        Data.notification()
            .structure(5)
            .visible("Kamstrup_V0001")
            .obis("1.1.99.7.0.255")
            .u32(4711)
            .obis("1.1.1.7.0.255")
            .visible("odd") // a text where the table has a power
            .bytes();
    Decoded.Telegram telegram = read(message);
    Measurement unknown = get(telegram, "register_1_1_99_7_0_255");
    assertNull(unknown.value());
    assertEquals(BigDecimal.valueOf(4711), unknown.raw());
    assertEquals("odd", value(telegram, "register_1_1_1_7_0_255"));
    assertEquals(Set.of(Note.SCALES_OPEN), telegram.notes());
  }

  @Test
  void readsAnUnknownVersionOfTheListWithoutGuessingScales() throws MalformedException {
    byte[] message =
        Data.notification()
            .structure(3)
            .visible("Kamstrup_V0002")
            .obis("1.1.1.7.0.255")
            .u32(4711)
            .bytes();
    Decoded.Telegram telegram = read(message);
    assertNull(get(telegram, "power_import").value());
    assertEquals(Set.of(Note.SCALES_OPEN), telegram.notes());
  }

  @Test
  void rejectsARegisterThatStandsTwice() {
    Data data = Data.notification().structure(5).visible("Kamstrup_V0001");
    data.obis("1.1.1.7.0.255").u32(1).obis("1.1.1.7.0.255").u32(2);
    rejects(data, "1.1.1.7.0.255 occurs twice");
  }

  @Test
  void rejectsPairsOutOfStep() {
    Data start = Data.notification().structure(4).visible("Kamstrup_V0001");
    rejects(start.obis("1.1.1.7.0.255").u32(1).u32(2), "element 3 should be an OBIS code");
    Data single = Data.notification().structure(2).visible("Kamstrup_V0001");
    rejects(single.obis("1.1.1.7.0.255"), "element 2 should be the value");
    Data five = Data.notification().structure(3).visible("Kamstrup_V0001");
    rejects(five.hex("0905 0101010700").u32(1), "element 1 should be an OBIS code of six bytes");
  }

  @Test
  void rejectsAPowerThatNoFuseLets() throws MalformedException {
    Meter meter = new Meter().set("1.7.0", 360_001);
    byte[] message = meter.nve();
    MalformedException refusal = assertThrows(MalformedException.class, () -> read(message));
    assertTrue(refusal.getMessage().contains("implausible"), refusal.getMessage());
    assertEquals("360000", value(read(meter.set("1.7.0", 360_000).nve()), "power_import"));
    meter.type = "6851131BN243101040";
    assertEquals("4000000", value(read(meter.set("1.7.0", 4_000_000).nve()), "power_import"));
  }

  private static void rejects(Data data, String reason) {
    MalformedException refusal = assertThrows(MalformedException.class, () -> read(data.bytes()));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }
}
