// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.emulator.wire.Uart.Model;

class NoiseTest {
  private static final long WINDOW = 32_000_000_000L;

  @ParameterizedTest
  @CsvSource({"50, 19.7, 45, 55", "100, 10.2, 60, 105"})
  void humIsSeenAsBytesInTheRhythmOfTheMains(int hertz, double millis, double fewest, double most) {
    List<Received> received = read("1200 8N1", Noise.hum(hertz, 1, 0));
    double perSecond = received.size() / 32.0;
    assertTrue(perSecond > fewest && perSecond < most, "" + perSecond);
    assertEquals(millis, median(received) / 1e6, 0.8);
  }

  @Test
  void aRandomLevelNeverPauses() {
    List<Received> received = read("9600 8N1", Noise.random(2000, 1, 0));
    assertTrue(received.size() > 5000, "" + received.size());
    assertTrue(longestPause(received) < 100_000_000L);
  }

  @Test
  void spikesAreSingleBytes() {
    List<Received> received = read("9600 8N1", Noise.spikes(3, 1, 0));
    double perSecond = received.size() / 32.0;
    assertTrue(perSecond > 0.7 && perSecond < 3, "" + perSecond);
  }

  @Test
  void burstsOfNoiseHavePausesBetweenThem() {
    List<Received> received = read("9600 8N1", Noise.bursts(1, 0));
    assertTrue(received.size() > 200, "" + received.size());
    assertTrue(longestPause(received) > 1_000_000_000L);
  }

  @Test
  void equalSeedsGiveEqualNoise() {
    assertEquals(read("9600 8N1", Noise.bursts(7, 0)), read("9600 8N1", Noise.bursts(7, 0)));
    assertTrue(
        !read("9600 8N1", Noise.spikes(3, 7, 0)).equals(read("9600 8N1", Noise.spikes(3, 8, 0))));
  }

  @Test
  void glitchesDamageSomeBytesOfASignal() {
    Transmitter sender = new Transmitter(org.metergate.spi.link.LineSettings.eightNone(2400), 0);
    byte[] bytes = new byte[1000];
    long end = sender.send(1_000_000, bytes);
    Signal line = Signals.flipped(sender, Noise.glitches(4, 1, 0));
    List<Received> received = new Reading("2400 8N1", Model.WAITS, false).of(line, end);
    long bad = received.stream().filter(r -> r.value() != 0).count();
    assertTrue(bad > 2 && bad < 100, "" + bad);
  }

  private static List<Received> read(String settings, Signal signal) {
    return new Reading(settings, Model.RESTARTS, false).of(signal, WINDOW);
  }

  private static List<Long> pauses(List<Received> received) {
    List<Long> pauses = new ArrayList<>();
    for (int i = 1; i < received.size(); i++) {
      pauses.add(received.get(i).nanos() - received.get(i - 1).nanos());
    }
    Collections.sort(pauses);
    return pauses;
  }

  private static long median(List<Received> received) {
    List<Long> pauses = pauses(received);
    return pauses.get(pauses.size() / 2);
  }

  private static long longestPause(List<Received> received) {
    List<Long> pauses = pauses(received);
    return pauses.get(pauses.size() - 1);
  }
}
