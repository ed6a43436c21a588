// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

class LinePumpTest {
  private static final LineSettings LINE = LineSettings.eightNone(2400);
  private static final long BYTE = LINE.byteNanos();
  private static final long SECOND = 1_000_000_000L;

  private final Script meter = new Script();
  private final LinePump pump = new LinePump(meter);
  private final byte[] into = new byte[1000];

  @Test
  void handsEachByteOverNotBeforeItIsThere() {
    meter.at(SECOND, 1, 2, 3);
    assertEquals(0, pump.take(SECOND + BYTE - 1, into));
    assertEquals(1, pump.take(SECOND + BYTE, into));
    assertEquals(1, into[0]);
    assertEquals(2, pump.take(SECOND + 3 * BYTE, into));
    assertEquals(3, into[1]);
    assertEquals(0, pump.take(2 * SECOND, into));
  }

  @Test
  void needsTwoSecondsForAFrameOf491Bytes() {
    meter.at(0, new int[491]);
    assertEquals(490, pump.take(491 * BYTE - 1, into));
    assertEquals(1, pump.take(491 * BYTE, into));
    assertEquals(2.046, 491 * BYTE / 1e9, 0.001);
  }

  @Test
  void saysWhenToComeBack() {
    assertEquals(Long.MAX_VALUE, pump.nextNanos());
    meter.at(SECOND, new int[100]);
    assertEquals(SECOND, pump.nextNanos(), "to poll the meter");
    assertEquals(0, pump.take(SECOND, into));
    assertEquals(SECOND + BYTE + 16_000_000, pump.nextNanos(), "16 ms after the first byte");
    int wakes = 0;
    int bytes = 0;
    long end = 0;
    while (bytes < 100) {
      end = pump.nextNanos();
      int count = pump.take(end, into);
      assertTrue(count > 0, "woken without bytes");
      bytes += count;
      wakes++;
    }
    assertEquals(SECOND + 100 * BYTE, end, "the last byte is handed over at once");
    assertTrue(wakes <= 26, wakes + " wakes for 0.4 s");
    assertEquals(Long.MAX_VALUE, pump.nextNanos());
  }

  @Test
  void sendsOverlappingBurstsOneAfterTheOther() {
    meter.at(0, 1, 2, 3, 4);
    meter.at(2 * BYTE, 5, 6);
    assertEquals(4, pump.take(4 * BYTE, into));
    assertEquals(2, pump.take(6 * BYTE, Arrays.copyOf(into, 4)));
  }

  @Test
  void keepsWhatDoesNotFit() {
    meter.at(0, 1, 2, 3, 4, 5);
    byte[] two = new byte[2];
    assertEquals(2, pump.take(SECOND, two));
    assertEquals(2, pump.take(SECOND, two));
    assertArrayEquals(new byte[] {3, 4}, two);
    assertEquals(1, pump.take(SECOND, two));
  }

  @Test
  void discardsOnlyWhatHasCome() {
    meter.at(0, new int[3000]);
    meter.at(60 * SECOND, 7);
    pump.discard(30 * SECOND);
    assertEquals(1, pump.take(61 * SECOND, into));
    assertEquals(7, into[0]);
  }

  /** Sends scripted bursts. */
  private static final class Script implements EmulatedMeter {
    private final List<Burst> bursts = new ArrayList<>();

    void at(long nanos, int... values) {
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < values.length; i++) {
        bytes[i] = (byte) values[i];
      }
      bursts.add(new Burst(nanos, bytes));
    }

    @Override
    public LineSettings settings() {
      return LINE;
    }

    @Override
    public long nextNanos() {
      return bursts.isEmpty() ? Long.MAX_VALUE : bursts.get(0).startNanos();
    }

    @Override
    public List<Burst> poll(long nanos) {
      List<Burst> due = bursts.stream().filter(b -> b.startNanos() <= nanos).toList();
      bursts.removeAll(due);
      return due;
    }

    @Override
    public void receive(byte[] bytes, long nanos) {}

    @Override
    public void request(boolean on, long nanos) {}
  }
}
