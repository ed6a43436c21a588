// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.metergate.kit.Mishaps.join;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.Framer;

/**
 * What every framer must keep, as tests: a driver extends this class and gives its framer and two
 * good frames.
 *
 * @param <F> the frame.
 */
public abstract class FramerContract<F> {
  private List<byte[]> good;
  private List<String> texts;

  /**
   * Makes a framer.
   *
   * @return a new one with nothing in it.
   */
  protected abstract Framer<F> framer();

  /**
   * Gives good frames.
   *
   * @return at least two that differ, each from its first to its last byte on the wire.
   */
  protected abstract List<byte[]> frames();

  /**
   * Turns a frame into text that tells it from every other: its bytes in hexadecimal, say.
   *
   * @param frame from the framer.
   * @return the text.
   */
  protected abstract String text(F frame);

  /**
   * Says after which silence the framer gives an unfinished frame up.
   *
   * @return at least this long, from the last byte; a tenth of it must not end a frame.
   */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  /**
   * Says whether the frame's checksum covers every byte.
   *
   * @return false for protocols without a checksum: then a damaged frame may come out changed.
   */
  protected boolean noticesEveryDamage() {
    return true;
  }

  @BeforeEach
  final void readTheGoodFrames() {
    good = frames();
    texts = new ArrayList<>();
    for (byte[] frame : good) {
      List<String> found = hear().feed(frame).silence(patience().toNanos()).frames();
      assertEquals(1, found.size(), "a good frame alone must be found exactly once");
      texts.add(found.get(0));
    }
    assertTrue(good.size() >= 2, "the contract needs two frames");
    assertNotEquals(texts.get(0), texts.get(1), "the two frames must differ in their text");
  }

  @Test
  final void findsTwoFramesInOneChunk() {
    Transcript<F> heard = hear().feed(join(good.get(0), good.get(1)));
    assertEquals(texts.subList(0, 2), heard.frames(), "without waiting for a silence");
    assertFalse(heard.complained(), "a clean line has neither noise nor damage");
  }

  @Test
  final void findsTheSameAtEverySplitPoint() {
    byte[] stream = dirtyStream();
    Transcript<F> whole = quiet(hear().feed(stream));
    assertEquals(List.of(texts.get(0), texts.get(1), texts.get(0), texts.get(1)), whole.frames());
    for (int i = 1; i < stream.length; i++) {
      Transcript<F> split = quiet(hear().feed(stream, 0, i).feed(stream, i, stream.length));
      assertSame(whole, split, "split at byte " + i);
    }
    Transcript<F> single = hear();
    for (int i = 0; i < stream.length; i++) {
      single.feed(stream, i, i + 1);
    }
    assertSame(whole, quiet(single), "byte by byte");
  }

  @Test
  final void findsTheSameInRandomChunks() {
    byte[] stream = dirtyStream();
    Transcript<F> whole = quiet(hear().feed(stream));
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Transcript<F> chunks = hear();
      for (int from = 0; from < stream.length; ) {
        int to = Math.min(stream.length, from + random.nextInt(stream.length / 3));
        chunks.feed(stream, from, to); // an empty chunk now and then is part of the test
        from = to;
      }
      assertSame(whole, quiet(chunks), "chunks of seed " + seed);
    }
  }

  @Test
  final void findsFramesAroundNoise() {
    Mishaps.noises(good.get(0))
        .forEach(
            (name, noise) -> {
              byte[] stream = join(noise, good.get(0), noise, good.get(1), noise);
              Transcript<F> heard = quiet(hear().feed(stream));
              assertEquals(texts.subList(0, 2), heard.frames(), name);
              assertTrue(heard.complained(), name + " was told neither as noise nor as damage");
            });
  }

  @Test
  final void findsTheFrameBehindEveryFalseStart() {
    byte[] start = good.get(1);
    for (int length = 1; length < start.length; length++) {
      byte[] stream = join(Arrays.copyOf(start, length), good.get(0), good.get(1));
      requireEnd(
          texts.subList(0, 2), quiet(hear().feed(stream)), "behind the first " + length + " bytes");
    }
  }

  @Test
  final void findsTheFrameBehindEveryCutFrameAndSilence() {
    byte[] cut = good.get(1);
    for (int length = 1; length < cut.length; length++) {
      Transcript<F> heard = quiet(hear().feed(cut, 0, length));
      assertTrue(
          heard.complained() || !heard.frames().isEmpty(),
          "silence behind " + length + " bytes of a frame was told of by nothing");
      quiet(heard.feed(good.get(0)));
      requireEnd(texts.subList(0, 1), heard, "cut behind " + length + " bytes");
    }
  }

  @Test
  final void givesAnUnfinishedFrameUpAfterSilence() {
    int half = good.get(0).length / 2;
    Transcript<F> heard = quiet(hear().feed(good.get(0), 0, half));
    quiet(heard.feed(good.get(0), half, good.get(0).length));
    assertEquals(List.of(), heard.frames(), "half a frame was kept through the silence");
  }

  @Test
  final void waitsForTheRestThroughAShortPause() {
    int half = good.get(0).length / 2;
    Transcript<F> heard = hear().feed(good.get(0), 0, half).silence(patience().toNanos() / 10);
    assertEquals(texts.subList(0, 1), heard.feed(good.get(0), half, good.get(0).length).frames());
  }

  @Test
  final void survivesEveryFlippedBit() {
    for (int bit = 0; bit < good.get(0).length * 8; bit++) {
      survives(Mishaps.flip(good.get(0), bit), "bit " + bit % 8 + " of byte " + bit / 8);
    }
  }

  @Test
  final void survivesEveryLostByte() {
    for (int i = 0; i < good.get(0).length; i++) {
      survives(Mishaps.remove(good.get(0), i), "byte " + i + " lost");
    }
  }

  @Test
  final void survivesEveryAddedByte() {
    byte[] values = join(new byte[] {0, -1, good.get(0)[0]}, Mishaps.random(7, 3));
    for (int i = 0; i <= good.get(0).length; i++) {
      for (byte value : values) {
        survives(
            Mishaps.insert(good.get(0), i, value), String.format("%02X added at %d", value, i));
      }
    }
  }

  @Test
  final void staysSmallAndQuickUnderEndlessGarbage() {
    Endurance.kinds(good.get(0))
        .forEach((name, garbage) -> Endurance.run(name, framer(), garbage, good.get(0)));
  }

  private void survives(byte[] damaged, String what) {
    Transcript<F> heard = quiet(hear().feed(join(damaged, good.get(1), good.get(0))));
    requireEnd(List.of(texts.get(1), texts.get(0)), heard, what);
  }

  /** Demands that the stream's last frames were found and that no frame was invented. */
  private void requireEnd(List<String> expected, Transcript<F> heard, String what) {
    List<String> found = heard.frames();
    int from = found.size() - expected.size();
    if (from < 0 || !found.subList(from, found.size()).equals(expected)) {
      fail(what + ": the good frames behind it were not found, but " + found);
    }
    if (noticesEveryDamage()) {
      assertTrue(texts.containsAll(found), () -> what + ": a wrong frame came out: " + found);
    }
  }

  private byte[] dirtyStream() {
    byte[] cut = Arrays.copyOf(good.get(1), good.get(1).length / 3);
    byte[] flipped =
        noticesEveryDamage()
            ? Mishaps.flip(good.get(1), good.get(1).length * 4)
            : Arrays.copyOf(good.get(1), good.get(1).length / 2);
    return join(
        Mishaps.random(3, 9), good.get(0), cut, good.get(1), flipped, good.get(0), good.get(1));
  }

  private void assertSame(Transcript<F> whole, Transcript<F> other, String what) {
    assertEquals(whole.frames(), other.frames(), what);
    assertEquals(whole.damages(), other.damages(), what);
  }

  private Transcript<F> quiet(Transcript<F> heard) {
    return heard.silence(patience().toNanos());
  }

  private Transcript<F> hear() {
    return new Transcript<>(framer(), this::text);
  }
}
