// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/**
 * A configuration without {@code units}, {@code heat} and {@code derived} writes the files and the
 * lines that it wrote before there were these keys, byte for byte. What is expected was written by
 * the program as it was then, of the same emulated meters.
 */
class UnchangedByDefaultTest {
  /** Of the first telegrams; those of each list that a meter sends are among them. */
  private static final int READINGS = 8;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MULTICAL_603_IN_GIGAJOULES")
  void writesTheSameFilesAndLines(EmulatedKind kind) throws Exception {
    assertEquals(expected(kind), written(kind, folder));
  }

  static String written(EmulatedKind kind, Path folder) throws Exception {
    VirtualTime time = new VirtualTime(EmulatedLine.START);
    List<Reading> all = kind.read(time);
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
        EveryOutput outputs = new EveryOutput(folder, journal, time, "", OptionalInt.empty())) {
      for (Reading reading : all.subList(0, Math.min(READINGS, all.size()))) {
        journal.readings().append(reading);
      }
      outputs.deliver(0);
      return outputs.written();
    }
  }

  private static String expected(EmulatedKind kind) throws Exception {
    String name = "before-units/" + kind + ".txt";
    try (InputStream in = UnchangedByDefaultTest.class.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
