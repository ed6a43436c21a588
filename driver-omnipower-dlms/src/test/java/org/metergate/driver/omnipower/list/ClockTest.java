// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.omnipower.list.Reader.read;
import static org.metergate.driver.omnipower.list.Reader.telegram;
import static org.metergate.driver.omnipower.list.Reader.value;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.omnipower.wire.Data;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.spi.codec.MalformedException;

/** What a list is worth whose clock is wrong: everything but the time. */
class ClockTest {
  private static final String IMPOSSIBLE = "07EA0D0F040C0000FF800000"; // month 13

  @ParameterizedTest
  @ValueSource(
      strings = {
        "07EA010F000C0000FF800000", // weekday 0
        "07EA010F080C0000FF800000", // weekday 8
        "07EA010F040C0000C8800000", // hundredths 200
        "07EA010F040C0000FF07D000", // deviation 2000 minutes
        "07EA010F040C0000FF8000FF" // status FF
      })
  void aRedundantPartThatIsImpossibleCostsNothingElse(String clock) throws MalformedException {
    Meter meter = new Meter();
    meter.time = clock;
    Decoded.Telegram telegram = read(meter.nveHourly());
    assertEquals("2026-01-15T12:00:00", telegram.time().orElseThrow().toString());
    assertEquals("2026-01-15T12:00:00", value(telegram, "meter_clock"));
    assertEquals(Set.of(Note.ENERGY_SCALE_OPEN), telegram.notes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        IMPOSSIBLE,
        "07EA021F040C0000FF800000", // 31 February
        "07EA010F04180000FF800000", // hour 24
        "07EA010F04FF0000FF800000", // hour FF
        "0000010F040C0000FF800000" // year 0
      })
  void anImpossibleDateCostsTheTimeAndNotTheValues(String clock) throws MalformedException {
    Meter meter = new Meter();
    int values = read(meter.nveHourly()).measurements().size();
    meter.time = clock;
    Decoded.Telegram telegram = read(meter.nveHourly());
    assertTrue(telegram.time().isEmpty());
    assertEquals(values - 1, telegram.measurements().size(), "all but the clock");
    assertEquals("1083", value(telegram, "power_import"));
    assertEquals(Set.of(Note.ENERGY_SCALE_OPEN, Note.CLOCK_IMPOSSIBLE), telegram.notes());
  }

  @Test
  void anUnspecifiedDateIsNoMistake() throws MalformedException {
    Meter meter = new Meter();
    meter.time = "FFFFFFFFFFFFFFFFFF8000FF";
    Decoded.Telegram telegram = read(meter.nveHourly());
    assertTrue(telegram.time().isEmpty());
    assertEquals(Set.of(Note.ENERGY_SCALE_OPEN), telegram.notes());
  }

  @Test
  void aClockWithoutANameThatRepeatsAnImpossibleTimeDoesNotBecomeAText() throws MalformedException {
    byte[] message =
        new Data()
            .hex("0F 00000000 0C" + IMPOSSIBLE)
            .structure(3)
            .clock(IMPOSSIBLE)
            .obis("1.0.1.7.0.255")
            .u32(7)
            .scale(0, 27)
            .bytes();
    // element 1 of three, so the structure has four
    message[19] = 4;
    Decoded.Telegram telegram = read(message);
    assertEquals(1, telegram.measurements().size(), telegram.toString());
    assertEquals("7", value(telegram, "power_import"));
    assertEquals(Set.of(Note.CLOCK_IMPOSSIBLE), telegram.notes());
  }

  @Test
  void theSameBytesWithAndWithoutAnEarlierMessageGiveTheSame() throws MalformedException {
    ListDecoder decoder = new ListDecoder(Scales.AUTO);
    for (String clock : new String[] {Data.TIME, IMPOSSIBLE, "313831323230303030303039"}) {
      byte[] message =
          new Data()
              .hex("0F 40000000 00")
              .structure(3)
              .clock(clock)
              .obis("1.0.1.7.0.255")
              .u32(7)
              .bytes();
      Decoded.Telegram later = telegram(decoder.decode(message, 0, message.length));
      assertEquals(read(message).toString(), later.toString(), clock);
    }
  }

  @Test
  void aListOfNothingButAClockIsRead() throws MalformedException {
    Decoded.Telegram bare =
        read(Data.notification().structure(1).clock("07EA0101000C0000C8FFC400").bytes());
    assertEquals("2026-01-01T12:00:00+01:00", value(bare, "meter_clock"));
    Decoded.Telegram named =
        read(Data.notification().structure(2).obis("0.0.1.0.0.255").clock(Data.TIME).bytes());
    assertEquals("2026-01-15T12:00:00", value(named, "meter_clock"));
  }
}
