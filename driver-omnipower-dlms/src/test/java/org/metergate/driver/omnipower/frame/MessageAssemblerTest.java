// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.omnipower.wire.Line.hex;
import static org.metergate.driver.omnipower.wire.Line.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

class MessageAssemblerTest {
  private final byte[] message = new Meter().push1();
  private final MessageAssembler assembler = new MessageAssembler();

  @Test
  void takesTheLlcHeaderOff() throws MalformedException {
    byte[] frame = Line.hdlc(message);
    Message whole = accept(frame).get(0);
    assertArrayEquals(message, content(whole));
    assertArrayEquals(frame, whole.wire());
    assertEquals(0x0F, whole.tag());
  }

  @Test
  void readsAMessageWithoutLlcHeader() throws MalformedException {
    assertArrayEquals(message, content(accept(Line.frame("2B2113", message, false)).get(0)));
  }

  @Test
  void joinsSegmentsBlocksAndPiecesOfEverySize() throws MalformedException {
    for (int size = 40; size <= 460; size += 7) {
      for (List<byte[]> frames :
          List.of(
              Line.segments(message, size),
              Line.blocks(message, Math.min(size, 120)),
              Line.mbus(message, Math.min(size, 245)))) {
        List<Message> messages = accept(frames.toArray(new byte[0][]));
        assertEquals(1, messages.size(), "of " + frames.size() + " frames");
        assertArrayEquals(message, content(messages.get(0)));
        assertArrayEquals(join(frames), messages.get(0).wire(), "as it came");
      }
    }
  }

  @Test
  void dropsPiecesWhoseBeginningWasLost() throws MalformedException {
    for (List<byte[]> frames :
        List.of(Line.segments(message, 100), Line.blocks(message, 100), Line.mbus(message, 100))) {
      List<byte[]> headless = frames.subList(1, frames.size());
      assertEquals(List.of(), accept(headless.toArray(new byte[0][])));
      assertEquals(1, accept(frames.toArray(new byte[0][])).size(), "the next message is whole");
    }
  }

  @Test
  void makesNoMessageOfPiecesWithAHole() throws MalformedException {
    List<byte[]> blocks = new ArrayList<>(Line.blocks(message, 100));
    blocks.remove(2);
    assertThrows(MalformedException.class, () -> accept(blocks.toArray(new byte[0][])));
    List<byte[]> pieces = new ArrayList<>(Line.mbus(message, 100));
    pieces.remove(2);
    assertThrows(MalformedException.class, () -> accept(pieces.toArray(new byte[0][])));
    assertEquals(1, accept(Line.hdlc(message)).size(), "and goes on with the next");
  }

  @Test
  void beginsAnewWithANewBeginning() throws MalformedException {
    byte[] other = new Meter().set("1.7.0", 4711).push1();
    for (int kept = 1; kept < 3; kept++) {
      List<byte[]> segments = new ArrayList<>(Line.segments(message, 100).subList(0, kept));
      segments.addAll(Line.segments(other, 100));
      assertArrayEquals(other, content(accept(segments.toArray(new byte[0][])).get(0)));
      List<byte[]> blocks = new ArrayList<>(Line.blocks(message, 100).subList(0, kept));
      blocks.addAll(Line.blocks(other, 100));
      Message whole = accept(blocks.toArray(new byte[0][])).get(0);
      assertArrayEquals(other, content(whole));
      assertArrayEquals(join(Line.blocks(other, 100)), whole.wire());
    }
  }

  @Test
  void forgetsHeldPiecesForAMessageInOneFrame() throws MalformedException {
    byte[] single = Line.hdlc(message);
    for (List<byte[]> frames :
        List.of(Line.segments(message, 100), Line.blocks(message, 100), Line.mbus(message, 100))) {
      List<Message> messages = accept(frames.get(0), single);
      assertEquals(1, messages.size());
      assertArrayEquals(single, messages.get(0).wire());
      assertEquals(List.of(), accept(frames.get(1)));
    }
  }

  @Test
  void forgetsWhenTold() throws MalformedException {
    List<byte[]> segments = Line.segments(message, 100);
    accept(segments.get(0), segments.get(1));
    assembler.forget();
    assertEquals(List.of(), accept(segments.subList(2, 5).toArray(new byte[0][])));
  }

  @Test
  void holdsNoEndlessMessage() throws MalformedException {
    byte[] piece = Line.frame("CF022313", new byte[1000], true);
    accept(Line.segments(message, 300).get(0));
    for (int i = 0; i < 15; i++) {
      accept(piece);
    }
    assertThrows(MalformedException.class, () -> accept(piece));
  }

  @Test
  void refusesABlockWhoseLengthLies() {
    byte[] frame = Line.frame("CEFF0313", hex("E6E700E0C00001000005AABB"), false);
    MalformedException refusal = assertThrows(MalformedException.class, () -> accept(frame));
    assertTrue(refusal.getMessage().contains("should have 5 bytes, but there are 2"));
  }

  private List<Message> accept(byte[]... frames) throws MalformedException {
    List<Message> messages = new ArrayList<>();
    for (byte[] frame : frames) {
      RecordedFrames recordedFrames = new RecordedFrames().feed(frame);
      assertEquals(1, recordedFrames.frames.size(), Hex.of(frame));
      assembler.accept(recordedFrames.frames.get(0)).ifPresent(messages::add);
    }
    return messages;
  }

  private static byte[] content(Message message) {
    return Arrays.copyOfRange(
        message.bytes(), message.offset(), message.offset() + message.length());
  }
}
