// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.metergate.driver.omnipower.list.Reader.get;
import static org.metergate.driver.omnipower.list.Reader.read;
import static org.metergate.driver.omnipower.list.Reader.value;

import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.spi.codec.MalformedException;

class TelegramScalesTest {
  private static final Scales AUTO =
      new Scales(OptionalInt.of(0), OptionalInt.empty(), OptionalInt.empty(), 0);

  @Test
  void readsAllVoltagesAsHundredthsWhereOneIsBeyondReason() throws MalformedException {
    Meter meter = new Meter().set("32.7.0", 22199).set("52.7.0", 23105).set("72.7.0", 900);
    meter.set("1.7.0", 500).set("61.7.0", 0).set("71.7.0", 0);
    Decoded.Telegram telegram = read(meter.push1(), AUTO);
    assertEquals("221.99", value(telegram, "voltage_l1"));
    assertEquals("9.00", value(telegram, "voltage_l3"), "a phase that is almost dead");
    assertEquals(Set.of(Note.VOLTAGE_IN_HUNDREDTHS), telegram.notes());
  }

  @Test
  void readsEachTelegramByItself() throws MalformedException {
    ListDecoder decoder = new ListDecoder(AUTO); // a remote change between two telegrams
    byte[] volts = new Meter().push1();
    byte[] hundredths =
        new Meter().set("32.7.0", 23010).set("52.7.0", 23105).set("72.7.0", 22995).push1();
    for (int i = 0; i < 3; i++) {
      Decoded.Telegram before = Reader.telegram(decoder.decode(volts, 0, volts.length));
      assertEquals("230", value(before, "voltage_l1"));
      Decoded.Telegram after = Reader.telegram(decoder.decode(hundredths, 0, volts.length));
      assertEquals("230.10", value(after, "voltage_l1"));
    }
  }

  @Test
  void leavesVoltagesToTheirOption() throws MalformedException {
    Scales whole = new Scales(OptionalInt.of(0), OptionalInt.of(0), OptionalInt.of(-2), 0);
    Meter meter = new Meter().set("32.7.0", 22199);
    assertEquals("22199", value(read(meter.push1(), whole), "voltage_l1"));
    assertEquals(Set.of(), read(meter.push1(), whole).notes());
  }

  @Test
  void givesNoCurrentWhereTheTelegramContradictsHundredths() throws MalformedException {
    // a meter with transformers, 0.001 A a count: 3 x 230 V x 50 A = 34.5 kVA
    Meter meter = new Meter().set("31.7.0", 50_000).set("51.7.0", 50_000).set("71.7.0", 50_000);
    meter.set("1.7.0", 33_000).set("4.7.0", 8_000);
    meter.set("21.7.0", 11_000).set("41.7.0", 11_000).set("61.7.0", 11_000);
    Decoded.Telegram telegram = read(meter.push1(), AUTO);
    assertNull(get(telegram, "current_l2").value());
    assertEquals("50000", get(telegram, "current_l2").raw().toString());
    assertEquals(Set.of(Note.CURRENT_SCALE_UNSURE), telegram.notes());
    Scales set = new Scales(OptionalInt.of(0), OptionalInt.empty(), OptionalInt.of(-3), 0);
    assertEquals("50.000", value(read(meter.push1(), set), "current_l2"));
  }

  @Test
  void powerAboveWhatVoltsAndAmperesAllowIsTheFaultOfThePower() throws MalformedException {
    Meter meter = new Meter().set("1.7.0", 9_000); // 230 V and 6 A cannot carry it
    Decoded.Telegram telegram = read(meter.push1(), AUTO);
    assertNull(get(telegram, "power_import").value());
    assertEquals("9000", get(telegram, "power_import").raw().toString());
    assertNotNull(get(telegram, "current_l1").value());
    assertEquals(Set.of(Note.POWER_TOO_HIGH), telegram.notes());
  }

  @Test
  void powersInTenthsFromMidnightOnAreWithheldUntilTheyFitAgain() throws MalformedException {
    ListDecoder decoder = new ListDecoder(AUTO);
    byte[] watts = load(3_000, 1_000).push1();
    byte[] tenths = load(30_000, 10_000).push1();
    for (int i = 0; i < 3; i++) {
      Decoded.Telegram before = Reader.telegram(decoder.decode(watts, 0, watts.length));
      assertEquals("3000", value(before, "power_import"));
      Decoded.Telegram after = Reader.telegram(decoder.decode(tenths, 0, tenths.length));
      assertNull(get(after, "power_import").value());
      assertNull(get(after, "power_import_l2").value());
      assertEquals("4.35", value(after, "current_l2"));
    }
    Scales set = new Scales(OptionalInt.of(0), OptionalInt.empty(), OptionalInt.empty(), -1);
    assertEquals("3000.0", value(read(tenths, set), "power_import"));
  }

  @Test
  void currentsThatWereHundredthsStayWhereOnlyThePowersChange() throws MalformedException {
    ListDecoder decoder = new ListDecoder(AUTO);
    byte[] watts = load(3_000, 1_000).push1();
    byte[] tensOfWatts = load(300, 100).push1();
    for (int i = 0; i < 12; i++) {
      Decoded.Telegram before = Reader.telegram(decoder.decode(watts, 0, watts.length));
      assertEquals("4.35", value(before, "current_l2"));
    }
    for (int i = 0; i < 3; i++) {
      Decoded.Telegram after = Reader.telegram(decoder.decode(tensOfWatts, 0, watts.length));
      assertEquals("4.35", value(after, "current_l2"));
      assertEquals(Set.of(), after.notes());
    }
    Scales set = new Scales(OptionalInt.of(0), OptionalInt.empty(), OptionalInt.empty(), 1);
    assertEquals("3000", value(read(tensOfWatts, set), "power_import"));
  }

  @Test
  void currentsOfAnotherMeterAreJudgedByThemselves() throws MalformedException {
    ListDecoder decoder = new ListDecoder(AUTO);
    byte[] direct = load(3_000, 1_000).push1();
    for (int i = 0; i < 12; i++) {
      decoder.decode(direct, 0, direct.length);
    }
    Meter other = load(33_000, 11_000).set("31.7.0", 50_000);
    other.set("51.7.0", 50_000).set("71.7.0", 50_000);
    other.set("0.0.1", 11_223_344);
    byte[] transformers = other.push1();
    Decoded.Telegram telegram =
        Reader.telegram(decoder.decode(transformers, 0, transformers.length));
    assertNull(get(telegram, "current_l2").value());
    assertEquals(Set.of(Note.CURRENT_SCALE_UNSURE), telegram.notes());
  }

  private static Meter load(int watts, int ofPhase) {
    Meter meter = new Meter().set("1.7.0", watts).set("4.7.0", 0);
    meter.set("21.7.0", ofPhase).set("41.7.0", ofPhase).set("61.7.0", ofPhase);
    return meter.set("31.7.0", 435).set("51.7.0", 435).set("71.7.0", 435);
  }

  @Test
  void judgesNothingBySmallLoads() throws MalformedException {
    Meter meter = new Meter().set("1.7.0", 3).set("4.7.0", 20);
    meter.set("21.7.0", 1).set("41.7.0", 1).set("61.7.0", 1);
    meter.set("31.7.0", 40).set("51.7.0", 90).set("71.7.0", 20); // harmonics: 345 VA at 20 VA
    assertEquals("0.90", value(read(meter.push1(), AUTO), "current_l2"));
  }

  @Test
  void isNotMisledByPhasesThatGiveWhileOthersTake() throws MalformedException {
    // panels on L1 export 4 kW, L2 and L3 import 2 kW each: the sum is zero, the currents are not
    Meter meter = new Meter().set("1.7.0", 0).set("2.7.0", 20).set("4.7.0", 100);
    meter.set("31.7.0", 1740).set("51.7.0", 870).set("71.7.0", 870);
    meter.set("22.7.0", 4000).set("21.7.0", 0).set("41.7.0", 1990).set("61.7.0", 1990);
    assertEquals("17.40", value(read(meter.push1(), AUTO), "current_l1"));
  }

  @Test
  void comparesInTheScalesOfVoltageAndPower() throws MalformedException {
    Meter meter = new Meter().set("32.7.0", 23000).set("52.7.0", 23100).set("72.7.0", 22900);
    meter.set("1.7.0", 10830).set("4.7.0", 7180); // tenths of a watt
    meter.set("21.7.0", 360).set("41.7.0", 4240).set("61.7.0", 6230);
    Scales tenths = new Scales(OptionalInt.of(0), OptionalInt.empty(), OptionalInt.empty(), -1);
    assertEquals("3.33", value(read(meter.push1(), tenths), "current_l3"));
  }
}
