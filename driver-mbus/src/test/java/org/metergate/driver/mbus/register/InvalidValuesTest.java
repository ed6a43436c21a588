// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.mbus.register.Readout.Invalid;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity.Kind;

/** A record without a value is named, unless meters in good order send it; bytes are kept. */
class InvalidValuesTest {

  @ParameterizedTest
  @CsvSource({
    "0C 06 DDB4EBDD, heat_energy, 0C-06, BCD digits DDEBB4DD",
    "0B 3B 0A0000, flow, 0B-3B, BCD digits 00000A",
    "05 2E 0000C07F, heat_power, 05-2E, not a number",
    "02 59 0080, temperature_flow, 02-59, the invalid number",
    "04 6D 8D2C4237, meter_clock, 04-6D, invalid bit set",
    "04 6D 0D2C4D3D, meter_clock, 04-6D, invalid date",
    "04 8618 01000000, register_04_8618, 04-8618, data error",
    "04 8616 01000000, register_04_8616, 04-8616, overflow",
    "44 06 00000080, register_44_06, 44-06, the invalid number",
    "42 6C 1F22, register_42_6c, 42-6C, invalid date",
  })
  void aRecordWhoseValueIsNoneIsNamed(String hex, String quantity, String register, String why) {
    Readout readout = Telegrams.kamstrup("3504", "04 14 01000000", hex);
    assertEquals(1, readout.measurements().size());
    List<Invalid> invalid = readout.invalid();
    assertEquals(1, invalid.size(), hex);
    assertEquals(quantity, invalid.get(0).quantity().name());
    assertEquals(register, invalid.get(0).register());
    assertEquals(why, invalid.get(0).why());
  }

  @ParameterizedTest
  @CsvSource({
    "00 06", // no data
    "08 06", // selected for readout
    "04 8615 01000000", // the meter says that there is none
    "42 6C 0000",
    "42 6C FFFF",
    "04 6D 00000000",
    "42 6C E1F1",
    "02 FD0E FFFF", // not set
    "02 FD16 3412", // a password
    "0D 78 00", // an empty text
  })
  void whatMetersInGoodOrderSendIsNotReported(String hex) {
    Readout readout = Telegrams.kamstrup("3504", "04 14 01000000", hex);
    assertEquals(1, readout.measurements().size());
    assertEquals(List.of(), readout.invalid());
  }

  @ParameterizedTest
  @CsvSource({
    "0D 7C025750 F0 F096075B2A27A693013DB51AB3DCD13E, 0D-7C025750-raw, 34",
    "04 6C 1A2F6511, 04-6C-raw, 8",
    "05 06 FFFF7F7F, 05-06-raw, 8", // larger than any table of an output takes
    "0F 0102, 0F-raw, 4",
    "1F 010203, 0F-raw, 6",
  })
  void bytesWithoutAMeaningAreATextUnderARegisterOfTheirOwn(
      String hex, String register, int digits) {
    Readout readout = Telegrams.kamstrup("3504", "04 14 01000000", hex);
    assertEquals(2, readout.measurements().size());
    Measurement raw = readout.measurements().get(1);
    assertEquals(register, raw.register());
    String name = "register_" + register.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    assertEquals(name, raw.quantity().name());
    assertEquals(Kind.STATE, raw.quantity().kind());
    assertEquals(Dimension.TEXT, raw.quantity().dimension());
    assertEquals(digits, raw.value().toString().length());
  }

  @Test
  void dataOfTheManufacturerInEachTelegramAreKept() {
    Readout readout =
        Readout.of(
            List.of(
                Telegrams.telegram("2D2C3504", "1F 0102"),
                Telegrams.telegram("2D2C3504", "0F"),
                Telegrams.telegram("2D2C3504", "0F 03")));
    assertEquals(
        List.of("0F-raw register_0f_raw=0102", "0F#2-raw register_0f_2_raw=03"),
        Telegrams.lines(readout.measurements()));
  }
}
