// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** Meters that no number selects, on a bus of many others at 2400 baud that are read each 5 min. */
class HiddenMetersOfLargeBusTest {
  /** KAM version 35, heat. */
  private static final String MODEL = "2D2C3504";

  private static final int MANY = 60;
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final KitSession session = new KitSession(time);
  private final CollidingBus bus =
      new CollidingBus(time, MbusExchange.line(2400), 2400, CollidingBus.Line.GOOD);
  private int selections;

  private static String digits(int number) {
    return String.format(Locale.ROOT, "%08d", number) + MODEL;
  }

  /** Connects meters with numbers of their own, by which they are selected. */
  private void addOthers(int first, int last) {
    Random random = new Random(1);
    for (int address = first; address <= last; address++) {
      bus.add(address, digits(random.nextInt(100_000_000)), "");
    }
  }

  private void read(ByteLink link, int first, int last, Duration life) throws OptionException {
    List<MeterOptions> meters = new ArrayList<>();
    for (int address = first; address <= last; address++) {
      Map<String, String> options =
          Map.of("address", Integer.toString(address), "interval", "5min", "speed", "2400");
      meters.add(new MeterOptions("m" + address, Options.of(MbusOptions.SPECS, options)));
    }
    bus.loseAfter(life);
    ByteDriver driver = (ByteDriver) new MbusDriverProvider().create(meters);
    RecordingPlayer.run(driver, link, session);
  }

  /** Returns how long it took to the first reading of a meter. */
  private Duration first(int address) {
    List<Reading> readings = Bus.readings(session, "m" + address);
    assertTrue(!readings.isEmpty(), () -> "m" + address + Bus.found(session, "m" + address));
    return Duration.between(RecordingPlayer.START, readings.get(0).receivedAt());
  }

  /** Returns the longest time from one reading of a meter to the next. */
  private Duration longest(int address) {
    Duration longest = Duration.ZERO;
    List<Reading> readings = Bus.readings(session, "m" + address);
    Instant last = readings.get(0).receivedAt();
    for (Reading reading : readings) {
      Duration one = Duration.between(last, reading.receivedAt());
      longest = one.compareTo(longest) > 0 ? one : longest;
      last = reading.receivedAt();
    }
    return longest;
  }

  private static void assertShorter(Duration one, Duration limit, String what) {
    assertTrue(one.compareTo(limit) < 0, () -> what + ": " + one);
  }

  private void assertReadInTime(int first, int last) {
    for (int address = first; address <= last; address++) {
      assertShorter(first(address), INTERVAL, "first reading of m" + address);
      assertShorter(longest(address), INTERVAL.plusSeconds(60), "interval of m" + address);
    }
  }

  @Test
  void theOthersAreReadInTheirIntervalsWhileASearchRuns() throws OptionException {
    for (int number : List.of(60_000_000, 61_234_567, 1234)) {
      HiddenMetersOfLargeBusTest one = new HiddenMetersOfLargeBusTest();
      one.bus.add(1, digits(number), "").withoutSelection();
      one.addOthers(2, MANY);
      one.read(one.bus, 1, MANY, Duration.ofHours(1));
      one.assertReadInTime(2, MANY);
      assertShorter(one.first(1), Duration.ofMinutes(20), "first reading of " + number);
      assertTrue(Bus.found(one.session, "m1").contains("perhaps-several"));
    }
  }

  @Test
  void theOthersAreReadInTimeAlsoIfManyMetersAreDoubted() throws OptionException {
    for (int address = 1; address <= 30; address++) {
      bus.add(address, digits(1234), "").withoutSelection();
    }
    addOthers(31, MANY);
    read(bus, 1, MANY, Duration.ofHours(1));
    assertReadInTime(31, MANY);
    for (int address = 1; address <= 30; address++) {
      assertShorter(first(address), Duration.ofMinutes(30), "first reading of m" + address);
    }
  }

  @Test
  void aSearchGoesOnAlsoOnABusThatIsNeverIdle() throws OptionException {
    int all = 235; // a round takes longer than their interval
    bus.add(1, digits(1234), "").withoutSelection();
    addOthers(2, all);
    read(bus, 1, all, Duration.ofHours(2));
    for (int address = 2; address <= all; address++) {
      assertShorter(longest(address), Duration.ofMinutes(10), "interval of m" + address);
    }
    assertShorter(first(1), Duration.ofMinutes(100), "first reading");
  }

  @Test
  void manyMetersThatAreSelectedByOtherNumbersThanTheySendAreAllRead() throws OptionException {
    int first = 34; // in binary, many of these addresses have the ones of others
    int last = 63;
    for (int i = first; i <= last; i++) {
      bus.add(i, digits(72_345_600 + i), "").sending(digits(1000 + 100 * (i % 2)));
    }
    read(bus, first, last, Duration.ofHours(3));
    for (int address = first; address <= last; address++) {
      assertShorter(first(address), Duration.ofMinutes(150), "first reading of m" + address);
      assertShorter(longest(address), INTERVAL.plusSeconds(40), "interval of m" + address);
    }
  }

  /** Connects two meters in step at an address; what is received of them is always good. */
  private void addHidden(int address) {
    int number = 12_340_001;
    while (!isSumRight(address, number)) {
      number += 10;
    }
    bus.add(address, digits(number), "").answeringAfter(Duration.ofMillis(50));
    bus.add(address, digits(number + 1), "").answeringAfter(Duration.ofMillis(50));
  }

  /** Returns whether the sum of what two meters send together is that of theirs together. */
  private static boolean isSumRight(int address, int number) {
    byte[] one = new CollidingMeter(address, digits(number), "").data().bytes();
    byte[] two = new CollidingMeter(address, digits(number + 1), "").data().bytes();
    byte sum = 0;
    for (int i = 4; i < one.length - 2; i++) {
      sum += (byte) (one[i] & two[i]);
    }
    return sum == (byte) (one[one.length - 2] & two[one.length - 2]);
  }

  private void assertHidden(int address) {
    assertEquals(List.of(), Bus.readings(session, "m" + address));
    List<String> found = Bus.found(session, "m" + address);
    assertTrue(found.contains("perhaps-several"), () -> "the sum was right: " + found);
  }

  @Test
  void metersThatAreHiddenAmongManyGiveNoReading() throws OptionException {
    addHidden(1);
    addOthers(2, MANY);
    read(bus, 1, MANY, Duration.ofHours(3));
    assertHidden(1);
    assertTrue(Bus.found(session, "m1").contains("answer-damaged"), "they were found");
    assertReadInTime(2, MANY);
  }

  /** A bus that is cut off for a minute. */
  private ByteLink cutOff(Duration at) {
    long begin = time.nanos() + at.toNanos();
    long end = begin + Duration.ofMinutes(1).toNanos();
    return new ForwardingByteLink(bus) {
      @Override
      public void write(byte[] bytes) throws LinkLostException {
        if (time.nanos() < begin || time.nanos() >= end) {
          super.write(bytes);
        }
      }
    };
  }

  @Test
  void aBusThatIsDeadDuringASearchHidesNoMeters() throws OptionException {
    for (int second = 0; second < 60; second++) {
      HiddenMetersOfLargeBusTest one = new HiddenMetersOfLargeBusTest();
      one.addHidden(1);
      one.addOthers(2, 8);
      one.read(one.cutOff(Duration.ofSeconds(second)), 1, 8, Duration.ofMinutes(15));
      assertEquals(List.of(), Bus.readings(one.session, "m1"), "dead from second " + second);
    }
  }

  @Test
  void aSearchThatIsDisturbedGoesOn() throws OptionException {
    bus.add(1, digits(1234), "").withoutSelection();
    addOthers(2, MANY);
    bus.disturb(new Random(3), 1000);
    read(bus, 1, MANY, Duration.ofHours(2));
    assertShorter(first(1), Duration.ofMinutes(30), "first reading");
  }

  /** Destroys one answer, and counts the selections from then on. */
  private ByteLink damagedOnce(Duration at) {
    long begin = time.nanos() + at.toNanos();
    boolean[] destroyed = new boolean[1];
    return new ForwardingByteLink(bus) {
      private boolean toDeaf;

      @Override
      public void write(byte[] bytes) throws LinkLostException {
        toDeaf = bytes.length == 5 && bytes[2] == 1 && bytes[1] != 0x40;
        selections += destroyed[0] && bytes.length > 5 ? 1 : 0;
        super.write(bytes);
      }

      @Override
      public int read(byte[] into, Duration longest)
          throws LinkLostException, InterruptedException {
        int count = super.read(into, longest);
        if (toDeaf && count > 0 && !destroyed[0] && time.nanos() >= begin) {
          destroyed[0] = true;
          into[0] ^= 0x10;
        }
        return count;
      }
    };
  }

  @Test
  void afterADamagedAnswerNothingIsAskedAgainThatIsKnown() throws OptionException {
    bus.add(1, digits(1234), "").withoutSelection();
    addOthers(2, 10);
    read(damagedOnce(Duration.ofMinutes(12)), 1, 10, Duration.ofMinutes(40));
    assertTrue(selections > 0, "it was doubted");
    assertTrue(selections <= 6, "selections: " + selections);
    assertShorter(longest(1), INTERVAL.plusSeconds(45), "interval");
  }
}
