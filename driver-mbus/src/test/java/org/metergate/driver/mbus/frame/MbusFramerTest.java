// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;

class MbusFramerTest {
  private static final Acknowledgement ACKNOWLEDGEMENT = new Acknowledgement();

  /** A response with four bytes of data, two of which are an acknowledgement elsewhere. */
  private static final LongFrame RESPONSE =
      new LongFrame(0x08, 17, 0x72, new byte[] {0x01, (byte) 0xE5, (byte) 0xE5, 0x16});

  private final MbusFramer framer = new MbusFramer();
  private final List<MbusFrame> frames = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private int noise;

  private final FrameSink<MbusFrame> sink =
      new FrameSink<>() {
        @Override
        public void frame(MbusFrame frame) {
          frames.add(frame);
        }

        @Override
        public void noise(byte[] bytes, int offset, int length) {
          noise += length;
        }

        @Override
        public void corrupt(Damage damage) {
          damages.add(damage);
        }
      };

  private void hear(byte[] bytes) {
    framer.accept(bytes, 0, bytes.length, sink);
  }

  private void hear(String hex) {
    hear(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private void silence() {
    framer.silence(MbusFramer.PATIENCE.toNanos(), sink);
  }

  @Test
  void readsTheFieldsOfEachKindOfFrame() {
    hear("10 7B 11 8C 16");
    hear("68 05 05 68 28 FA 72 01 02 97 16");
    hear("68 03 03 68 08 01 70 79 16"); // an application error without a code
    assertEquals(
        List.of(
            new ShortFrame(0x7B, 17),
            new LongFrame(0x28, 250, 0x72, new byte[] {1, 2}),
            new LongFrame(0x08, 1, 0x70, new byte[0])),
        frames);
    assertEquals(List.of(), damages);
    assertEquals(0, noise);
  }

  @Test
  void readsBackWhateverIsBuilt() {
    for (int length = 0; length <= 252; length++) {
      LongFrame frame =
          new LongFrame(0x08, length, 0x72, TransmissionErrors.random(length, length));
      assertEquals(length + 9, frame.bytes().length);
      frames.clear();
      hear(frame.bytes());
      assertEquals(List.of(frame), frames);
    }
  }

  @Test
  void findsAnAcknowledgementOnlyWhereOneIsExpected() {
    hear("E5");
    assertEquals(List.of(), frames);
    assertEquals(1, noise);
    framer.expectAcknowledgement(true);
    hear("E5");
    framer.expectAcknowledgement(false);
    hear("E5");
    assertEquals(List.of(ACKNOWLEDGEMENT), frames);
    assertEquals(2, noise);
  }

  @Test
  void findsNoAcknowledgementInsideOfAFrame() {
    framer.expectAcknowledgement(true);
    hear(RESPONSE.bytes());
    assertEquals(List.of(RESPONSE), frames);
    hear("E5");
    assertEquals(List.of(RESPONSE, ACKNOWLEDGEMENT), frames, "after a late answer");
  }

  @Test
  void findsNoAcknowledgementInWhatIsLeftOfAFrame() {
    byte[] whole = new LongFrame(0x08, 17, 0x72, new byte[] {1, 2, 3, 4, (byte) 0xE5, 5}).bytes();
    for (int from = 0; from < 7; from++) {
      for (int to = from; to < whole.length; to++) {
        framer.expectAcknowledgement(true);
        hear(Arrays.copyOfRange(whole, from, to));
        silence();
        assertEquals(List.of(), frames, "bytes " + from + " to " + to);
      }
    }
  }

  @Test
  void findsAnAcknowledgementBehindAByteOfASwitchedLine() {
    for (String before : List.of("00", "FF", "10", "68", "00 FF", "68 10")) {
      framer.expectAcknowledgement(true);
      frames.clear();
      hear(before + "E5");
      silence();
      assertEquals(List.of(ACKNOWLEDGEMENT), frames, before);
    }
    framer.expectAcknowledgement(true);
    frames.clear();
    hear("00 00 00 E5");
    assertEquals(List.of(), frames, "but not behind more of them");
  }

  @Test
  void forgetsWhatCameBeforeTheQuestion() {
    byte[] answer = RESPONSE.bytes();
    hear(Arrays.copyOf(answer, 8)); // an answer to an earlier question breaks off
    framer.expectAcknowledgement(true);
    hear("E5");
    assertEquals(List.of(ACKNOWLEDGEMENT), frames);
    hear("00 00 00");
    framer.expectAcknowledgement(true);
    hear("E5");
    assertEquals(List.of(ACKNOWLEDGEMENT, ACKNOWLEDGEMENT), frames, "noise, too");
    hear(Arrays.copyOf(answer, 8));
    framer.expectAcknowledgement(false);
    assertFalse(framer.endsWithFrame(), "the last byte was in the middle of a frame");
  }

  @Test
  void namesWhatIsWrong() {
    hear("68 05 06 68 28 FA 72 01 02 97 16");
    hear("68 05 05 69 28 FA 72 01 02 97 16");
    hear("68 05 05 68 28 FA 72 01 03 97 16");
    hear("68 05 05 68 28 FA 72 01 02 97 17");
    hear("68 05 05 68 28 FA 72 01 02");
    silence();
    assertEquals(
        List.of(Damage.HEADER, Damage.HEADER, Damage.CHECKSUM, Damage.END, Damage.TRUNCATED),
        damages);
    assertEquals(List.of(), frames);
  }

  @Test
  void refusesALengthWithoutRoomForTheFields() {
    for (int length = 0; length < 3; length++) {
      hear(HexFormat.of().parseHex("68%02X%02X68010203040516".formatted(length, length)));
    }
    assertEquals(List.of(Damage.HEADER, Damage.HEADER, Damage.HEADER), damages);
    assertEquals(List.of(), frames);
  }

  @Test
  void findsTheFrameBehindStartBytes() {
    for (int count = 0; count < 300; count++) {
      byte[] starts = new byte[count];
      Arrays.fill(starts, (byte) 0x68);
      frames.clear();
      hear(TransmissionErrors.join(starts, RESPONSE.bytes()));
      silence();
      assertEquals(List.of(RESPONSE), frames, count + " start bytes");
    }
  }

  @Test
  void findsTheFrameBehindLongFramesWithoutAnEnd() {
    byte[] endless = new LongFrame(0x08, 1, 0x72, new byte[252]).bytes();
    byte[] cut = Arrays.copyOf(endless, 259);
    hear(TransmissionErrors.join(cut, cut, cut, RESPONSE.bytes()));
    silence();
    assertEquals(List.of(RESPONSE), frames);
    assertEquals(List.of(Damage.END, Damage.END, Damage.END), damages.subList(0, 3));
  }

  @Test
  void givesALoneStartByteUp() {
    hear("10");
    assertEquals(0, noise);
    framer.silence(MbusFramer.PATIENCE.toNanos() - 1, sink);
    assertEquals(List.of(), damages);
    silence();
    assertEquals(List.of(Damage.TRUNCATED), damages);
    hear(RESPONSE.bytes());
    assertEquals(List.of(RESPONSE), frames);
  }

  @Test
  void findsAnEchoAndTheAnswerBehindIt() {
    hear("10 7B 11 8C 16");
    hear(RESPONSE.bytes());
    assertEquals(List.of(new ShortFrame(0x7B, 17), RESPONSE), frames);
  }

  @Test
  void noticesWhateverFollowsAFrame() {
    assertFalse(framer.endsWithFrame(), "nothing was heard");
    byte[] answer = RESPONSE.bytes();
    for (int i = 0; i < answer.length; i++) {
      hear(new byte[] {answer[i]});
      assertEquals(i == answer.length - 1, framer.endsWithFrame(), i + " bytes");
    }
    for (String more : List.of("16", "00", "68", "10", "E5")) {
      hear(answer);
      assertTrue(framer.endsWithFrame());
      hear(more);
      assertFalse(framer.endsWithFrame(), more);
      silence();
      assertFalse(framer.endsWithFrame(), more + " and silence");
    }
  }

  @Test
  void showsWhatFollowsAFrame() {
    byte[] answer = RESPONSE.bytes();
    hear(answer);
    assertArrayEquals(new byte[0], framer.following());
    for (String more : List.of("16", "00 01", "68", "10 00")) {
      byte[] bytes = HexFormat.of().parseHex(more.replace(" ", ""));
      hear(TransmissionErrors.join(answer, bytes));
      assertArrayEquals(bytes, framer.following(), more);
      silence();
    }
    hear("00 00"); // before a frame, and not after it
    hear(TransmissionErrors.join(answer, new byte[] {0x16}));
    assertArrayEquals(new byte[] {0x16}, framer.following());
    hear("01");
    assertArrayEquals(new byte[] {0x01}, framer.following(), "of the last chunk");
    hear(TransmissionErrors.join(answer, new byte[9]));
    assertTrue(framer.following().length > 2, "more than may come from a switched line");
  }

  @Test
  void takesAnAcknowledgementBehindAFrameAsBehindNothing() {
    framer.expectAcknowledgement(true);
    hear("00 00");
    hear(RESPONSE.bytes());
    hear("00 00 E5");
    assertEquals(List.of(RESPONSE, ACKNOWLEDGEMENT), frames);
  }

  /** The sum does not see this, so it must be seen by what follows the frame. */
  @Test
  void leavesTheStopByteOfAFrameThatAnAddedByteShifted() {
    byte[] data = {0x01, 0x02, (byte) (0x16 - 0x08 - 17 - 0x72 - 3)};
    byte[] answer = new LongFrame(0x08, 17, 0x72, data).bytes();
    assertEquals(0x16, answer[answer.length - 2], "the checksum");
    int shifted = 0;
    for (int value = 0; value < 256; value++) {
      for (int at = 7; at < answer.length; at++) {
        frames.clear();
        hear(TransmissionErrors.insert(answer, at, value));
        silence();
        if (!frames.isEmpty() && !Arrays.equals(frames.get(0).bytes(), answer)) {
          shifted++;
          assertFalse(framer.endsWithFrame());
        }
      }
    }
    assertTrue(shifted > 0, "no added byte gave another frame");
  }
}
