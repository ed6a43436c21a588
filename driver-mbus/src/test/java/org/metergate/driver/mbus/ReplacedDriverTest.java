// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.mbus.Bus.readings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.reading.Origin;

/** A driver that is stopped at any moment: the next one goes on where it was. */
class ReplacedDriverTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int METERS = 6;
  private static final int SILENT = 3;

  /** Two requests to the silent meter, and one to a meter whose turn it is meanwhile. */
  private static final Duration LATE = Duration.ofSeconds(6);

  /** When a meter was read in the sessions of two drivers, in milliseconds. */
  private static List<Long> times(String meter, KitSession... sessions) {
    return Stream.of(sessions)
        .flatMap(session -> readings(session, meter).stream())
        .filter(reading -> reading.origin() == Origin.LIVE)
        .map(reading -> Duration.between(RecordingPlayer.START, reading.receivedAt()).toMillis())
        .toList();
  }

  private static List<Long> gaps(List<Long> times) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      gaps.add(times.get(i) - times.get(i - 1));
    }
    return gaps;
  }

  @Test
  void noMeterWaitsLongerAndAtMostOneIsReadEarly() {
    int early = 0;
    for (int stop = 65; stop < 125; stop += 7) {
      String[] options = {"meters", "" + METERS, "silent", "" + SILENT};
      String[] each = {"interval", INTERVAL.toSeconds() + "s", "speed", "2400"};
      Bus bus = new Bus(HOUR, options).withMeters(METERS, each);
      KitSession first = bus.runUntil(Duration.ofSeconds(stop));
      bus.time.advanceTo(bus.time.nanos() + Duration.ofSeconds(2).toNanos());
      KitSession second =
          new Bus(bus.time, Duration.ofMinutes(3), options)
              .withMeters(METERS, each)
              .after(first)
              .run();
      List<String> read = new ArrayList<>();
      for (int meter = 1; meter <= METERS; meter++) {
        if (meter != SILENT) {
          List<Long> gaps = gaps(times("m" + meter, first, second));
          String figures = "m" + meter + ", stopped after " + stop + " s: " + gaps;
          assertTrue(gaps.size() >= 3, figures);
          assertTrue(gaps.get(0) >= INTERVAL.toMillis() / 2, figures);
          assertTrue(gaps.stream().allMatch(gap -> gap < INTERVAL.plus(LATE).toMillis()), figures);
          if (gaps.stream().skip(1).anyMatch(gap -> gap < INTERVAL.minus(LATE).toMillis())) {
            read.add(figures);
          }
        }
      }
      assertTrue(read.size() <= 1, read.toString());
      early += read.size();
    }
    assertTrue(early > 0, "the silent meter is asked while no other one is due, now and then");
  }

  /** After the first readout, the meter is asked whether it answers at the usual speed too. */
  @Test
  void aReadoutCountsAlthoughTheDriverIsStoppedRightAfterIt() {
    String[] options = {"meters", "1", "speed", "9600"};
    String[] each = {"interval", "1h"};
    int once = 0;
    for (int stop = 50; stop < 3000; stop += 100) {
      Bus bus = new Bus(HOUR, options).withMeters(1, each);
      KitSession known = new KitSession(bus.time, Map.of("m1/speed", "9600"));
      KitSession first = bus.after(known).runUntil(Duration.ofMillis(stop));
      KitSession second =
          new Bus(bus.time, Duration.ofSeconds(10), options).withMeters(1, each).after(first).run();
      assertEquals(1, times("m1", first, second).size(), "stopped after " + stop + " ms");
      once += times("m1", first).size();
    }
    assertTrue(once > 10 && once < 25, "read by the first driver: " + once);
  }
}
