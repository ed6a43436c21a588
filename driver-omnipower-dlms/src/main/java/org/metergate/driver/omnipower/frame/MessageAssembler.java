// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.metergate.ciphering.BerLength;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * Assembles whole messages from frames: removes the LLC header, joins segmented HDLC frames, M-Bus
 * parts and the blocks of a general block transfer (Green Book 9.3.5). A part that does not fit the
 * previous one is dropped, so that no message is assembled from two. One thread.
 */
public final class MessageAssembler {
  private static final int MAX_BYTES = 16 * 1024;
  private static final int LLC_LENGTH = 3;
  private static final int GENERAL_BLOCK_TRANSFER = 0xE0;
  private static final int LAST_BLOCK = 0x80;

  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
  private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private int nextPiece;
  private int nextBlock;

  /** Creates an empty assembler. */
  public MessageAssembler() {}

  /**
   * Accepts the next frame.
   *
   * @param frame with valid checksums.
   * @return the message that it completes, or nothing while parts are missing or where the frame is
   *     a part of a message whose beginning was never seen.
   * @throws MalformedException where the parts do not fit together; all held ones are dropped.
   */
  public Optional<Message> accept(Frame frame) throws MalformedException {
    boolean alone = !holdsPieces();
    try {
      Part part = join(frame);
      if (part != null && part.first() == GENERAL_BLOCK_TRANSFER) {
        part = joinBlock(part);
      }
      return part == null ? remember(frame) : Optional.of(finish(part, frame, alone));
    } catch (MalformedException e) {
      forget();
      throw e;
    }
  }

  /**
   * Returns whether a message is incomplete.
   *
   * @return false after a whole message and at the beginning.
   */
  public boolean holdsPieces() {
    return nextPiece > 0 || nextBlock > 0;
  }

  /** Drops the held parts: bytes were lost, or too much time has passed. */
  public void forget() {
    nextPiece = 0;
    nextBlock = 0;
    pieces.reset();
    blocks.reset();
    wire.reset();
  }

  private record Part(byte[] bytes, int offset, int length) {
    int first() {
      return length == 0 ? -1 : bytes[offset] & 0xFF;
    }

    boolean hasLlc() {
      return length > LLC_LENGTH
          && bytes[offset] == (byte) 0xE6
          && (bytes[offset + 1] & 0xFE) == 0xE6
          && bytes[offset + 2] == 0;
    }

    Part withoutLlc() {
      return hasLlc() ? new Part(bytes, offset + LLC_LENGTH, length - LLC_LENGTH) : this;
    }
  }

  private Optional<Message> remember(Frame frame) throws MalformedException {
    if (holdsPieces()) {
      append(wire, frame.bytes(), 0, frame.bytes().length);
    }
    return Optional.empty();
  }

  private Message finish(Part part, Frame frame, boolean alone) {
    byte[] wireBytes = frame.bytes();
    if (!alone) {
      wire.writeBytes(wireBytes);
      wireBytes = wire.toByteArray();
    }
    forget();
    return new Message(part.bytes, part.offset, part.length, wireBytes);
  }

  private Part join(Frame frame) throws MalformedException {
    Part part = new Part(frame.bytes(), frame.offset(), frame.length());
    if (frame instanceof HdlcFrame hdlc) {
      return joinSegment(part, hdlc.more());
    }
    MbusFrame mbus = (MbusFrame) frame;
    return joinPiece(part, mbus.number(), mbus.last());
  }

  /** Segments of HDLC have no number; only the first one has the LLC header. */
  private Part joinSegment(Part part, boolean more) throws MalformedException {
    if (part.hasLlc()) {
      return more ? begin(part.withoutLlc()) : alone(part.withoutLlc());
    }
    if (nextPiece == 0) {
      boolean message = !more && isMessage(part.first());
      return message ? part : null; // else a part whose beginning was lost
    }
    return continueWith(part, !more);
  }

  private Part joinPiece(Part part, int number, boolean last) throws MalformedException {
    if (number == 0) {
      return last ? alone(part.withoutLlc()) : begin(part.withoutLlc());
    }
    if (nextPiece == 0) {
      return null;
    }
    if (number != (nextPiece & 0x0F)) {
      throw new MalformedException("part " + number + " came instead of " + (nextPiece & 0x0F));
    }
    return continueWith(part, last);
  }

  private Part begin(Part part) throws MalformedException {
    if (part.first() != GENERAL_BLOCK_TRANSFER) {
      forget();
    }
    pieces.reset();
    append(pieces, part.bytes, part.offset, part.length);
    nextPiece = 1;
    return null;
  }

  /** A message or block in one part; held parts will never be completed. */
  private Part alone(Part part) {
    if (nextPiece > 0 || part.first() != GENERAL_BLOCK_TRANSFER) {
      forget();
    }
    return part;
  }

  private Part continueWith(Part part, boolean last) throws MalformedException {
    append(pieces, part.bytes, part.offset, part.length);
    nextPiece++;
    if (!last) {
      return null;
    }
    byte[] joined = pieces.toByteArray();
    pieces.reset();
    nextPiece = 0;
    return new Part(joined, 0, joined.length);
  }

  /** Tag, control, block number, number acknowledged, length, data. */
  private Part joinBlock(Part part) throws MalformedException {
    ByteCursor in = new ByteCursor(part.bytes, part.offset, part.length);
    in.skip(1);
    boolean last = (in.u8() & LAST_BLOCK) != 0;
    int number = in.u16();
    in.skip(2);
    int length = BerLength.read(in);
    if (length != in.remaining()) {
      throw new MalformedException(
          "block " + number + " should have " + length + " bytes, but there are " + in.remaining());
    }
    if (number == 1) {
      blocks.reset();
      wire.reset();
      nextBlock = 1;
    } else if (nextBlock == 0) {
      return null;
    }
    if (number != nextBlock) {
      throw new MalformedException("block " + number + " came instead of " + nextBlock);
    }
    append(blocks, part.bytes, in.position(), length);
    nextBlock++;
    if (!last) {
      return null;
    }
    byte[] joined = blocks.toByteArray();
    return new Part(joined, 0, joined.length);
  }

  private static boolean isMessage(int tag) {
    return tag == 0x0F || tag == 0xDB || tag == 0xDC || tag == GENERAL_BLOCK_TRANSFER;
  }

  private static void append(ByteArrayOutputStream to, byte[] bytes, int offset, int length)
      throws MalformedException {
    if (length > MAX_BYTES - to.size()) {
      throw new MalformedException("a message of more than " + MAX_BYTES + " bytes");
    }
    to.write(bytes, offset, length);
  }
}
