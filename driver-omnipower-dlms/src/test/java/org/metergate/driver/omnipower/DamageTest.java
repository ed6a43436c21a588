// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.frame.Frame;
import org.metergate.driver.omnipower.frame.PushFramer;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.kit.KitSession;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;

/**
 * A stream of 20 frames, encrypted and plain in turn, of three lists, with one byte changed (each
 * of its eight bits, and to values that mean something to a framer), removed or added, at every
 * position. Each of some 200,000 damaged streams goes through the framer, which must deliver the
 * undamaged frames byte for byte and may lose only the damaged one: so no damaged frame can become
 * a reading. The whole driver reads every 499th stream, without the authentication key, so that it
 * is not the tag that catches the damage.
 *
 * <p>To be quick, the framer reads each stream from the frame before the damaged one to the second
 * after it, a sufficient window: a framer that has delivered the next frame is synchronised again.
 * It reads all 20 frames where the driver does.
 */
class DamageTest {
  private static final int FRAMES = 20;
  private static final int FULL_EVERY = 499;
  private static final long PATIENCE = 10_000_000_000L;

  /** Zero, all ones, flag, format, M-Bus start and stop, first bytes of messages. */
  private static final int[] VALUES = {0, 0xFF, 0x7E, 0xA0, 0xA8, 0x68, 0x16, 0xE6, 0x0F, 0xDB};

  private final List<byte[]> frames = new ArrayList<>();
  private final List<List<Measurement>> readings = new ArrayList<>();
  private final List<String> suspects = new ArrayList<>();
  private int heard;

  @BeforeEach
  void makeTheStream() {
    Cipherer cipherer = new Cipherer();
    for (int i = 0; i < FRAMES; i++) {
      Meter meter = new Meter().set("1.8.0", 866636 + i).set("1.7.0", 1000 + i);
      frames.add(
          switch (i % 4) {
            case 0 -> cipherer.frame(i + 1, meter.push1());
            case 1 -> Line.hdlc(meter.push1());
            case 2 -> cipherer.frame(i + 1, meter.nve());
            default -> Line.hdlc(meter.nveHourly());
          });
    }
    KitSession clean = rig().hear(Line.join(frames));
    assertEquals(FRAMES, clean.readings().size());
    clean.readings().forEach(reading -> readings.add(reading.measurements()));
  }

  private static Rig rig() {
    return Rig.with(java.util.Map.of("encryption-key", Cipherer.EK), "energy-scale", "10");
  }

  @Test
  void costsAtMostTheFrameThatAChangedByteHit() {
    for (int frame = 0; frame < FRAMES; frame++) {
      byte[] good = frames.get(frame);
      for (int at = 0; at < good.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          judge(frame, TransmissionErrors.flip(good, 8 * at + bit), at);
        }
        for (int value : VALUES) {
          byte[] bad = good.clone();
          bad[at] = (byte) value;
          if (bad[at] != good[at]) {
            judge(frame, bad, at);
          }
        }
      }
    }
    assertNoSuspect(FRAMES * 16 * 200);
  }

  @Test
  void costsAtMostTheFrameThatARemovedByteHit() {
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int at = 0; at < frames.get(frame).length; at++) {
        judge(frame, TransmissionErrors.remove(frames.get(frame), at), at);
      }
    }
    assertNoSuspect(FRAMES * 200);
  }

  @Test
  void costsAtMostTheFrameThatAnAddedByteHit() {
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int at = 0; at <= frames.get(frame).length; at++) {
        for (int value : VALUES) {
          judge(frame, TransmissionErrors.insert(frames.get(frame), at, value), at);
        }
      }
    }
    assertNoSuspect(FRAMES * VALUES.length * 200);
  }

  /**
   * Requires the window's other frames, in order, and nothing else but the damaged frame itself.
   */
  private void judge(int hit, byte[] bad, int at) {
    boolean full = heard++ % FULL_EVERY == 0;
    int from = full ? 0 : Math.max(0, hit - 1);
    int to = full ? FRAMES : Math.min(FRAMES, hit + 3);
    Found found = new Found();
    PushFramer framer = new PushFramer();
    for (int i = from; i < to; i++) {
      byte[] bytes = i == hit ? bad : frames.get(i);
      framer.accept(bytes, 0, bytes.length, found);
    }
    framer.silence(PATIENCE, found);
    int expected = from;
    for (byte[] frame : found.frames) {
      if (expected == hit && !Arrays.equals(frame, frames.get(hit))) {
        expected++; // the damaged frame is lost, which is allowed
      }
      if (expected >= to || !Arrays.equals(frame, frames.get(expected++))) {
        suspects.add("frame " + hit + ", byte " + at + ": " + Hex.of(frame));
        return;
      }
    }
    if (expected < to - (hit == to - 1 ? 1 : 0)) {
      suspects.add("frame " + hit + ", byte " + at + ": a frame behind the hit one is lost");
    }
    if (full) {
      readWhole(hit, bad);
    }
  }

  /** The whole driver over the whole stream: every reading is one of the undamaged stream's. */
  private void readWhole(int hit, byte[] bad) {
    List<byte[]> stream = new ArrayList<>(frames);
    stream.set(hit, bad);
    List<Reading> read = rig().hear(Line.join(stream)).readings();
    assertTrue(read.size() >= FRAMES - 1, read.size() + " readings with frame " + hit + " hit");
    for (Reading reading : read) {
      assertTrue(readings.contains(reading.measurements()), reading.toString());
    }
  }

  private void assertNoSuspect(int atLeast) {
    assertEquals(List.of(), suspects);
    assertTrue(heard > atLeast, "only " + heard + " streams were heard");
  }

  private static final class Found implements FrameSink<Frame> {
    private final List<byte[]> frames = new ArrayList<>();

    @Override
    public void frame(Frame frame) {
      frames.add(frame.bytes());
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      // noise does not matter here
    }

    @Override
    public void corrupt(Damage damage) {
      // nor does the kind of damage
    }
  }
}
