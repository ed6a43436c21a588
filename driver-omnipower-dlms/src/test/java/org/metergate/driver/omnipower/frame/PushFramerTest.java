// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.omnipower.wire.Line.hex;
import static org.metergate.driver.omnipower.wire.Line.join;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.spi.codec.Damage;

class PushFramerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String CONTENT = "E6E7000F00";

  @Test
  void findsAFrameWrittenOutByteByByte() {
    byte[] frame =
        hex(
            "7E" // flag
                + "A00B" // format type 3, not segmented, 11 bytes between the flags
                + "2B" // destination 21
                + "21" // source 16
                + "13" // unnumbered information, final
                + "CAD7" // header checksum, low byte first
                + "E6E7" // two bytes of information
                + "26D2" // frame checksum
                + "7E");
    assertEquals(List.of("E6E7"), new RecordedFrames().feed(frame).content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2B2113", // Kamstrup, plain
        "410313", // Kamstrup, encrypted
        "41088313", // Aidon: source of two bytes
        "01020110", // Kaifa: control without the final bit
        "CEFF0313", // Landis+Gyr: destination of two bytes
        "000204030204060713", // four bytes each, the maximum
      })
  void takesEveryAddressAndControl(String head) {
    RecordedFrames recordedFrames =
        new RecordedFrames().feed(Line.frame(head, hex(CONTENT), false));
    assertEquals(List.of(CONTENT), recordedFrames.content());
  }

  @Test
  void tellsASegmentThatIsNotTheLast() {
    RecordedFrames recordedFrames =
        new RecordedFrames().feed(Line.frame("CF022313", hex(CONTENT), true));
    assertTrue(assertInstanceOf(HdlcFrame.class, recordedFrames.frames.get(0)).more());
  }

  @Test
  void readsOnBehindAFlagInsideAFrame() {
    byte[] frame = Line.frame("2B2113", hex("7E7EA00A7E7E687E7E"), false);
    RecordedFrames recordedFrames = new RecordedFrames().feed(frame, frame);
    assertEquals(2, recordedFrames.frames.size());
    assertEquals("", recordedFrames.noise.toString());
    assertEquals(List.of(), recordedFrames.damages);
  }

  @Test
  void takesOneFlagBetweenTwoFramesForBoth() {
    byte[] frame = Line.frame("2B2113", hex(CONTENT), false);
    byte[] shared = join(frame, Arrays.copyOfRange(frame, 1, frame.length));
    RecordedFrames recordedFrames =
        new RecordedFrames().feed(shared).silence(10 * SECOND).feed(frame);
    assertEquals(3, recordedFrames.frames.size());
    assertEquals("", recordedFrames.noise.toString());
  }

  @Test
  void beginsAFrameWithTheFlagThatEndedTheLastOneLongAgo() {
    byte[] frame = Line.frame("2B2113", hex(CONTENT), false);
    RecordedFrames recordedFrames =
        new RecordedFrames()
            .feed(frame)
            .silence(10 * SECOND)
            .feed(Arrays.copyOfRange(frame, 1, frame.length));
    assertEquals(2, recordedFrames.frames.size());
  }

  @Test
  void waitsThroughThePausesThatWereSeenInsideFrames() {
    byte[] frame = new Cipherer().frame(1, new Meter().push1());
    RecordedFrames recordedFrames = new RecordedFrames();
    for (int i = 0; i < frame.length; i++) {
      recordedFrames.feed(Arrays.copyOfRange(frame, i, i + 1)).silence(SECOND);
    }
    assertEquals(1, recordedFrames.frames.size());
  }

  @Test
  void rejectsFrameWhoseLengthFieldLiesAsSoonAsItsHeaderIsThere() {
    byte[] frame = Line.frame("2B2113", hex(CONTENT.repeat(20)), false);
    frame[1] = (byte) 0xA7; // 1792 bytes and more instead of about 100
    RecordedFrames recordedFrames = new RecordedFrames().feed(Arrays.copyOf(frame, 8));
    assertEquals(List.of(Damage.HEADER), recordedFrames.damages);
  }

  @Test
  void namesTheKindOfDamage() {
    byte[] frame = Line.frame("2B2113", hex(CONTENT), false);
    assertEquals(List.of(Damage.HEADER), damaged(frame, 3));
    assertEquals(List.of(Damage.CHECKSUM), damaged(frame, 9));
    assertEquals(List.of(Damage.END), damaged(frame, frame.length - 1));
    RecordedFrames cut = new RecordedFrames().feed(Arrays.copyOf(frame, 12)).silence(4 * SECOND);
    assertEquals(List.of(Damage.TRUNCATED), cut.damages);
  }

  private static List<Damage> damaged(byte[] frame, int at) {
    byte[] copy = frame.clone();
    copy[at] ^= 0x40;
    return new RecordedFrames().feed(copy).damages;
  }

  @Test
  void findsTheFrameThatADamagedOneHadSwallowed() {
    byte[] good = Line.frame("2B2113", hex(CONTENT), false);
    byte[] long1 = new Cipherer().frame(1, new Meter().push1());
    byte[] cut = Arrays.copyOf(long1, 300);
    RecordedFrames recordedFrames =
        new RecordedFrames().feed(join(cut, good, good, good, new byte[200]));
    assertEquals(3, recordedFrames.frames.size());
  }

  @Test
  void takesAChunkOfAnyLength() {
    byte[] frame = new Cipherer().frame(1, new Meter().push1());
    byte[][] many = new byte[100][];
    Arrays.fill(many, frame);
    assertEquals(100, new RecordedFrames().feed(join(many)).frames.size());
  }

  @Test
  void findsTheLongestFrameThatTheFormatAllows() {
    byte[] content = new byte[0x7FF - 9];
    Arrays.fill(content, (byte) 0x7E);
    RecordedFrames recordedFrames =
        new RecordedFrames().feed(new byte[1000], Line.frame("2B2113", content, false));
    assertEquals(content.length, recordedFrames.frames.get(0).length());
  }

  @Test
  void findsAnMbusFrameLongerThanItsLengthFieldCanSay() {
    for (int size : new int[] {251, 252}) { // with five bytes before them 256 and 257
      byte[] frame = Line.mbusFrame(0x10, new byte[size]);
      assertEquals(size - 251, frame[1], "what is left of the length");
      RecordedFrames recordedFrames = new RecordedFrames().feed(frame);
      assertEquals(size, recordedFrames.frames.get(0).length());
    }
  }

  @Test
  void tellsTheNumberOfAnMbusPiece() {
    byte[] piece = Line.mbusFrame(0x03, hex("AABB"));
    RecordedFrames recordedFrames =
        new RecordedFrames().feed(piece, Line.mbusFrame(0x14, hex("CC")));
    assertEquals(List.of("AABB", "CC"), recordedFrames.content());
    MbusFrame first = assertInstanceOf(MbusFrame.class, recordedFrames.frames.get(0));
    MbusFrame second = assertInstanceOf(MbusFrame.class, recordedFrames.frames.get(1));
    assertEquals(
        "3 false 4 true",
        first.number() + " " + first.last() + " " + second.number() + " " + second.last());
  }

  @Test
  void leavesOtherMbusTrafficAlone() {
    RecordedFrames recordedFrames = new RecordedFrames().feed(Line.mbusFrame(0x72, hex("AABBCC")));
    assertEquals(List.of(), recordedFrames.frames);
    assertEquals(
        List.of(), recordedFrames.damages, "a heat meter's answer is not damaged, it is not DLMS");
  }

  @Test
  void findsBothKindsOfFramesInOneStream() {
    byte[] hdlc = Line.frame("2B2113", hex(CONTENT), false);
    byte[] mbus = Line.mbusFrame(0x10, hex("AABB"));
    RecordedFrames recordedFrames =
        new RecordedFrames().feed(join(hdlc, mbus, hdlc, hdlc, mbus, mbus));
    assertEquals(
        List.of(CONTENT, "AABB", CONTENT, CONTENT, "AABB", "AABB"), recordedFrames.content());
    assertEquals("", recordedFrames.noise.toString());
  }
}
