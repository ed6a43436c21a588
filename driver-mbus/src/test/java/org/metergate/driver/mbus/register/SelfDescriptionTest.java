// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.register.Readout.InfoCode;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Nameplate;

/** What a meter says of itself: number, model, versions, clock and info code. */
class SelfDescriptionTest {

  @Test
  void theSerialNumberOfAKamstrupMeterIsItsIdentifier() {
    assertEquals("06855817", Telegrams.kamstrup("0804", "0C 78 17588506").identifier());
    assertEquals("12345183", Telegrams.kamstrup("3504", "04 78 5F5FBC00").identifier());
  }

  @Test
  void theOrderOfTheBytesOnTheWireDoesNotMatter() {
    byte[] data = HexFormat.of().parseHex("068558172C2D08042A0000000C7806855817");
    Answer mostFirst = TelegramDecoder.decode(new LongFrame(0x08, 1, 0x76, data));
    Readout readout = Readout.of(List.of((Answer.Telegram) mostFirst));
    assertEquals("06855817", readout.identifier());
    assertEquals("0C-78 meter_number=06855817", Telegrams.lines(readout.measurements()).get(0));
  }

  @Test
  void withoutOneItIsTheIdentificationOfTheHeader() {
    assertEquals(Telegrams.IDENTITY, Telegrams.kamstrup("4004", "04 06 01000000").identifier());
    assertEquals(Telegrams.IDENTITY, Telegrams.kamstrup("0804", "0C 78 DDEBB4DD").identifier());
    assertEquals(Telegrams.IDENTITY, Telegrams.other("04", "0C 78 17588506").identifier());
  }

  @Test
  void aTelegramWithoutAHeaderHasNone() {
    Readout readout =
        Readout.of(
            List.of(
                new Answer.Telegram(Header.NONE, List.of(), false, new byte[0], new byte[0], "")));
    assertEquals("", readout.identifier());
    assertEquals(Nameplate.NONE, readout.nameplate());
  }

  @ParameterizedTest
  @CsvSource({
    "2D2C, 0104, Kamstrup, MULTICAL 401/66",
    "2D2C, 0102, Kamstrup, 382/351",
    "2D2C, 0804, Kamstrup, MULTICAL 601",
    "2D2C, 1904, Kamstrup, MULTICAL 402",
    "2D2C, 1C0C, Kamstrup, MULTICAL 602",
    "2D2C, 300D, Kamstrup, MULTICAL 302",
    "2D2C, 3404, Kamstrup, MULTICAL 403",
    "2D2C, 350A, Kamstrup, MULTICAL 603",
    "2D2C, 3904, Kamstrup, MULTICAL 803",
    "2D2C, 400D, Kamstrup, MULTICAL 303",
    "2D2C, 1B16, Kamstrup, MULTICAL 21",
    "2D2C, 1D16, Kamstrup, flowIQ 3100",
    "2D2C, 1F06, Kamstrup, flowIQ 2101",
    "2D2C, 0116, Kamstrup, ''",
    "2D2C, 3502, Kamstrup, ''",
    "2D2C, 7704, Kamstrup, ''",
    "372C, 4216, Kamstrup, ''",
    "A732, 0704, Landis+Gyr, ''",
    "4D6A, 0704, ZRM, ''",
    "0000, 0704, '', ''",
  })
  void makerAndModelAreThoseOfTheHeader(String maker, String model, String name, String called) {
    Readout readout = Readout.of(List.of(Telegrams.telegram(maker + model, "04 06 01000000")));
    assertEquals(name, readout.nameplate().manufacturer());
    assertEquals(called, readout.nameplate().model());
  }

  @Test
  void versionsAreOnTheNameplate() {
    assertEquals(
        new Nameplate("Kamstrup", "MULTICAL 302", "6145", "1793", ""),
        Telegrams.kamstrup("3004", "02 FF1A 0118", "02 FD0E 0107").nameplate());
    assertEquals(
        new Nameplate("ZRM", "", "WFH21", "V1.2", "7"),
        Telegrams.other("04", "0D FD0C 05 3132484657", "0D FD0F 04 322E3156", "01 FD0D 07")
            .nameplate());
  }

  @Test
  void theClockIsThatOfThePresent() {
    assertEquals(
        Optional.of("2026-07-02T12:13:00"),
        Telegrams.kamstrup("3504", "44 6D 3B173F3C", "04 6D 0D2C4237")
            .clock()
            .map(MeterTime::toString));
    assertEquals(Optional.empty(), Telegrams.kamstrup("3504", "04 6D 00000000").clock());
    assertEquals(Optional.empty(), Telegrams.kamstrup("3504", "03 6D 1E2D0C").clock());
  }

  @ParameterizedTest
  @CsvSource({
    "3504, 04 FF22 00000080, HEAT, 2147483648",
    "4004, 02 FF22 0001, HEAT, 256",
    "4004, 02 FF22 0080, HEAT, 32768",
    "3004, 02 FD17 0880, MULTICAL_302, 32776",
    "300D, 02 FD17 2000, MULTICAL_302, 32",
    "1C04, 02 FD17 2000, OLDER_HEAT, 32",
    "0804, 04 FD17 00000000, OLDER_HEAT, 0",
    "1F16, 02 FF25 0400, WATER, 4",
  })
  void theBitsOfAnInfoCodeAreThoseOnTheWire(String model, String hex, String table, long bits) {
    assertEquals(
        Optional.of(new InfoCode(InfoCode.Table.valueOf(table), bits)),
        Telegrams.kamstrup(model, hex).infoCode());
  }

  @Test
  void anInfoCodeThatIsNoValueIsNone() {
    assertEquals(Optional.empty(), Telegrams.kamstrup("3504", "04 FF22 FFFFFFFF").infoCode());
    assertEquals(Optional.empty(), Telegrams.kamstrup("3504", "44 FF22 08000000").infoCode());
    assertEquals(Optional.empty(), Telegrams.kamstrup("0102", "02 FD17 0800").infoCode());
  }

  @Test
  void theNewerInfoCodeGoesBeforeTheOlderOne() {
    InfoCode newer = new InfoCode(InfoCode.Table.HEAT, 8);
    assertEquals(
        Optional.of(newer), Telegrams.kamstrup("3504", "02 FD17 0100", "02 FF22 0800").infoCode());
    assertEquals(
        Optional.of(newer), Telegrams.kamstrup("3504", "02 FF22 0800", "02 FD17 0100").infoCode());
  }
}
