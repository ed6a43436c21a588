// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

class StreamReaderTest {
  private static final String ANSWER = "403F10003C0304430000D6DE03220D";

  @Test
  void saysOfSevenRequestsThatNobodyAnsweredThem() throws Exception {
    String hex =
        new String(
            getClass().getResourceAsStream("/multical-403-forum-requests.hex").readAllBytes(),
            StandardCharsets.US_ASCII);
    KitSession received = Streams.listen(hex);
    assertEquals(List.of(), received.readings());
    assertEquals(1, received.findings().size());
    assertEquals(
        "heat energy E1 (60), volume V1 (68), flow temperature T1 (86), return temperature T2 (87),"
            + " temperature difference T1-T2 (89), heat power (80), flow V1 (74)",
        Streams.parameter(received, MulticalFindings.ECHO_ONLY, "asks"));
    ResourceBundle words = ResourceBundle.getBundle(MulticalFindings.MESSAGES, Locale.ROOT);
    assertTrue(words.getString("echo-only").contains("no answer from a meter"));
    assertTrue(words.getString("echo-only.next").contains("the meter does not answer"));
  }

  @Test
  void readsAnswersBetweenRequestsAndNamesTheRequests() throws Exception {
    KitSession received =
        Streams.listen("803F1001003CB25F0D 00 " + ANSWER + "403F0200692D32CD5D0D");
    assertEquals(2, received.readings().size());
    assertEquals(2, received.count(Stage.FRAMES));
    assertEquals(
        "heat energy E1 (60)",
        Streams.parameter(received, MulticalFindings.REQUESTS_HEARD, "asks"));
    assertEquals("6892850", received.readings().get(1).meter().identifier());
  }

  @Test
  void calls68DrinkingWaterWhereTheModelIsAWaterMeter() throws Exception {
    String volume = "403F10004428044200021BE4F2C9FA0D";
    assertTrue(Streams.listen(volume).readings().get(0).measurement("volume").isPresent());
    Reading water = Streams.listen(volume, "model", "21").readings().get(0);
    assertEquals("1382.26", water.measurement("water_volume").orElseThrow().value().toString());
  }

  @Test
  void takesLoggerRecordsForHistory() throws Exception {
    // part 06 of the hour logger: two records from number 7 on, register 60 and the date
    String page = "3FB8 0605 0002 02 00000007 00000009 0000 003C03044300000123 03EB3004000003DC5F";
    KitSession received =
        Streams.listen(
            Frames.answer(HexFormat.of().parseHex((page + "00000122 0003DC5E").replace(" ", ""))));
    assertEquals(2, received.readings().size(), received.findings().toString());
    assertEquals(Origin.HISTORY, received.readings().get(1).origin());
    assertEquals(
        "0.290",
        received.readings().get(1).measurement("heat_energy").orElseThrow().value().toString());
  }

  @Test
  void neverReadsAValueFromAnAnswerWithOneChangedAddedOrLostByte() throws Exception {
    byte[] good = Frames.EIGHT;
    for (int i = 0; i < good.length; i++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = good.clone();
        changed[i] = (byte) value;
        if (value != (good[i] & 0xFF)) {
          requireNothing(changed, "byte " + i + " became " + value);
        }
        requireNothing(
            TransmissionErrors.insert(good, i, (byte) value), value + " came in before " + i);
      }
      requireNothing(TransmissionErrors.remove(good, i), "byte " + i + " was lost");
    }
  }

  /**
   * The whole answer may arrive unchanged, for example after a byte of noise, but never a different
   * one.
   */
  private static void requireNothing(byte[] stream, String what) throws InterruptedException {
    for (Reading reading : Streams.listen(stream).readings()) {
      assertEquals(Frames.eightValues(), Frames.values(reading), what);
    }
  }

  @Test
  void readsTheEightRegistersOfThatAnswer() throws InterruptedException, IOException {
    assertEquals(
        Frames.eightValues(), Frames.values(Streams.listen(Frames.EIGHT).readings().get(0)));
  }
}
