// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.metergate.kit.TransmissionErrors.join;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.Framer;

/**
 * The contract of every framer, as tests: a driver extends this class and supplies its framer and
 * two good frames.
 *
 * @param <F> the type of a frame.
 */
public abstract class FramerContract<F> {
  private List<byte[]> good;
  private List<String> texts;

  /** Called for each test. */
  protected FramerContract() {}

  /**
   * Creates a framer.
   *
   * @return a new, empty framer.
   */
  protected abstract Framer<F> framer();

  /**
   * Returns good frames.
   *
   * @return at least two different frames, each from its first to its last byte on the wire.
   */
  protected abstract List<byte[]> frames();

  /**
   * Converts a frame to a text that differs from that of every other frame: its bytes in
   * hexadecimal, for example.
   *
   * @param frame a frame that the framer found.
   * @return the text.
   */
  protected abstract String text(F frame);

  /**
   * Returns after how much silence the framer gives an unfinished frame up.
   *
   * @return the time since the last byte after which it has certainly given up; a tenth of it must
   *     not end a frame.
   */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  /**
   * Returns whether the checksum of a frame covers every byte.
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
      List<String> found = newTranscript().feed(frame).silence(patience().toNanos()).frames();
      assertEquals(1, found.size(), "a good frame alone must be found exactly once");
      texts.add(found.get(0));
    }
    assertTrue(good.size() >= 2, "the contract needs two frames");
    assertNotEquals(texts.get(0), texts.get(1), "the two frames must differ in their text");
  }

  @Test
  final void findsTwoFramesInOneChunk() {
    Transcript<F> transcript = newTranscript().feed(join(good.get(0), good.get(1)));
    assertEquals(texts.subList(0, 2), transcript.frames(), "without waiting for a silence");
    assertFalse(transcript.complained(), "a clean line has neither noise nor damage");
  }

  @Test
  final void findsTheSameAtEverySplitPoint() {
    byte[] stream = dirtyStream();
    Transcript<F> whole = quiet(newTranscript().feed(stream));
    assertEquals(List.of(texts.get(0), texts.get(1), texts.get(0), texts.get(1)), whole.frames());
    for (int i = 1; i < stream.length; i++) {
      Transcript<F> split =
          quiet(newTranscript().feed(stream, 0, i).feed(stream, i, stream.length));
      assertSame(whole, split, "split at byte " + i);
    }
    Transcript<F> single = newTranscript();
    for (int i = 0; i < stream.length; i++) {
      single.feed(stream, i, i + 1);
    }
    assertSame(whole, quiet(single), "byte by byte");
  }

  @Test
  final void findsTheSameInRandomChunks() {
    byte[] stream = dirtyStream();
    Transcript<F> whole = quiet(newTranscript().feed(stream));
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Transcript<F> chunks = newTranscript();
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
    TransmissionErrors.noises(good.get(0))
        .forEach(
            (name, noise) -> {
              byte[] stream = join(noise, good.get(0), noise, good.get(1), noise);
              Transcript<F> transcript = quiet(newTranscript().feed(stream));
              assertEquals(texts.subList(0, 2), transcript.frames(), name);
              assertTrue(
                  transcript.complained(), name + " was reported neither as noise nor as damage");
            });
  }

  @Test
  final void findsTheFrameBehindEveryFalseStart() {
    byte[] start = good.get(1);
    for (int length = 1; length < start.length; length++) {
      byte[] stream = join(Arrays.copyOf(start, length), good.get(0), good.get(1));
      requireEnd(
          texts.subList(0, 2),
          quiet(newTranscript().feed(stream)),
          "after the first " + length + " bytes");
    }
  }

  @Test
  final void findsTheFrameBehindEveryCutFrameAndSilence() {
    byte[] cut = good.get(1);
    for (int length = 1; length < cut.length; length++) {
      Transcript<F> transcript = quiet(newTranscript().feed(cut, 0, length));
      assertTrue(
          transcript.complained() || !transcript.frames().isEmpty(),
          "nothing was reported for the silence after " + length + " bytes of a frame");
      quiet(transcript.feed(good.get(0)));
      requireEnd(texts.subList(0, 1), transcript, "cut after " + length + " bytes");
    }
  }

  @Test
  final void givesAnUnfinishedFrameUpAfterSilence() {
    int half = good.get(0).length / 2;
    Transcript<F> transcript = quiet(newTranscript().feed(good.get(0), 0, half));
    quiet(transcript.feed(good.get(0), half, good.get(0).length));
    assertEquals(List.of(), transcript.frames(), "half a frame was kept through the silence");
  }

  @Test
  final void waitsForTheRestThroughAShortPause() {
    int half = good.get(0).length / 2;
    Transcript<F> transcript =
        newTranscript().feed(good.get(0), 0, half).silence(patience().toNanos() / 10);
    assertEquals(
        texts.subList(0, 1), transcript.feed(good.get(0), half, good.get(0).length).frames());
  }

  @Test
  final void survivesEveryFlippedBit() {
    for (int bit = 0; bit < good.get(0).length * 8; bit++) {
      survives(TransmissionErrors.flip(good.get(0), bit), "bit " + bit % 8 + " of byte " + bit / 8);
    }
  }

  @Test
  final void survivesEveryLostByte() {
    for (int i = 0; i < good.get(0).length; i++) {
      survives(TransmissionErrors.remove(good.get(0), i), "byte " + i + " lost");
    }
  }

  @Test
  final void survivesEveryAddedByte() {
    byte[] values = join(new byte[] {0, -1, good.get(0)[0]}, TransmissionErrors.random(7, 3));
    for (int i = 0; i <= good.get(0).length; i++) {
      for (byte value : values) {
        survives(
            TransmissionErrors.insert(good.get(0), i, value),
            String.format("%02X added at %d", value, i));
      }
    }
  }

  @Test
  final void staysSmallUnderEndlessGarbage() {
    Map<String, byte[]> kinds = Garbage.kinds(good.get(0));
    kinds.put("random bytes", TransmissionErrors.random(11, 1 << 16));
    kinds.forEach((name, garbage) -> Endurance.run(name, framer(), garbage, good.get(0)));
  }

  /**
   * A search that looks at the same bytes again for each false start falls to some kilobytes a
   * second; the limit leaves room for slow machines, not for that.
   */
  @Test
  final void isQuickWithGarbageOfEveryKind() {
    Map<String, byte[]> kinds = Garbage.kinds();
    kinds.putAll(Garbage.kinds(good.get(0)));
    kinds.forEach((name, garbage) -> GarbageRate.require(name, framer(), garbage));
  }

  private void survives(byte[] damaged, String what) {
    Transcript<F> transcript = quiet(newTranscript().feed(join(damaged, good.get(1), good.get(0))));
    requireEnd(List.of(texts.get(1), texts.get(0)), transcript, what);
  }

  /** Checks that the last frames of the stream were found and that no wrong frame was found. */
  private void requireEnd(List<String> expected, Transcript<F> transcript, String what) {
    List<String> found = transcript.frames();
    int from = found.size() - expected.size();
    if (from < 0 || !found.subList(from, found.size()).equals(expected)) {
      fail(what + ": the good frames after it were not found, but " + found);
    }
    if (noticesEveryDamage()) {
      assertTrue(texts.containsAll(found), () -> what + ": a wrong frame was found: " + found);
    }
  }

  private byte[] dirtyStream() {
    byte[] cut = Arrays.copyOf(good.get(1), good.get(1).length / 3);
    byte[] flipped =
        noticesEveryDamage()
            ? TransmissionErrors.flip(good.get(1), good.get(1).length * 4)
            : Arrays.copyOf(good.get(1), good.get(1).length / 2);
    return join(
        TransmissionErrors.random(3, 9),
        good.get(0),
        cut,
        good.get(1),
        flipped,
        good.get(0),
        good.get(1));
  }

  private void assertSame(Transcript<F> whole, Transcript<F> other, String what) {
    assertEquals(whole.frames(), other.frames(), what);
    assertEquals(whole.damages(), other.damages(), what);
  }

  private Transcript<F> quiet(Transcript<F> transcript) {
    return transcript.silence(patience().toNanos());
  }

  private Transcript<F> newTranscript() {
    return new Transcript<>(framer(), this::text);
  }
}
