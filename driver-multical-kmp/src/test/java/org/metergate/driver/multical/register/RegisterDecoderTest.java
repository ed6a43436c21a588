// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;

class RegisterDecoderTest {
  private static List<Measurement> decode(String hex) throws MalformedException {
    return new RegisterDecoder(RegisterTable.STANDARD).decode(new ByteCursor(Hex.parse(hex)));
  }

  private static String text(String hex) throws MalformedException {
    List<Measurement> all = decode(hex);
    assertEquals(1, all.size());
    Measurement one = all.get(0);
    return (one.quantity().name() + " " + one.value() + " " + one.unit().ascii()).strip();
  }

  @Test
  void keepsExactlyTheDecimalsOfTheMeter() throws MalformedException {
    assertEquals("heat_energy 55.006 MWh", text("003C 03 04 43 0000D6DE"));
    assertEquals("temperature_flow 20.00 degC", text("0056 25 02 42 07D0"));
    assertEquals("flow -123.45 l/h", text("004A 29 04 C2 00003039"));
    assertEquals("flow 87654321000 l/h", text("004A 29 04 03 05397FB1"));
    assertEquals("flow 255000 l/h", text("004A 29 01 03 FF"));
    assertEquals("flow 0 l/h", text("004A 29 01 00 00"));
  }

  @Test
  void readsValuesOfAnyLength() throws MalformedException {
    assertEquals("register_700 18446744073709551615", text("02BC 33 08 00 FFFFFFFFFFFFFFFF"));
    assertEquals("register_700 0.256", text("02BC 33 0A 43 00000000000000000100"));
    assertEquals("register_700 -72057594037927935", text("02BC 33 07 80 FFFFFFFFFFFFFF"));
  }

  @Test
  void readsDatesTimesAndTexts() throws MalformedException {
    assertEquals("meter_time 10:30:00", text("03EA 2F 04 00 00019258"));
    assertEquals("meter_time 00:00:00", text("03EA 2F 04 00 00000000"));
    assertEquals("meter_date 2006-08-24T00:00:00", text("03EB 30 04 00 0000ED98"));
    assertEquals("register_700 2024-02-29T00:00:00", text("02BC 31 04 00 0134D765"));
    assertEquals("target_date 12-31", text("0062 32 02 00 04CF"));
    assertEquals("meter_moment 2012-09-10T16:02:33", text("0417 35 08 00 8201210210 0A090C"));
    assertEquals("meter_clock 2026-11-25T17:05:09", text("015C 4F 07 00 00 1A 0B 19 11 05 09"));
    assertEquals("register_700 684-23", text("02BC 36 08 00 3638342D32332000"));
  }

  /** Each is a register that a meter knows and has no value for; the volume next to it stays. */
  @Test
  void leavesOutAloneWhatIsNoDateTimeNumberOrText() throws MalformedException {
    for (String none :
        List.of(
            "03EB 30 04 00 00000000", // 000000
            "03EB 30 04 00 000F423F", // 999999
            "03EB 30 04 00 000F20A7", // 991399
            "03EB 30 04 00 FFFFFFFF",
            "03EB 30 04 00 0013BE1D", // a year of three digits
            "03EB 30 0A 00 00000000000000000000",
            "03EA 2F 04 00 000F423F", // 99:99:99
            "03EA 2F 04 00 0003A980", // 24:00:00
            "02BC 31 04 00 05F5E0FF", // 9999-99-99
            "02BC 31 04 00 05F5BA13", // 9999-01-31
            "0062 32 02 00 0000",
            "0062 32 04 00 000F423F",
            "0417 35 08 00 FFFFFFFFFFFFFFFF",
            "0417 35 08 00 820121021001100C", // a month of sixteen
            "0417 35 FF 00" + "01".repeat(255),
            "015C 4F 07 00 00630001000000",
            "015C 4F 07 00 00FF0101000000",
            "015C 4F 05 00 1A0B191105",
            "004A 29 FF 00" + "00".repeat(254) + "05",
            "004A 29 FF 43" + "FF".repeat(255),
            "004A 29 0B 00 0000000000000000000007",
            "004A 29 04 3F 00000001", // ten to the 63rd
            "004A 29 04 7F 00000001",
            "003C 03 0A 03 FFFFFFFFFFFFFFFFFFFF",
            "003C 03 04 12 00000001",
            "02BC 36 08 00 FFFFFFFFFFFFFFFF",
            "02BC 36 04 00 20202020",
            "02BC 36 04 00 00000000")) {
      assertEquals(List.of(), decode(none), none);
      String both = none + " 0044 28 04 42 00021BF2";
      assertEquals("1382.26", decode(both).get(0).value().toString(), none);
      assertEquals(
          2, RegisterEntries.numbers(new ByteCursor(Hex.parse(both))).size(), "both are known");
    }
  }

  @Test
  void findsTheMetersTimeOnlyWhereDateAndClockAreThat() throws MalformedException {
    String date = "03EB 30 04 00 0000ED98";
    assertEquals(
        "2006-08-24T10:30",
        MeterTimes.of(decode(date + "03EA 2F 04 00 00019258")).orElseThrow().local().toString());
    for (String clock :
        List.of("", "03EA 36 02 00 313A", "03EA 36 08 00 39393A39393A3939", "03EA 33 01 00 07")) {
      assertEquals(Optional.empty(), MeterTimes.of(decode(date + clock)), clock);
    }
  }

  @Test
  void namesAnUnknownUnitByItsNumberAndAnUnknownRegisterByIts() throws MalformedException {
    Measurement one = decode("FFFE F0 01 00 07").get(0);
    assertEquals("register_65534", one.quantity().name());
    assertEquals("kmp-unit-240", one.unit().ascii());
    assertEquals("7", one.value().toString());
  }

  @Test
  void countsTensWhereTheUnitDoes() throws MalformedException {
    assertEquals("volume 120 m3", text("0044 37 01 00 0C"));
    assertEquals("volume 1.2 m3", text("0044 37 01 42 0C"));
  }

  @Test
  void refusesEverythingWhereLengthsDoNotFit() {
    for (String bad :
        List.of("003C", "003C 03 04 43 0000D6", "003C 03 00 00", "003C 03 FF 43 00", "003C03")) {
      assertThrows(MalformedException.class, () -> decode(bad), bad);
    }
    assertThrows(MalformedException.class, () -> decode("004A290100 01 004A290100 02"));
  }

  @Test
  void hasEachNameOnceInEachTable() {
    for (RegisterTable table : List.of(RegisterTable.STANDARD, RegisterTable.WATER)) {
      for (String name : table.names()) {
        Quantity quantity = table.named(name).orElseThrow().quantity();
        assertEquals(name, quantity.name());
        assertEquals(quantity, table.of(table.named(name).orElseThrow().number()).quantity());
      }
    }
    assertEquals(
        HeatRegisters.ALL.size() + ElectricityRegisters.ALL.size(),
        RegisterTable.STANDARD.names().size(),
        "two registers of one name");
    assertEquals("water_volume", RegisterTable.WATER.of(68).quantity().name());
    assertEquals("volume", RegisterTable.STANDARD.of(68).quantity().name());
    assertTrue(RegisterTable.STANDARD.named("volume").isPresent());
  }
}
