// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

class StreamReaderTest {
  private static final byte[] ACKNOWLEDGED = {(byte) 0xE5};
  private static final byte[] ENERGY = answer(1, "12345678", 1, "040664000000");
  private static final byte[] OTHER = answer(2, "11111111", 9, "0406C8000000");
  private static final byte[] FIRST = answer(1, "12345678", 1, "0406640000001F");
  private static final byte[] SECOND = answer(1, "12345678", 2, "0414C80000001F");
  private static final byte[] LAST = answer(1, "12345678", 3, "0259D00F");

  /** An answer of a MULTICAL 603. */
  private static byte[] answer(int address, String identity, int access, String records) {
    StringBuilder header = new StringBuilder();
    for (int i = 6; i >= 0; i -= 2) {
      header.append(identity, i, i + 2);
    }
    header.append("2D2C3504").append(String.format("%02X", access)).append("000000");
    byte[] data = HexFormat.of().parseHex(header + records);
    return new LongFrame(0x08, address, 0x72, data).bytes();
  }

  private static KitSession listen(byte[]... stream) {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    ScriptedLink link = new ScriptedLink(time);
    link.at(Duration.ZERO, TransmissionErrors.join(stream));
    return listen(time, link);
  }

  private static KitSession listen(VirtualTime time, ScriptedLink link) {
    KitSession session = new KitSession(time);
    try {
      ByteDriver driver = (ByteDriver) RecordingPlayer.driver(new MbusDriverProvider(), Map.of());
      assertThrows(LinkLostException.class, () -> driver.listen(link, session));
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
    assertEquals(List.of(), link.written(), "nothing is sent");
    return session;
  }

  private static List<String> registers(Reading reading) {
    return reading.measurements().stream().map(Measurement::register).toList();
  }

  private static List<String> found(KitSession session) {
    return session.findings().stream()
        .map(found -> found.finding().code().id())
        .distinct()
        .toList();
  }

  /** The meter's clock shows the 5 January 2030, and it stored on 31 December 2029. */
  @Test
  void readsAStreamOfAnyYearTheSameWhateverOurClockShows() {
    KitSession session = listen(answer(1, "12345678", 1, "046D1A0FC531" + "440605000000426CBF3C"));
    assertEquals(2, session.readings().size());
    assertEquals(List.of("44-06"), registers(session.readings().get(1)));
    assertEquals(
        "2029-12-31T00:00:00", session.readings().get(1).meterTime().orElseThrow().toString());
  }

  @Test
  void decodesTheAnswersOfAllMetersWithoutAnyOption() {
    KitSession session = listen(ENERGY, OTHER);
    assertEquals(
        List.of("12345678", "11111111"),
        session.readings().stream().map(reading -> reading.meter().identifier()).toList());
    assertEquals(List.of(), session.findings());
  }

  @Test
  void takesQuestionsAndAcknowledgementsForNoNoise() {
    KitSession session =
        listen(
            MbusRequest.reset(1).bytes(),
            ACKNOWLEDGED,
            MbusRequest.data(1, true).bytes(),
            ENERGY,
            MbusRequest.reset(2).bytes(),
            ACKNOWLEDGED,
            MbusRequest.data(2, true).bytes(),
            OTHER);
    assertEquals(2, session.readings().size());
    assertEquals(List.of(), session.findings());
  }

  @Test
  void makesOneReadingOfTheTelegramsOfAnAnswer() {
    KitSession session =
        listen(
            FIRST,
            MbusRequest.data(1, false).bytes(),
            SECOND,
            MbusRequest.data(1, true).bytes(),
            LAST,
            OTHER);
    assertEquals(2, session.readings().size());
    assertEquals(List.of("04-06", "04-14", "02-59"), registers(session.readings().get(0)));
    assertEquals(List.of(), session.findings());
  }

  @Test
  void endsAnAnswerWhereAnotherMeterOrSilenceFollows() {
    KitSession other = listen(FIRST, OTHER, SECOND);
    assertEquals(3, other.readings().size());
    assertEquals(List.of("answer-incomplete"), found(other));
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    ScriptedLink link = new ScriptedLink(time);
    link.at(Duration.ZERO, FIRST).at(Duration.ofSeconds(5), SECOND);
    assertEquals(2, listen(time, link).readings().size());
  }

  @Test
  void readsAnAnswerAtTheVeryEndOfTheStream() {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    ScriptedLink link = new ScriptedLink(time);
    link.at(Duration.ZERO, FIRST).lostAt(Duration.ofMillis(10));
    assertEquals(1, listen(time, link).readings().size());
  }

  @Test
  void dropsATelegramThatCameBefore() {
    KitSession twice = listen(ENERGY, ENERGY);
    assertEquals(1, twice.readings().size());
    assertEquals(List.of("same-telegram"), found(twice));
    KitSession first = listen(FIRST, FIRST, SECOND, LAST);
    assertEquals(1, first.readings().size());
    assertEquals(3, first.readings().get(0).measurements().size());
    assertEquals(List.of("same-telegram"), found(first));
    KitSession counted = listen(ENERGY, answer(1, "12345678", 2, "040664000000"));
    assertEquals(2, counted.readings().size(), "a later readout of the same values");
  }

  @Test
  void publishesStoredValuesAsHistoryEachOnce() {
    String stored = "040664000000" + "44065A000000" + "426C7F1C";
    KitSession session = listen(answer(1, "12345678", 1, stored), answer(1, "12345678", 2, stored));
    assertEquals(
        List.of(Origin.LIVE, Origin.HISTORY, Origin.LIVE),
        session.readings().stream().map(Reading::origin).toList());
  }

  @Test
  void usesNoFrameThatIsDamaged() {
    for (int at = 0; at < ENERGY.length; at++) {
      byte[] flipped = ENERGY.clone();
      flipped[at] ^= 0x10;
      KitSession session = listen(flipped, OTHER);
      assertEquals(1, session.readings().size(), "byte " + at);
      assertEquals("11111111", session.readings().get(0).meter().identifier(), "byte " + at);
      assertTrue(!session.findings().isEmpty(), "byte " + at);
    }
  }

  @Test
  void usesNoFrameIntoWhichAByteWasAddedOrFromWhichOneIsMissing() {
    for (int salt = 0; salt < 256; salt++) { // one of them has the checksum 16
      byte[] frame = answer(1, "12345678", 1, String.format("0406%02X000000", salt));
      for (int at = 0; at < frame.length - 1; at++) {
        byte[] shorter = new byte[frame.length - 1];
        System.arraycopy(frame, 0, shorter, 0, at);
        System.arraycopy(frame, at + 1, shorter, at, shorter.length - at);
        assertNoOther(frame, listen(shorter));
        for (byte added : new byte[] {0, (byte) 0x16, (byte) 0x68, (byte) salt}) {
          byte[] longer = new byte[frame.length + 1];
          System.arraycopy(frame, 0, longer, 0, at);
          longer[at] = added;
          System.arraycopy(frame, at, longer, at + 1, frame.length - at);
          assertNoOther(frame, listen(longer));
        }
      }
    }
  }

  private static void assertNoOther(byte[] frame, KitSession session) {
    if (!session.readings().isEmpty()) {
      assertEquals(
          listen(frame).readings().get(0).measurements(), session.readings().get(0).measurements());
    }
  }

  @Test
  void saysWhatElseIsInTheStream() {
    assertEquals(List.of("noise"), found(listen(HexFormat.of().parseHex("004004"), ENERGY)));
    assertEquals(List.of("only-questions"), found(listen(MbusRequest.data(1, true).bytes())));
    assertEquals(List.of("frame-cut"), found(listen(Arrays.copyOf(ENERGY, ENERGY.length - 4))));
    assertEquals(
        List.of("meter-busy"), found(listen(new LongFrame(0x08, 1, 0x70, new byte[] {8}).bytes())));
  }
}
