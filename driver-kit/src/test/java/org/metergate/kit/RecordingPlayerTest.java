// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.finding.Stage;
import org.metergate.time.VirtualTime;

class RecordingPlayerTest {
  private static final String FRAME = Hex.of(ToyFramer.frame((byte) 6, (byte) 0));
  private static final String RECORDING =
      "# metergate-recording 1\n10.5 < " + FRAME + "\n20.5 < " + FRAME.substring(0, 8) + "\n";

  @Test
  void stampsReadingsWithTheTimesOfTheRecording() throws Exception {
    KitSession session = RecordingPlayer.play(driver(), RECORDING);
    assertEquals(1, session.readings().size());
    assertEquals(RecordingPlayer.START.plusMillis(10_500), session.readings().get(0).receivedAt());
    assertEquals(1, session.count(Stage.FRAMES));
  }

  @Test
  void letsTheDriverNoticeTheSilenceBehindACutFrame() throws Exception {
    KitSession session = RecordingPlayer.play(driver(), RECORDING);
    assertEquals(1, session.count(ToyDriver.DAMAGED));
  }

  @Test
  void playsFiles(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("toy.rec"), RECORDING);
    assertEquals(1, RecordingPlayer.play(driver(), file).readings().size());
  }

  @Test
  void failsOnAMalformedRecordingWithItsLine() throws Exception {
    MeterDriver driver = driver();
    AssertionError e =
        assertThrows(
            AssertionError.class, () -> RecordingPlayer.play(driver, RECORDING + "7 < 00\n"));
    assertTrue(e.getMessage().contains("line 4"), e.getMessage());
  }

  @Test
  void keepsStatesForTheSessionAfterARestart() {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession first = new KitSession(time);
    first.meter("house").state("counter").put("17");
    first.meter("shed").state("counter").put("4");
    KitSession second = new KitSession(time, first.states());
    assertEquals(Optional.of("17"), second.meter("house").state("counter").get());
    assertEquals(Optional.empty(), second.meter("house").state("speed").get());
    assertThrows(
        IllegalArgumentException.class, () -> second.meter("a").state("b").put("x".repeat(4097)));
  }

  private static MeterDriver driver() throws Exception {
    return RecordingPlayer.driver(new ToyDriver(), Map.of());
  }
}
