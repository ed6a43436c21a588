// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.setup.probe.LineByte.Kind;

class BurstsTest {

  private static Regularity regularity(Lines lines, double seconds) {
    List<Burst> whole =
        Burst.of(lines.heard("2400 8N1", seconds)).stream().filter(Burst::whole).toList();
    return Regularity.of(whole);
  }

  @Test
  void aBurstThatTheListeningCutsOffIsNotWhole() {
    Lines lines = new Lines().burst(0.1, 50, 1, Kind.GOOD);
    lines.burst(5, 50, 1, Kind.GOOD).burst(9.7, 50, 1, Kind.GOOD);
    List<Boolean> whole = Burst.of(lines.heard("2400 8N1", 10)).stream().map(Burst::whole).toList();
    assertEquals(List.of(false, true, false), whole);
  }

  @Test
  void threeBurstsOfOneLengthAtMultiplesOfOneIntervalAreRegular() {
    Lines lines = new Lines();
    for (double begin : new double[] {1, 11, 31}) {
      lines.burst(begin, 900, 1, Kind.GOOD);
    }
    Regularity regularity = regularity(lines, 40);
    assertEquals(Regularity.Kind.REGULAR, regularity.kind());
    assertEquals(10, regularity.period(), 0.01);
    assertEquals(0.9, regularity.duration(), 0.01);
  }

  @Test
  void twoAreAPairAndOneSaysNothing() {
    Lines lines = new Lines().burst(1, 900, 1, Kind.GOOD);
    assertEquals(Regularity.Kind.SINGLE, regularity(lines, 20).kind());
    lines.burst(11, 900, 1, Kind.GOOD);
    assertEquals(Regularity.Kind.PAIR, regularity(lines, 20).kind());
    assertEquals(Regularity.Kind.NONE, regularity(new Lines(), 20).kind());
  }

  @Test
  void burstsOfDifferentLengthOrAtAnyTimeAreNot() {
    Lines lengths = new Lines();
    lengths.burst(1, 900, 1, Kind.GOOD).burst(11, 300, 1, Kind.GOOD).burst(21, 1500, 1, Kind.GOOD);
    assertEquals(Regularity.Kind.IRREGULAR, regularity(lengths, 40).kind());
    Lines times = new Lines();
    times.burst(1, 900, 1, Kind.GOOD).burst(5, 900, 1, Kind.GOOD).burst(11, 900, 1, Kind.GOOD);
    assertEquals(Regularity.Kind.IRREGULAR, regularity(times, 40).kind());
  }

  @Test
  void aMarkedLastByteInMostBurstsShowsAnInvertedLine() {
    assertEquals(Polarity.INVERTED, Polarity.marked(bursts(Kind.BREAK, Kind.DAMAGED, Kind.BREAK)));
    assertEquals(Polarity.STRAIGHT, Polarity.marked(bursts(Kind.GOOD, Kind.GOOD, Kind.BREAK)));
    assertEquals(Polarity.OPEN, Polarity.marked(bursts(Kind.GOOD, Kind.BREAK)));
    assertEquals(Polarity.OPEN, Polarity.marked(List.of()));
  }

  private static List<Burst> bursts(Kind... last) {
    Lines lines = new Lines();
    for (int i = 0; i < last.length; i++) {
      lines.burst(1 + 10 * i, 100, 0x7E, last[i]);
    }
    return Burst.of(lines.heard("2400 8N1", 100));
  }

  @Test
  void withoutMarksTwoSpeedsMustAgree() {
    List<Burst> low = Burst.of(new Lines().burst(1, 9, 0x00, Kind.GOOD).heard("19200 8N1", 9));
    List<Burst> high = Burst.of(new Lines().burst(1, 9, 0xF0, Kind.GOOD).heard("1200 8N1", 9));
    assertEquals(Polarity.INVERTED, Polarity.unmarked(low, low, high));
    assertEquals(Polarity.STRAIGHT, Polarity.unmarked(high, high, high));
    assertEquals(Polarity.OPEN, Polarity.unmarked(low, List.of(), high));
    assertEquals(Polarity.INVERTED, Polarity.unmarked(high, low, low));
  }

  @Test
  void theHeadOfATelegramShowsAStraightLine() {
    for (int[] head : new int[][] {{0x7E, 0xA0, 0xE2}, {0x68, 9, 9, 0x68}, {0xAF, 'K', 'A'}}) {
      Burst burst = Burst.of(new Lines().burst(1, head).heard("2400 8N1", 9)).get(0);
      assertEquals(true, Polarity.straightHead(burst));
    }
    for (int[] head : new int[][] {{0xA0, 0x2F}, {0, 0xA0, 0x69}, {0x7E, 0x68}, {0x2F}}) {
      Burst burst = Burst.of(new Lines().burst(1, head).heard("2400 8N1", 9)).get(0);
      assertEquals(false, Polarity.straightHead(burst));
    }
  }
}
