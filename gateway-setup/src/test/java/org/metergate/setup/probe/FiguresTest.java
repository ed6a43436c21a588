// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.link.LineSettings;

class FiguresTest {
  private static final byte[] QUESTION = {(byte) 0x80, 0x3F, 0x01, 0x05, (byte) 0x8A, 0x0D};

  private final Hearing hearing = new Hearing();

  /** An estimate next to the settings at which a checksum held would contradict them. */
  @Test
  void ofARecognisedMeterItsSettingsAreNamedAndNoEstimate() {
    hearing.add(bursts(2, 10, 3.77).heard("19200 8N1", 25));
    LineSettings settings = LineSettings.eightNone(115_200);
    Recognised meter =
        new Recognised(
            "p1-dtr",
            "P1",
            new Match(Certainty.CERTAIN, "1", Map.of(), List.of()),
            settings,
            settings,
            false,
            true,
            false);
    Map<String, String> figures = Figures.of(hearing, Optional.of(meter), true);
    assertEquals(List.of("seconds", "bytes", "settings", "line-errors"), names(figures));
    assertEquals("115200 8N1", figures.get("settings"));
    assertFalse(Figures.of(hearing, Optional.of(meter), false).containsKey("settings"));
  }

  @Test
  void answersAreNoBytesThatCameByThemselves() {
    hearing.add(new Lines().heard("19200 8N1", 10.7));
    hearing.add(new Lines().burst(0.1, Lines.values(QUESTION)).heard("1200 8N2", 1, QUESTION));
    hearing.add(new Lines().burst(0.1, 1, 2, 3, 4, 5, 6).heard("1200 8N2", 1, QUESTION));
    Map<String, String> figures = Figures.of(hearing, Optional.empty(), true);
    assertEquals("0", figures.get("bytes"));
    assertEquals("2", figures.get("questions"));
    assertEquals("1", figures.get("echoes"));
    assertEquals("1", figures.get("answers"));
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "4, true"})
  void anIntervalIsNamedOnlyWhereBurstsAreRegular(int bursts, boolean named) {
    hearing.add(bursts(bursts, 10, 2).heard("19200 8N1", 10 * bursts + 5));
    Map<String, String> figures = Figures.of(hearing, Optional.empty(), true);
    assertEquals(named, figures.containsKey("period-seconds"), figures.toString());
    assertEquals(Integer.toString(bursts), figures.get("bursts"));
  }

  private static Lines bursts(int count, double period, double seconds) {
    Lines lines = new Lines();
    for (int i = 0; i < count; i++) {
      lines.burst(1 + i * period, (int) (seconds * 1000), 0x55, LineByte.Kind.GOOD);
    }
    return lines;
  }

  private static List<String> names(Map<String, String> figures) {
    return List.copyOf(figures.keySet());
  }
}
