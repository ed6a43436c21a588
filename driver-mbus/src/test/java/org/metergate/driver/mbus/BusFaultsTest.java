// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.mbus.Bus.count;
import static org.metergate.driver.mbus.Bus.found;
import static org.metergate.driver.mbus.Bus.readings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Origin;
import org.metergate.time.VirtualTime;

/** Whether it is the bus or a meter that is silent, and when that is said. */
class BusFaultsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** What becomes of the questions to an address. */
  private enum Fate {
    ANSWERED,
    SILENT,
    NOISE
  }

  /** Meters, each of which may be silent or send what is no frame. */
  private static Bus bus(Duration life, int meters, IntFunction<Fate> fates) {
    Bus bus = new Bus(life, "meters", Integer.toString(meters));
    return bus.through(
        link ->
            new ForwardingByteLink(link) {
              private boolean noise;

              @Override
              public void write(byte[] bytes) throws LinkLostException {
                Fate fate = fates.apply(bytes[bytes.length == 5 ? 2 : 5] & 0xFF);
                noise = fate == Fate.NOISE;
                if (fate != Fate.SILENT) {
                  super.write(bytes);
                }
              }

              @Override
              public int read(byte[] into, Duration longest)
                  throws LinkLostException, InterruptedException {
                int count = super.read(into, longest);
                if (noise) {
                  Arrays.fill(into, 0, count, (byte) 0x55);
                }
                return count;
              }
            });
  }

  private static Fate silentIf(boolean silent) {
    return silent ? Fate.SILENT : Fate.ANSWERED;
  }

  @Test
  void blamesNoMeterWhenTheWholeBusIsDead() {
    for (Duration since : List.of(Duration.ZERO, Duration.ofMinutes(50), Duration.ofMinutes(61))) {
      Bus bus =
          new Bus(Duration.ofHours(4), "meters", "4").deadBetween(since, HOUR.multipliedBy(9));
      for (int i = 1; i <= 4; i++) {
        bus.with("m" + i, "address", "" + i, "speed", "2400", "interval", i * 15 + "min");
      }
      KitSession session = bus.run();
      assertEquals(0, session.count(MbusFindings.METER_SILENT), "dead since " + since);
      for (int i = 1; i <= 4; i++) {
        assertTrue(count(session, "m" + i, MbusFindings.BUS_SILENT) > 0, since + ": m" + i);
      }
    }
  }

  @Test
  void saysWithinSecondsWhichMeterIsSilentThoughNoOtherIsDue() {
    for (Duration life : List.of(Duration.ofSeconds(680), Duration.ofHours(5))) {
      Bus[] bus = new Bus[1];
      bus[0] =
          bus(
              life,
              2,
              address ->
                  silentIf(
                      address == 1
                          && bus[0]
                              .time
                              .now()
                              .isAfter(RecordingPlayer.START.plus(Duration.ofMinutes(10)))));
      KitSession session =
          bus[0]
              .with("m1", "address", "1", "interval", "11min")
              .with("m2", "address", "2", "interval", "1h")
              .run();
      assertEquals(List.of("meter-silent"), found(session, "m1"), "after " + life);
      assertEquals(List.of(), found(session, "m2"));
      long read = readings(session, "m2").stream().filter(r -> r.origin() == Origin.LIVE).count();
      assertTrue(read <= life.toHours() + 2, "m2 was read " + read + " times in " + life);
    }
  }

  @Test
  void saysOfTheLastThatTheBusIsSilentWhenMetersDieOneAfterAnother() {
    Bus[] bus = new Bus[1];
    bus[0] =
        bus(
            Duration.ofHours(6),
            3,
            address ->
                silentIf(
                    bus[0]
                        .time
                        .now()
                        .isAfter(RecordingPlayer.START.plus(Duration.ofMinutes(62L * address)))));
    KitSession session = bus[0].withMeters(3, "speed", "2400").run();
    assertTrue(found(session, "m1").contains("meter-silent"), found(session, "m1").toString());
    assertTrue(found(session, "m2").contains("meter-silent"), found(session, "m2").toString());
    assertEquals(List.of("bus-silent"), found(session, "m3"));
    assertTrue(found(session, "m1").contains("bus-silent"), found(session, "m1").toString());
  }

  @Test
  void leavesNoMeterWithoutAFaultWhereSomeAreSilentAndOthersSendNoise() {
    for (boolean began : new boolean[] {true, false}) {
      for (int silent = 1; silent <= 3; silent++) {
        int which = silent;
        Bus[] bus = new Bus[1];
        bus[0] =
            bus(
                Duration.ofMinutes(50),
                3,
                address ->
                    began
                            && bus[0]
                                .time
                                .now()
                                .isBefore(RecordingPlayer.START.plus(Duration.ofMinutes(16)))
                        ? Fate.ANSWERED
                        : address == which ? Fate.SILENT : Fate.NOISE);
        KitSession session = bus[0].withMeters(3, "speed", "2400").run();
        for (int i = 1; i <= 3; i++) {
          assertFalse(found(session, "m" + i).isEmpty(), "m" + i + " while silent: " + silent);
          assertEquals(0, count(session, "m" + i, MbusFindings.METER_SILENT));
        }
      }
    }
  }

  @Test
  void threeDamagedAnswersInARowAreOfSeveralMetersAndFewerAreChance() throws OptionException {
    for (String option : List.of(MeterAddress.ADDRESS, MeterAddress.SECONDARY)) {
      String number = option.equals(MeterAddress.ADDRESS) ? "2" : "20000000";
      MeterOptions two =
          new MeterOptions("two", Options.of(MbusOptions.SPECS, Map.of(option, number)));
      MeterReader reader = new MeterReader(MbusOptions.of(List.of(two)).get(0), frame -> {});
      BusPresence presence = new BusPresence(Map.of("one", HOUR, "two", HOUR));
      BusFaults faults = new BusFaults(presence, 2);
      KitSession session = new KitSession(new VirtualTime(RecordingPlayer.START));
      presence.asked("one", Outcome.READ, 0);
      for (Outcome outcome :
          List.of(
              Outcome.DAMAGED,
              Outcome.CUT,
              Outcome.READ,
              Outcome.CUT,
              Outcome.NOISE,
              Outcome.DAMAGED,
              Outcome.DAMAGED)) {
        presence.asked("two", outcome, 0);
        faults.report(reader, outcome, 2400, session::meter);
      }
      String several = option.equals(MeterAddress.ADDRESS) ? "address-shared" : "several-selected";
      assertEquals(
          List.of("answer-damaged", "answer-cut", "answer-cut", "answer-damaged", several, several),
          session.findings().stream().map(found -> found.finding().code().id()).toList());
    }
  }

  @Test
  void aSharedAddressIsNotTakenForNoiseOfTheWholeBusThoughItIsAskedFirst() {
    for (boolean early : new boolean[] {true, false}) {
      Bus bus = new Bus(HOUR, "meters", "4", "same-address", "2").with("shared", "address", "1");
      if (early) {
        bus.with("well", "address", "3");
      }
      KitSession session = bus.with("other", "address", "4", "interval", "30min").run();
      assertEquals(List.of("answer-damaged", "address-shared"), found(session, "shared"));
      assertEquals(List.of(), found(session, "other"));
    }
  }

  @Test
  void damageOfAllMetersIsNoiseForEachOfThemFromTheStart() {
    Bus bus = bus(Duration.ofMinutes(9), 3, address -> Fate.NOISE);
    KitSession session = bus.withMeters(3, "speed", "2400").run();
    for (int i = 1; i <= 3; i++) {
      assertEquals(List.of("no-mbus-bytes"), found(session, "m" + i));
    }
  }
}
