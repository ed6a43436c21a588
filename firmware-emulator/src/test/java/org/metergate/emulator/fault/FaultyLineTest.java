// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.emulator.TestMeter;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.emulator.EmulatedMeter.Burst;

/**
 * Each fault has its described effect and no other: compared with the same meter on a good line.
 */
class FaultyLineTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Burst> good;

  FaultyLineTest() throws Exception {
    good = new TestMeter().pass(HOUR);
  }

  @Test
  void flipsOneBitInAFewBytes() throws Exception {
    List<Burst> bad = new TestMeter("flip-rate=0.001").pass(HOUR);
    assertEquals(good.size(), bad.size());
    int flipped = 0;
    for (int i = 0; i < good.size(); i++) {
      byte[] before = good.get(i).bytes();
      byte[] after = bad.get(i).bytes();
      assertEquals(before.length, after.length);
      for (int at = 0; at < before.length; at++) {
        int changed = Integer.bitCount((before[at] ^ after[at]) & 0xFF);
        assertTrue(changed <= 1, changed + " bits of one byte");
        flipped += changed;
      }
    }
    assertEquals(360 * 491 * 0.001, flipped, 60, "about one byte in a thousand");
  }

  @Test
  void losesBytesAndAddsBytes() throws Exception {
    int sent = bytes(good);
    int after = bytes(new TestMeter("lose-rate=0.01").pass(HOUR));
    assertEquals(sent * 0.99, after, sent * 0.003);
    int more = bytes(new TestMeter("add-rate=0.01").pass(HOUR));
    assertEquals(sent * 1.01, more, sent * 0.003);
  }

  @Test
  void cutsFrames() throws Exception {
    List<Burst> bad = new TestMeter("cut-rate=0.5").pass(HOUR);
    long cut = bad.stream().filter(burst -> burst.bytes().length < 491).count();
    assertEquals(180, cut, 40);
    byte[] shorter =
        bad.stream().map(Burst::bytes).filter(b -> b.length < 491).findFirst().orElseThrow();
    assertTrue(
        good.stream()
            .anyMatch(b -> Arrays.equals(Arrays.copyOf(b.bytes(), shorter.length), shorter)),
        "what is left is unchanged");
  }

  @Test
  void makesNoiseBetweenFrames() throws Exception {
    List<Burst> bad = new TestMeter("noise-rate=0.3").pass(HOUR);
    List<Burst> noise = bad.stream().filter(b -> b.bytes().length < 100).toList();
    assertEquals(108, noise.size(), 40);
    assertEquals(hex(good), hex(bad.stream().filter(b -> b.bytes().length > 100).toList()));
    for (int i = 1; i < bad.size(); i++) {
      long apart = bad.get(i).startNanos() - bad.get(i - 1).startNanos();
      assertTrue(apart > 2_500_000_000L, "frames and noise do not overlap");
    }
  }

  @Test
  void fallsSilentForASpan() throws Exception {
    List<Burst> bad = new TestMeter("silence-after=10min", "silence-for=5min").pass(HOUR);
    assertEquals(good.size() - 30, bad.size());
    for (Burst burst : bad) {
      long second = burst.startNanos() / 1_000_000_000L;
      assertTrue(second < 600 || second >= 900, "at " + second + " s");
    }
  }

  @Test
  void doesTheSameForTheSameSeed() throws Exception {
    String[] all = {"flip-rate=0.01", "lose-rate=0.01", "noise-rate=0.5", "cut-rate=0.1"};
    List<String> first = hex(new TestMeter(all).pass(HOUR));
    assertEquals(first, hex(new TestMeter(all).pass(HOUR)));
    String[] other = Arrays.copyOf(all, 5);
    other[4] = "fault-seed=2";
    assertNotEquals(first, hex(new TestMeter(other).pass(HOUR)));
  }

  @Test
  void looksLikeFramesReadWithEvenParity() throws Exception {
    byte[] plain =
        new TestMeter("misread-as=8E1", "list=nve", "encrypted=false").pass(HOUR).get(0).bytes();
    assertEquals("7E132B48A2D2", Hex.of(Arrays.copyOf(plain, 6)));
    byte[] ciphered = new TestMeter("misread-as=8E1").pass(HOUR).get(0).bytes();
    assertEquals("7E682F0D13DC", Hex.of(Arrays.copyOf(ciphered, 6)));
    assertTrue(ciphered.length < 491, "bytes are lost");
  }

  @Test
  void losesTheHighBitWhenReadWithSevenBits() throws Exception {
    byte[] sent = good.get(0).bytes();
    byte[] read = new TestMeter("misread-as=7E1").pass(HOUR).get(0).bytes();
    byte[] expected = sent.clone();
    for (int i = 0; i < expected.length; i++) {
      expected[i] &= 0x7F;
    }
    assertArrayEquals(expected, read);
  }

  private static int bytes(List<Burst> bursts) {
    return bursts.stream().mapToInt(burst -> burst.bytes().length).sum();
  }

  private static List<String> hex(List<Burst> bursts) {
    return bursts.stream().map(b -> b.startNanos() + " " + Hex.of(b.bytes())).toList();
  }
}
