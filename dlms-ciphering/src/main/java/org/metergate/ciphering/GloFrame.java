// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import java.util.OptionalInt;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * A general-glo-ciphering APDU, still encrypted: {@code DB}, title length and system title (8), BER
 * length, security control (1), invocation counter (4), ciphertext, and a tag of 12 bytes when
 * authenticated. Green Book 9.2.7.2.4.6. Immutable as long as the bytes are not changed.
 */
public final class GloFrame {
  /** The first byte of such an APDU. */
  public static final int APDU_TAG = 0xDB;

  /** How many bytes of the GCM tag are sent. */
  public static final int TAG_LENGTH = 12;

  static final int TITLE_LENGTH = 8;
  private static final int HEADER_LENGTH = 5;
  private static final int SUITE = 0x0F;
  private static final int AUTHENTICATED = 0x10;
  private static final int ENCRYPTED = 0x20;
  private static final int COMPRESSED = 0x80;

  private final byte[] bytes;
  private final int titleOffset;
  private final int headerOffset;
  private final int end;

  private GloFrame(byte[] bytes, int titleOffset, int headerOffset, int end) {
    this.bytes = bytes;
    this.titleOffset = titleOffset;
    this.headerOffset = headerOffset;
    this.end = end;
  }

  /**
   * Parses the unencrypted part of an APDU.
   *
   * @param bytes contains it; kept, not copied.
   * @param offset of the {@code DB}.
   * @param length of the whole APDU, without trailing bytes.
   * @return the encrypted frame.
   * @throws MalformedException naming the field that is wrong.
   */
  public static GloFrame parse(byte[] bytes, int offset, int length) throws MalformedException {
    ByteCursor in = new ByteCursor(bytes, offset, length);
    int title = skipToTitle(in);
    int content = BerLength.read(in);
    if (content != in.remaining()) {
      throw new MalformedException(
          "the ciphered part should have " + content + " bytes, but there are " + in.remaining());
    }
    GloFrame frame = new GloFrame(bytes, title, in.position(), offset + length);
    if (content <= HEADER_LENGTH || frame.cipherLength() < 1) {
      throw new MalformedException("the ciphered part of " + content + " bytes has no ciphertext");
    }
    return frame;
  }

  /**
   * Returns the length of an APDU in a stream, for framings without another length (encrypted P1).
   *
   * @param bytes contains its beginning.
   * @param offset of the {@code DB}.
   * @param available number of bytes present, from the {@code DB} on.
   * @return the length of the whole APDU, or nothing while too few bytes are present.
   * @throws MalformedException where this is not such an APDU.
   */
  public static OptionalInt wholeLength(byte[] bytes, int offset, int available)
      throws MalformedException {
    int form = 2 + TITLE_LENGTH;
    if (available <= form) {
      skipTitleSeen(bytes, offset, available);
      return OptionalInt.empty();
    }
    int first = bytes[offset + form] & 0xFF;
    int lengthBytes = first < 0x80 ? 1 : 1 + (first & 0x7F);
    if (available < form + lengthBytes && lengthBytes <= 5) {
      return OptionalInt.empty();
    }
    ByteCursor in = new ByteCursor(bytes, offset, available);
    skipToTitle(in);
    int content = BerLength.read(in);
    return OptionalInt.of(in.position() - offset + content);
  }

  private static void skipTitleSeen(byte[] bytes, int offset, int available)
      throws MalformedException {
    ByteCursor in = new ByteCursor(bytes, offset, available);
    if (available > 0) {
      requireTag(in);
    }
    if (available > 1) {
      requireTitleLength(in);
    }
  }

  private static int skipToTitle(ByteCursor in) throws MalformedException {
    requireTag(in);
    requireTitleLength(in);
    int title = in.position();
    in.skip(TITLE_LENGTH);
    return title;
  }

  private static void requireTag(ByteCursor in) throws MalformedException {
    int tag = in.u8();
    if (tag != APDU_TAG) {
      throw new MalformedException(String.format("%02X does not begin a ciphered message", tag));
    }
  }

  private static void requireTitleLength(ByteCursor in) throws MalformedException {
    int length = in.u8();
    if (length != TITLE_LENGTH) {
      throw new MalformedException("the system title has " + length + " bytes instead of 8");
    }
  }

  /**
   * Returns the sender.
   *
   * @return the eight bytes of the system title as one number, the first byte highest.
   */
  public long systemTitle() {
    return number(titleOffset, TITLE_LENGTH);
  }

  /**
   * Returns the security control byte.
   *
   * @return 0 to 255: suite in bits 0 to 3, then authenticated, encrypted, key set, compressed.
   */
  public int securityControl() {
    return bytes[headerOffset] & 0xFF;
  }

  /**
   * Returns the sender's count of messages.
   *
   * @return 0 to 4294967295.
   */
  public long invocationCounter() {
    return number(headerOffset + 1, 4);
  }

  /**
   * Returns whether a tag follows the ciphertext.
   *
   * @return true where its bit in the security control is set.
   */
  public boolean authenticated() {
    return (securityControl() & AUTHENTICATED) != 0;
  }

  /**
   * Returns the last eight bytes as one number: the end of the tag, or of the ciphertext where
   * there is no tag.
   *
   * @return differs between different messages, except by chance.
   */
  public long ending() {
    return number(end - Long.BYTES, Long.BYTES);
  }

  /** Suites 0 and 1 both encrypt with AES-GCM-128; no meter with another suite was seen. */
  boolean supported() {
    int control = securityControl();
    return (control & SUITE) <= 1 && (control & ENCRYPTED) != 0 && (control & COMPRESSED) == 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int cipherOffset() {
    return headerOffset + HEADER_LENGTH;
  }

  int cipherLength() {
    int length = end - cipherOffset();
    return authenticated() ? length - TAG_LENGTH : length;
  }

  /** The initialisation vector is the system title and the invocation counter. */
  void nonce(byte[] into) {
    System.arraycopy(bytes, titleOffset, into, 0, TITLE_LENGTH);
    System.arraycopy(bytes, headerOffset + 1, into, TITLE_LENGTH, 4);
  }

  private long number(int offset, int length) {
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << 8 | bytes[offset + i] & 0xFF;
    }
    return number;
  }
}
