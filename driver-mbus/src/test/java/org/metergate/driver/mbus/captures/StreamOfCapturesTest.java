// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.captures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.metergate.driver.mbus.MbusDriverProvider;
import org.metergate.driver.mbus.telegram.captures.Captures;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Origin;
import org.metergate.time.VirtualTime;

/** Each file gives one reading of the present, or says why it gives none. */
@Tag("captures")
class StreamOfCapturesTest {
  /** The files without a reading, and what is found in them. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "frame1.hex", "no-values",
          "made_bad_checksum.hex", "frame-damaged",
          "made_encrypted.hex", "encrypted",
          "odd_application_busy.hex", "meter-busy",
          "odd_too_short_header.hex", "unknown-form",
          "odd_unimplemented_ci.hex", "application-error");

  @TestFactory
  Stream<DynamicTest> everyFileGivesAReadingOrSaysWhyNot() throws Exception {
    try (Stream<Path> files = Files.list(Captures.orSkip())) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".hex")).sorted().toList();
      assertTrue(all.size() >= 44, "there were 44");
      return all.stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws Exception {
    KitSession session = listen(file);
    long live = session.readings().stream().filter(r -> r.origin() == Origin.LIVE).count();
    List<String> found = session.findings().stream().map(one -> one.finding().code().id()).toList();
    String refusal = REFUSED.get(file.getFileName().toString());
    long raw = "no-values".equals(refusal) ? 1 : 0; // the manufacturer's own data are kept
    assertEquals(refusal == null ? 1 : raw, live, found.toString());
    if (refusal != null) {
      assertEquals(List.of(refusal), found);
    }
  }

  private static KitSession listen(Path file) throws Exception {
    String hex =
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining(" "));
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time);
    ByteDriver driver = (ByteDriver) RecordingPlayer.driver(new MbusDriverProvider(), Map.of());
    ScriptedLink link = new ScriptedLink(time).at(Duration.ZERO, Hex.parse(hex));
    assertThrows(LinkLostException.class, () -> driver.listen(link, session));
    return session;
  }
}
