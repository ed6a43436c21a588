// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PulseRecordingTest {
  @TempDir private Path folder;

  private Run decode(Path file) {
    String[] args = {
      "decode",
      "--driver",
      "pulse-gpio",
      "--option",
      "quantity=energy_import",
      "--option",
      "pulses-per-unit=1000",
      file.toString()
    };
    return Run.of(args);
  }

  @Test
  void edgesOfALinkAreRecordedAndTheRecordingIsCounted() throws Exception {
    Path file = folder.resolve("pulses.rec");
    Run.of("record", "emulator:pulse?rate=16.7&pulses=20", file.toString(), "--for", "6s").ends(0);
    List<String> lines = Files.readAllLines(file);
    assertEquals("0.000000 ! edge 0", lines.get(2));
    Run run = decode(file).ends(0);
    assertTrue(run.out().contains("\"value\":\"0.0"), run.out());
    long edges = lines.stream().filter(line -> line.contains("! edge 1")).count();
    assertTrue(run.err().contains(edges + " good frame"), run.err());
  }

  @Test
  void saysThatPulsesStandOnlyInRecordings() throws Exception {
    Path file = Files.writeString(folder.resolve("capture.hex"), "7EA1E9");
    assertTrue(decode(file).ends(1).err().contains("so this is not a recording"));
    assertTrue(
        Run.of("emulate", "pulse", "--tcp", "0")
            .ends(2)
            .err()
            .contains("which a port cannot carry"));
  }
}
