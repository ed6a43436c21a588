// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.mbus.Bus.count;
import static org.metergate.driver.mbus.Bus.found;
import static org.metergate.driver.mbus.Bus.readings;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** Sessions on an emulated bus. */
class MbusSessionTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static long live(KitSession session, String meter) {
    return readings(session, meter).stream().filter(r -> r.origin() == Origin.LIVE).count();
  }

  @Test
  void readsEachMeterOfTheBusUnderItsName() {
    KitSession session =
        new Bus(HOUR, "meters", "5", "model", "mixed").withMeters(5, "interval", "20min").run();
    Set<String> identifiers = new HashSet<>();
    for (int i = 1; i <= 5; i++) {
      assertEquals(3, live(session, "m" + i), "m" + i + ": " + found(session, "m" + i));
      identifiers.add(readings(session, "m" + i).get(0).meter().identifier());
    }
    assertEquals(5, identifiers.size(), identifiers.toString());
  }

  @Test
  void sendsNothingButResetsSelectionsAndQuestionsForData() {
    Bus bus =
        new Bus(HOUR, "meters", "3", "silent", "2")
            .withMeters(2)
            .with("m3", "secondary", "72000003");
    KitSession session = bus.run();
    assertTrue(live(session, "m3") > 5, found(session, "m3").toString());
    for (Bus.Question question : bus.questions) {
      boolean selection =
          question.control() == 0x73 && question.bytes()[6] == 0x52 && question.address() == 0xFD;
      assertTrue(
          selection || Set.of(0x40, 0x5B, 0x7B).contains(question.control()),
          "control field " + Integer.toHexString(question.control()));
    }
  }

  @Test
  void needsNoAddressWhereOneMeterIsAlone() {
    Bus bus = new Bus(HOUR, "first-address", "77").with("m");
    assertEquals(12, live(bus.run(), "m"));
    assertTrue(bus.asked(0xFE) >= 12);
  }

  @Test
  void makesOneReadingOfAnAnswerOfThreeTelegrams() {
    KitSession whole = new Bus(HOUR).withMeters(1).run();
    KitSession split = new Bus(HOUR, "three-telegrams", "1").withMeters(1).run();
    assertEquals(12, live(split, "m1"), found(split, "m1").toString());
    assertEquals(registers(whole.readings().get(0)), registers(split.readings().get(0)));
  }

  private static List<String> registers(Reading reading) {
    return reading.measurements().stream().map(m -> m.register()).toList();
  }

  @Test
  void publishesStoredValuesOnlyWhenTheyAreNew() {
    KitSession session = new Bus(Duration.ofHours(6)).withMeters(1).run();
    long records =
        readings(session, "m1").stream().filter(r -> r.origin() == Origin.HISTORY).count();
    assertEquals(1, records, "the month did not change");
    assertEquals(72, live(session, "m1"));
  }

  @Test
  void readsTheOthersInTimeThoughOneIsSilent() {
    Bus bus = new Bus(Duration.ofHours(5), "meters", "3", "silent", "2").withMeters(3);
    KitSession session = bus.run();
    assertEquals(60, live(session, "m1"));
    assertEquals(60, live(session, "m3"));
    assertEquals(List.of("meter-silent"), found(session, "m2"));
    assertEquals(List.of(), found(session, "m3"));
    long asked = bus.asked(2);
    assertTrue(asked >= 12 && asked <= 18, "the silent meter was asked " + asked + " times");
  }

  @Test
  void asksASilentMeterAtLeastEveryHalfHour() {
    Bus bus = new Bus(Duration.ofHours(6), "meters", "2", "silent", "2");
    bus.withMeters(2, "interval", "15min").run();
    long last = 0;
    for (Bus.Question question : bus.questions) {
      if (question.address() == 2) {
        assertTrue(question.at() - last <= Duration.ofMinutes(33).toNanos(), "at " + question.at());
        last = question.at();
      }
    }
    assertTrue(last > Duration.ofHours(5).toNanos());
  }

  @Test
  void saysOfADeadBusThatNobodyAnswersAndReadsAllAtOnceWhenItIsBack() {
    Bus bus =
        new Bus(Duration.ofHours(4), "meters", "4")
            .withMeters(4, "interval", "30min", "speed", "2400")
            .deadBetween(Duration.ofMinutes(50), Duration.ofMinutes(130));
    KitSession session = bus.run();
    for (int i = 1; i <= 4; i++) {
      assertTrue(count(session, "m" + i, MbusFindings.BUS_SILENT) > 0, "m" + i);
    }
    List<Reading> back =
        session.readings().stream()
            .filter(r -> r.origin() == Origin.LIVE)
            .filter(
                r -> r.receivedAt().isAfter(RecordingPlayer.START.plus(Duration.ofMinutes(130))))
            .limit(4)
            .toList();
    assertEquals(4, back.stream().map(r -> r.meter().name()).distinct().count());
    Duration spread = Duration.between(back.get(0).receivedAt(), back.get(3).receivedAt());
    assertTrue(spread.toSeconds() < 10, "all within " + spread);
    assertEquals(0, session.count(MbusFindings.INTERVAL_TOO_SHORT), "the bus is not slow");
  }

  @Test
  void findsTheSpeedTellsItOnceAndRemembersIt() {
    for (String speed : List.of("300", "9600")) {
      KitSession session = new Bus(HOUR, "meters", "2", "speed", speed).withMeters(2).run();
      assertTrue(live(session, "m1") >= 8, speed + ": " + found(session, "m1"));
      assertEquals(1, session.count(MbusFindings.SPEED_FOUND));
      Bus again = new Bus(HOUR, "meters", "2", "speed", speed).withMeters(2).after(session);
      KitSession after = again.run();
      assertEquals(List.of(), after.findings());
      assertTrue(live(after, "m1") >= 11);
    }
  }

  /** It is heard at whatever speed is tried while the bus is dead. */
  @Test
  void takesNoOtherSpeedForFoundWhereTheLinkSetsNone() {
    for (String option : List.of("address", "secondary")) {
      for (int seconds = 30; seconds <= 90; seconds += 20) {
        Bus bus = new Bus(HOUR, "number", "72000001").through(MbusSessionTest::withoutSpeeds);
        bus.with("m1", option, option.equals("address") ? "1" : "72000001", "interval", "10s");
        Duration dead = Duration.ofMinutes(10);
        KitSession session = bus.deadBetween(dead, dead.plusSeconds(seconds)).run();
        String what = option + ", dead for " + seconds + " s: " + found(session, "m1");
        assertEquals(0, session.count(MbusFindings.SPEED_FOUND), what);
        assertEquals("2400", session.states().get("m1/speed"), what);
        assertTrue(live(session, "m1") > 330, what + " " + live(session, "m1"));
      }
    }
  }

  private static ByteLink withoutSpeeds(ByteLink line) {
    return new ForwardingByteLink(line) {
      @Override
      public void reconfigure(LineSettings settings) {
        // as a serial server, which has its own
      }
    };
  }

  @Test
  void keepsToASpeedThatIsConfigured() {
    KitSession session =
        new Bus(HOUR, "meters", "2", "speed", "9600").withMeters(2, "speed", "2400").run();
    assertEquals(List.of(), session.readings());
    assertEquals(0, session.count(MbusFindings.SPEED_FOUND));
    KitSession fitting =
        new Bus(HOUR, "meters", "2", "speed", "4800").withMeters(2, "speed", "4800").run();
    assertEquals(12, live(fitting, "m2"));
  }

  @Test
  void namesAnAddressThatTwoMetersShareAndReadsBothBySecondaryAddress() {
    KitSession shared =
        new Bus(HOUR, "meters", "3", "same-address", "2")
            .with("m1", "address", "1")
            .with("m3", "address", "3")
            .run();
    assertEquals(List.of(), readings(shared, "m1"));
    assertTrue(found(shared, "m1").contains("address-shared"), found(shared, "m1").toString());
    assertEquals(12, live(shared, "m3"));
    KitSession apart =
        new Bus(HOUR, "meters", "3", "same-address", "2")
            .with("one", "secondary", "72000001")
            .with("two", "secondary", "720000022d2cFFFF")
            .run();
    assertEquals(12, live(apart, "one"), found(apart, "one").toString());
    assertEquals(12, live(apart, "two"), found(apart, "two").toString());
  }

  @Test
  void saysWhenNobodyOrSeveralHaveTheSecondaryAddress() {
    KitSession session =
        new Bus(HOUR, "meters", "3")
            .with("nobody", "secondary", "99999999")
            .with("several", "secondary", "7200000F")
            .with("good", "secondary", "72000003")
            .run();
    assertTrue(found(session, "nobody").contains("not-selected"), found(session, "nobody") + "");
    assertTrue(
        found(session, "several").contains("several-selected"), found(session, "several") + "");
    assertEquals(List.of(), readings(session, "several"));
    assertEquals(12, live(session, "good"));
  }

  @Test
  void readsOnlyTheMeterWithTheCustomerNumber() {
    KitSession right =
        new Bus(HOUR, "number", "72000183", "first-address", "183")
            .with("m", "customer-number", "72000183")
            .run();
    assertEquals(12, live(right, "m"));
    KitSession other =
        new Bus(HOUR, "number", "72009183", "first-address", "183")
            .with("m", "customer-number", "72000183")
            .run();
    assertEquals(List.of(), other.readings());
    assertEquals(List.of("other-meter"), found(other, "m"));
  }

  @Test
  void saysThatAMeterIsBusy() {
    KitSession session = new Bus(HOUR, "busy", "1").withMeters(1).run();
    assertEquals(List.of(), session.readings());
    assertEquals(List.of("meter-busy"), found(session, "m1"));
  }

  @Test
  void tellsOfAnEchoAndReadsOn() {
    KitSession session = new Bus(HOUR, "meters", "2", "echo", "true").withMeters(2).run();
    assertEquals(12, live(session, "m2"));
    assertEquals(List.of("echo"), found(session, "m2"));
  }

  @Test
  void tellsALateMeterFromASilentOne() {
    KitSession session =
        new Bus(HOUR, "meters", "2", "late", "2").withMeters(2, "timeout", "500ms").run();
    assertEquals(12, live(session, "m1"));
    List<String> found = found(session, "m2");
    assertTrue(found.contains("answers-too-late"), found.toString());
    assertTrue(found.contains("late-answer"), found.toString());
    KitSession patient =
        new Bus(HOUR, "meters", "2", "late", "2").withMeters(2, "timeout", "3s").run();
    assertEquals(12, live(patient, "m2"));
    assertEquals(List.of(), found(patient, "m2"));
  }

  @Test
  void publishesNothingOfADamagedAnswerAndAsksAgain() {
    KitSession clean = new Bus(HOUR).withMeters(1).run();
    KitSession damaged = new Bus(HOUR, "damage-every", "2").withMeters(1).run();
    assertEquals(12, live(damaged, "m1"), found(damaged, "m1").toString());
    assertEquals(
        registers(clean.readings().get(0)), registers(damaged.readings().get(0)), "same list");
    KitSession always = new Bus(HOUR, "damage-every", "1").withMeters(1).run();
    assertEquals(List.of(), always.readings());
    assertFalse(found(always, "m1").isEmpty());
  }

  @Test
  void warnsOfAnIntervalThatIsTooShortForTheBattery() {
    KitSession often = new Bus(HOUR, "model", "302").withMeters(1).run();
    assertEquals(List.of("battery-interval"), found(often, "m1"));
    KitSession rarely =
        new Bus(Duration.ofHours(5), "model", "302").withMeters(1, "interval", "1h").run();
    assertEquals(List.of(), found(rarely, "m1"));
    assertEquals(5, live(rarely, "m1"));
  }

  @Test
  void continuesWithTheSameDriverAfterTheLinkWasLost() {
    Bus bus = new Bus(HOUR, "meters", "2").withMeters(2);
    ByteDriver driver = bus.driver();
    bus.run(driver);
    Bus again = new Bus(bus.time, HOUR, "meters", "2");
    KitSession second = again.run(driver);
    assertEquals(12, live(second, "m2"));
    assertEquals(List.of(), found(second, "m2"));
  }

  @Test
  void readsSixtyMetersAt2400BaudInLessThanTwoMinutes() {
    Bus bus =
        new Bus(Duration.ofMinutes(9), "meters", "60", "model", "mixed")
            .withMeters(60, "interval", "10min");
    KitSession session = bus.run();
    Reading last = readings(session, "m60").get(0);
    Duration round = Duration.between(RecordingPlayer.START, last.receivedAt());
    assertTrue(round.toSeconds() < 120, "a round took " + round);
  }

  @Test
  void findsTheBusAgainAtTheSpeedThatWorkedBefore() {
    KitSession session =
        new Bus(Duration.ofHours(6), "meters", "3")
            .withMeters(3)
            .deadBetween(Duration.ofMinutes(61), Duration.ofMinutes(241))
            .run();
    long back =
        session.readings().stream()
            .filter(r -> r.origin() == Origin.LIVE)
            .filter(r -> r.receivedAt().isAfter(RecordingPlayer.START.plus(Duration.ofHours(4))))
            .filter(r -> r.receivedAt().isBefore(RecordingPlayer.START.plusSeconds(15_300)))
            .count();
    assertTrue(back >= 3, "read within a quarter of an hour: " + back);
  }

  @Test
  void publishesWholeReadingsOnlyWhereverTheLinkIsLostInAnAnswerOfThreeTelegrams() {
    int registers = registers(new Bus(HOUR).withMeters(1).run().readings().get(0)).size();
    for (int life = 0; life < 8000; life += 170) {
      Bus bus = new Bus(Duration.ofMillis(life), "three-telegrams", "1").withMeters(1);
      ByteDriver driver = bus.driver();
      KitSession lost = bus.run(driver);
      Bus again = new Bus(bus.time, HOUR, "three-telegrams", "1").after(lost).withMeters(1);
      KitSession session = again.run(driver);
      assertTrue(live(session, "m1") >= 11, "lost after " + life + " ms");
      for (KitSession each : List.of(lost, session)) {
        each.readings().stream()
            .filter(reading -> reading.origin() == Origin.LIVE)
            .forEach(reading -> assertEquals(registers, registers(reading).size()));
      }
    }
  }

  @Test
  void readsAnExchangedMeterUnderItsOwnNumber() {
    Bus bus = new Bus(HOUR, "number", "72000001").withMeters(1);
    KitSession before = bus.run();
    Bus exchanged = new Bus(bus.time, HOUR, "number", "73000001").withMeters(1).after(before);
    KitSession session = exchanged.run();
    assertTrue(live(session, "m1") >= 11);
    for (Reading reading : session.readings()) {
      assertEquals("73000001", reading.meter().identifier());
    }
    assertEquals(1, exchanged.questions.stream().filter(q -> q.address() == 0xFD).count() / 2);
  }

  @Test
  void saysThatAMeterIsReadTwiceByWhateverAddressesAndLosesNoReading() {
    KitSession twice =
        new Bus(HOUR, "meters", "3", "model", "mixed", "number", "72000001", "three-telegrams", "1")
            .with("primary", "address", "1")
            .with("secondary", "secondary", "72000001")
            .with("selected", "secondary", "72000002")
            .with("second", "address", "2")
            .with("third", "address", "3")
            .run();
    for (String meter : List.of("primary", "secondary", "selected", "second")) {
      assertEquals(12, live(twice, meter), meter + found(twice, meter));
      assertTrue(found(twice, meter).contains("same-meter"), meter + found(twice, meter));
    }
    assertFalse(found(twice, "third").contains("same-meter"), found(twice, "third").toString());
  }

  @Test
  void takesMetersWithTheSameNumberForTwoWhereTheirSerialNumbersDiffer() {
    KitSession session =
        new Bus(HOUR, "meters", "2", "same-number", "2", "model", "603").withMeters(2).run();
    assertEquals(0, session.count(MbusFindings.SAME_METER), session.findings().toString());
  }
}
