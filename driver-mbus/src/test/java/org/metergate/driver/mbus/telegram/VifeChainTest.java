// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What VIFE make of a value. */
class VifeChainTest {
  private static Vife main(int code) {
    return new Vife(Vife.Table.MAIN, code);
  }

  /** What is stored in equal steps comes in one record, as the bytes of all values. */
  @ParameterizedTest
  @ValueSource(strings = {"13", "1E", "1F"})
  void aProfileIsNoText(String vife) {
    assertEquals("volume bytes 043B414243 m3", Records.text("0D 93" + vife + "04 3B414243"));
    assertEquals("volume 1.234 m3", Records.text("02 93" + vife + "D204"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x3A, 0x3B, 0x3C, 0x3E, 0x40, 0x48, 0x68, 0x6C, 0x7E, 0x12, 0x00, 0x04})
  void oneThatTellsRegistersApartLeavesValueAndUnit(int code) {
    String vife = String.format(Locale.ROOT, "%02X", code);
    DataRecord one = Records.only("04 86" + vife + "3D010000");
    assertEquals("energy 317000 Wh", Records.text("04 86" + vife + "3D010000"));
    assertEquals("04-86" + vife, one.key());
    assertEquals(List.of(main(code)), one.vifes());
  }

  @ParameterizedTest
  @CsvSource({"15, no data", "16, overflow", "17, underflow", "18, data error"})
  void anErrorIsNoValue(String vife, String why) {
    assertEquals("energy none: " + why + " Wh", Records.text("04 86" + vife + "00000000"));
    assertEquals("energy none: " + why + " Wh", Records.text("04 86BC" + vife + "00000000"));
  }

  @ParameterizedTest
  @CsvSource({
    "70, 0.000250",
    "71, 0.00250",
    "72, 0.0250",
    "73, 0.250",
    "74, 2.50",
    "75, 25.0",
    "76, 250",
    "77, 2500",
    "7D, 250000"
  })
  void aScaleIsPartOfTheValueAndOfTheExponent(String vife, String value) {
    assertEquals("voltage " + value + " V", Records.text("02 FDC9" + vife + "FA00"));
    DataRecord one = Records.only("02 FDC9" + vife + "FA00");
    Content.Number number = (Content.Number) one.content();
    assertEquals(0, number.value().compareTo(number.raw().scaleByPowerOfTen(one.vif().exponent())));
  }

  @Test
  void scalesAddUpAndWhatNoMeterHasIsNoValue() {
    assertEquals("volume 7000 m3", Records.text("04 93FD7D 07000000"));
    assertEquals(
        "volume none: ten to the power of 33 m3", Records.text("01 93" + "FD".repeat(11) + "7D01"));
  }

  @ParameterizedTest
  @CsvSource({"78, 21.501", "79, 21.51", "7A, 21.6", "7B, 22.5"})
  void anOffsetIsAdded(String vife, String value) {
    DataRecord one = Records.only("02 DA" + vife + "D700");
    Content.Number number = (Content.Number) one.content();
    assertEquals(value, number.value().stripTrailingZeros().toPlainString());
    assertEquals("215", number.raw().toPlainString());
  }

  @Test
  void offsetsAddUpAndAScaleAfterThemHoldsForThemToo() {
    assertEquals("external temperature 4300.101 degC", Records.text("02 E7F87A CC10"));
    assertEquals("external temperature 4301000 degC", Records.text("02 E7FB7D CC10"));
    assertEquals("external temperature 4300001 degC", Records.text("02 E7FD7B CC10"));
  }

  @ParameterizedTest
  @CsvSource({
    "20, m3/s",
    "21, m3/min",
    "22, m3/h",
    "23, m3/d",
    "24, m3/week",
    "25, m3/month",
    "26, m3/year",
    "27, m3/revolution",
    "28, m3/pulse",
    "2B, m3/pulse",
    "2C, m3/l",
    "2D, m3/m3",
    "2E, m3/kg",
    "2F, m3/K",
    "30, m3/kWh",
    "31, m3/GJ",
    "32, m3/kW",
    "33, m3/(K*l)",
    "34, m3/V",
    "35, m3/A",
    "36, m3*s",
    "37, m3*s/V",
    "38, m3*s/A"
  })
  void aRateHasAnotherUnitAndIsNoLongerTheQuantityItself(String vife, String unit) {
    assertEquals("other 0.007 " + unit, Records.text("04 93" + vife + "07000000"));
  }

  @Test
  void aRateOfSomethingWithoutUnitHasAUnit() {
    assertEquals("other 7 1/h", Records.text("04 FDBA22 07000000"));
  }

  @Test
  void aUnitIsDividedTwiceAtMost() {
    assertEquals("other 0.007 m3/h/d", Records.text("04 93A223 07000000"));
    DataRecord divided = Records.only("04 93A2A323 07000000");
    assertEquals("", divided.vif().unit());
    assertInstanceOf(Content.Bytes.class, divided.content());
  }

  @ParameterizedTest
  @ValueSource(strings = {"39", "6A", "6B", "6E", "6F"})
  void whenSomethingBeganOrEndedIsATimeAndNotTheQuantity(String vife) {
    assertEquals("event time 2011-08-26T20:50", Records.text("9410 DA" + vife + "32147A18"));
    assertEquals("event time 2011-08-26", Records.text("9210 DA" + vife + "7A18"));
    assertEquals("event time none: no date", Records.text("9410 AD" + vife + "00000000"));
    assertEquals("event time bytes 32", Records.text("9110 AD" + vife + "32"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "43", "46", "47", "4A", "4B", "4E", "4F"})
  void datesOfLimitsWhoseMeaningIsInDoubtAreKeptAsBytes(String vife) {
    assertEquals("other bytes 32147A18", Records.text("04 DA" + vife + "32147A18"));
  }

  @ParameterizedTest
  @CsvSource({"50, s", "51, min", "5A, h", "5F, d", "60, s", "65, min", "66, h", "67, d"})
  void howLongSomethingLastedIsADuration(String vife, String unit) {
    assertEquals("duration 9 " + unit, Records.text("02 BB" + vife + "0900"));
  }

  @Test
  void howOftenALimitWasExceededIsACount() {
    assertEquals("dimensionless 9", Records.text("02 BB41 0900"));
    assertEquals("dimensionless 9", Records.text("02 BB49 0900"));
  }

  @Test
  void anotherUnitThatIsNotNamedIsNotGuessed() {
    assertEquals("other 9", Records.text("02 BB3D 0900"));
  }

  @Test
  void theSecondTableTellsPhasesApart() {
    DataRecord one = Records.only("02 FDC8FC01 D108");
    assertEquals("voltage 225.7 V", Records.text("02 FDC8FC01 D108"));
    assertEquals(List.of(main(0x7C), new Vife(Vife.Table.SECOND, 1)), one.vifes());
    assertEquals(
        List.of(main(0x7C), new Vife(Vife.Table.SECOND, 1), main(0x3C)),
        Records.only("02 ABFC813C D108").vifes());
  }

  @Test
  void whatFollowsTheManufacturersByteIsTheManufacturersOwn() {
    DataRecord cooling = Records.only("04 86FF02 3D010000");
    assertEquals("04-86FF02", cooling.key());
    assertEquals("energy 317000 Wh", Records.text("04 86FF02 3D010000"));
    assertEquals(List.of(main(0x7F), new Vife(Vife.Table.MANUFACTURER, 2)), cooling.vifes());
    assertEquals(
        "voltage 225.7 V",
        Records.text("02 FDC8FF15 D108"),
        "15 is no error among the manufacturer's own");
    assertEquals(
        List.of(new Vife(Vife.Table.MANUFACTURER, 0x7D), new Vife(Vife.Table.MANUFACTURER, 0x22)),
        Records.only("02 FFFD22 0100").vifes());
    assertEquals("manufacturer specific 1", Records.text("02 FFFD22 0100"));
  }

  @Test
  void everyCodeOfEveryTableGivesARecord() {
    for (int code = 0; code < 128; code++) {
      String vife = String.format(Locale.ROOT, "%02X", code);
      for (String before : List.of("86", "86FC", "86FF", "FF", "FB80", "FDC9", "EC", "ED")) {
        String record = "04" + before + vife + "01020304";
        assertTrue(Records.only(record).key().endsWith(vife), record);
      }
    }
  }
}
