// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and times of the types F, G, I and J. */
class DatesTest {
  @ParameterizedTest
  @CsvSource({
    "42 6C 7F2C, date 2019-12-31",
    "42 6C 0101, date 2000-01-01",
    "02 6C 21A1, date 1981-01-01",
    "02 6C 0BA1, date 2080-01-11",
    "04 6D 1A2F6511, date and time 2011-01-05T15:26",
    "04 6D 0DAC4237, date and time 2026-07-02T12:13 summer",
    "04 6D 02373723, date and time 2017-03-23T23:02",
    "04 6D 00006101, date and time 2003-01-01T00:00",
    "04 6D 0000E1F1, date and time 2027-01-01T00:00",
    "04 6D 1A2F81C1, date and time 2100-01-01T15:26",
    "06 6D 5E2D0C4F3103, date and time 2026-01-15T12:45:30 summer",
    "03 6D 1E2D0C, date and time 12:45:30",
    "03 6D 000000, date and time 00:00",
    "03 6D 5EADCC, date and time 12:45:30",
    "02 6D 7F2C, date and time 2019-12-31"
  })
  void datesAndTimesAreOfTheMetersCalendar(String record, String text) {
    assertEquals(text, Records.text(record));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42 6C 0000",
        "42 6C FFFF",
        "42 6C 602C",
        "42 6C 7F2F",
        "42 6C 7E2D",
        "42 6C FF FC",
        "42 6C 1E22",
        "42 6C 81C1",
        "04 6D 00000000",
        "04 6D FFFFFFFF",
        "04 6D A115E917",
        "04 6D 3C0F6511",
        "04 6D 1A386511",
        "04 6D 1A2F6011",
        "04 6D 1A2F651F",
        "06 6D 000000000000",
        "06 6D FFFFFFFFFFFF",
        "06 6D 1EAD0C4F3103",
        "06 6D 3C2D0C4F3103",
        "06 6D 1E2D0CEFF103",
        "03 6D 3C2D0C",
        "03 6D 1E3C0C",
        "03 6D 1E2D18",
        "03 6D FFFFFF"
      })
  void whatIsInNoCalendarIsNoValue(String record) {
    Content content = Records.only(record).content();
    assertTrue(content instanceof Content.Missing, record + " is " + content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04 6C 1A2F6511",
        "01 6C 05",
        "0A 6C 1501",
        "05 6D 00007F43",
        "01 6D 05",
        "07 6D 0102030405060708",
        "0C 6D 12345678",
        "0D 6D E4 1A2F6511"
      })
  void aDateOfAnotherTypeIsKeptAsBytes(String record) {
    DataRecord one = Records.only(record);
    assertEquals(new Content.Bytes(one.raw()), one.content(), record);
  }
}
