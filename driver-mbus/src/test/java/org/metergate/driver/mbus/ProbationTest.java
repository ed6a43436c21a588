// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.mbus.Bus.readings;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Origin;

/** How soon meters are believed again after a time of noise. */
class ProbationTest {
  /** Meters are due each full hour. */
  private static final Duration NOISE = Duration.ofMinutes(59);

  /** Changes a bit of all that arrives for some time. */
  private static ByteLink noisy(Bus bus, ByteLink link, Duration end) {
    return new ForwardingByteLink(link) {
      @Override
      public int read(byte[] into, Duration longest)
          throws LinkLostException, InterruptedException {
        int count = super.read(into, longest);
        Duration at = Duration.between(RecordingPlayer.START, bus.time.now());
        if (at.compareTo(NOISE) >= 0 && at.compareTo(end) < 0 && count > 0) {
          into[count / 2] ^= 0x10;
        }
        return count;
      }
    };
  }

  private static Bus bus(int meters, Duration end) {
    Bus[] bus = new Bus[1];
    bus[0] =
        new Bus(Duration.ofHours(9), "meters", Integer.toString(meters))
            .through(link -> noisy(bus[0], link, end))
            .withMeters(meters, "speed", "2400", "interval", "1h");
    return bus[0];
  }

  /** Returns how long after the noise a meter was read, in seconds. */
  private static long secondsUntilRead(KitSession session, String meter, Duration end) {
    return readings(session, meter).stream()
        .filter(reading -> reading.origin() == Origin.LIVE)
        .map(reading -> Duration.between(RecordingPlayer.START.plus(end), reading.receivedAt()))
        .filter(after -> !after.isNegative())
        .findFirst()
        .orElseThrow()
        .toSeconds();
  }

  @Test
  void aMeterThatIsReadOnceAnHourIsBelievedWhenItIsReadNextAfterTheNoise() {
    for (int meters : List.of(1, 6)) {
      for (int minutes : List.of(3, 5, 15)) {
        Duration end = NOISE.plusMinutes(minutes);
        KitSession session = bus(meters, end).run();
        for (int i = 1; i <= meters; i++) {
          long seconds = secondsUntilRead(session, "m" + i, end);
          String what = "m" + i + " of " + meters + " after " + minutes + " min of noise";
          assertTrue(seconds < 300, () -> what + ": " + seconds + " s");
        }
      }
    }
  }

  @Test
  void aMeterIsReadAgainFourTimesAndThenNotBeforeItIsDue() {
    Duration end = NOISE.plusMinutes(5);
    Bus bus = bus(1, end);
    bus.run();
    long last = end.plusMinutes(30).toNanos();
    long asked =
        bus.questions.stream()
            .filter(question -> question.at() >= end.toNanos() && question.at() < last)
            .filter(question -> question.address() == 1 && question.control() != 0x40)
            .count();
    assertEquals(5, asked, "four readouts that are not believed, and one that is");
  }
}
