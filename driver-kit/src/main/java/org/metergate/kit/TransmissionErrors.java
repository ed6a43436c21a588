// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Transmission errors for tests. Pure functions; the random ones are seeded. */
public final class TransmissionErrors {
  private TransmissionErrors() {}

  /**
   * Joins pieces.
   *
   * @param pieces in order.
   * @return one array.
   */
  public static byte[] join(byte[]... pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }

  /**
   * Flips one bit.
   *
   * @param bytes not changed.
   * @param bit from 0, eight for each byte, the lowest first.
   * @return a copy that differs in this bit.
   */
  public static byte[] flip(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return copy;
  }

  /**
   * Removes one byte.
   *
   * @param bytes not changed.
   * @param index of the byte.
   * @return a copy without it.
   */
  public static byte[] remove(byte[] bytes, int index) {
    return join(Arrays.copyOf(bytes, index), Arrays.copyOfRange(bytes, index + 1, bytes.length));
  }

  /**
   * Inserts one byte.
   *
   * @param bytes not changed.
   * @param index position of the new byte.
   * @param value the new byte.
   * @return a copy with it.
   */
  public static byte[] insert(byte[] bytes, int index, int value) {
    return join(
        Arrays.copyOf(bytes, index),
        new byte[] {(byte) value},
        Arrays.copyOfRange(bytes, index, bytes.length));
  }

  /**
   * Returns random bytes.
   *
   * @param seed equal seeds give equal bytes.
   * @param length number of bytes.
   * @return the bytes.
   */
  public static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /**
   * Returns noise of several kinds, some of it cut from a frame so that it begins like one.
   *
   * @param frame a good frame.
   * @return noise by a descriptive name.
   */
  public static Map<String, byte[]> noises(byte[] frame) {
    Map<String, byte[]> noises = new LinkedHashMap<>();
    noises.put("one zero", new byte[1]);
    noises.put("40 zeros, as a break condition gives", new byte[40]);
    noises.put("40 times FF", filled(40, 0xFF));
    noises.put("5 times the frame's first byte", filled(5, frame[0]));
    noises.put("300 times the frame's first byte", filled(300, frame[0]));
    noises.put("text", "/KAM5 login: hello\r\n!".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    noises.put("the frame's tail", Arrays.copyOfRange(frame, frame.length / 2, frame.length));
    for (int seed = 1; seed <= 20; seed++) {
      noises.put("random bytes, seed " + seed, random(seed, seed * 17));
    }
    return noises;
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
