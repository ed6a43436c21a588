// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.mbus.Bus.found;
import static org.metergate.driver.mbus.Bus.readings;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Origin;

/** When the meters of a bus are read, and when the bus is too slow for that. */
class BusReaderTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static List<Long> minutes(KitSession session, String meter) {
    return readings(session, meter).stream()
        .filter(reading -> reading.origin() == Origin.LIVE)
        .map(reading -> Duration.between(RecordingPlayer.START, reading.receivedAt()).toMinutes())
        .toList();
  }

  /** Reads two meters; the first falls silent, so that the second is read then to decide. */
  private static KitSession readEarly(int interval, Duration life, String hourly) {
    Bus[] bus = new Bus[1];
    bus[0] =
        new Bus(life, "meters", "2")
            .through(
                link ->
                    new ForwardingByteLink(link) {
                      @Override
                      public void write(byte[] bytes) throws LinkLostException {
                        Instant silent = RecordingPlayer.START.plus(Duration.ofMinutes(1));
                        if (bytes[2] != 1 || bus[0].time.now().isBefore(silent)) {
                          super.write(bytes);
                        }
                      }
                    });
    return bus[0]
        .with("m1", "address", "1", "interval", interval + "min", "speed", "2400")
        .with("m2", "address", "2", "interval", hourly, "speed", "2400")
        .run();
  }

  @Test
  void aMeterThatWasReadEarlyIsReadWhenItIsDueAllTheSame() {
    Duration life = Duration.ofHours(3);
    assertEquals(List.of(0L, 11L, 60L, 120L), minutes(readEarly(11, life, "1h"), "m2"));
    assertEquals(List.of(0L, 50L, 60L, 120L), minutes(readEarly(50, life, "1h"), "m2"));
  }

  /** Reads the hourly meter as soon as the bus is back, and when it is due; after 123 minutes. */
  @Test
  void whereTheBusWasDeadNoMeterWaitsLongerThanItsIntervalNorIsReadTwiceInARow() {
    Map.of(96, List.of(0L, 97L, 123L, 183L), 118, List.of(0L, 122L, 183L))
        .forEach(
            (back, read) -> {
              Bus bus =
                  new Bus(Duration.ofHours(4), "meters", "2")
                      .deadBetween(Duration.ofMinutes(50), Duration.ofMinutes(back))
                      .with("m1", "address", "1", "interval", "5min", "speed", "2400")
                      .with("m2", "address", "2", "interval", "1h", "speed", "2400");
              assertEquals(read, minutes(bus.run(), "m2"), "dead until minute " + back);
            });
  }

  @Test
  void aPauseOfTheLinkDoesNotMakeTheBusTooSlow() {
    Bus bus = new Bus(HOUR, "meters", "2").withMeters(2);
    ByteDriver driver = bus.driver();
    bus.run(driver);
    bus.time.advanceTo(bus.time.nanos() + Duration.ofHours(3).toNanos());
    KitSession second = new Bus(bus.time, HOUR, "meters", "2").run(driver);
    assertEquals(List.of(), second.findings());
  }

  @Test
  void aBusThatAnswersButNotSoOftenIsTooSlow() {
    KitSession session =
        new Bus(Duration.ofMinutes(10), "meters", "20").withMeters(20, "interval", "5s").run();
    for (int i = 1; i <= 20; i++) {
      assertTrue(found(session, "m" + i).contains("interval-too-short"), "m" + i);
    }
  }

  /** Replaces what arrives by noise for some of the time. */
  private static ByteLink noisy(Bus bus, ByteLink link, Duration quiet, Duration noisy) {
    return new ForwardingByteLink(link) {
      @Override
      public int read(byte[] into, Duration longest)
          throws LinkLostException, InterruptedException {
        int count = super.read(into, longest);
        Duration at = Duration.between(RecordingPlayer.START, bus.time.now());
        if (at.toMillis() % quiet.plus(noisy).toMillis() >= quiet.toMillis()) {
          Arrays.fill(into, 0, count, (byte) 0x55);
        }
        return count;
      }
    };
  }

  @Test
  void aBusThatIsDisturbedIsNotTooSlow() {
    for (int noisy : List.of(2, 5)) {
      Bus[] bus = new Bus[1];
      bus[0] =
          new Bus(HOUR, "meters", "40")
              .through(
                  link -> noisy(bus[0], link, Duration.ofMinutes(15), Duration.ofMinutes(noisy)));
      KitSession session = bus[0].withMeters(40, "interval", "1min", "speed", "2400").run();
      assertTrue(session.readings().size() > 500, "read " + session.readings().size());
      assertEquals(0, session.count(MbusFindings.INTERVAL_TOO_SHORT), noisy + " min of noise");
    }
  }
}
