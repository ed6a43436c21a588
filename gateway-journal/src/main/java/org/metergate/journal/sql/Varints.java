// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.math.BigInteger;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * Integers in as few bytes as they need: seven bits per byte, low ones first, the top bit set in
 * all but the last. Signed ones are zigzag-encoded first (0, -1, 1, -2 become 0, 1, 2, 3). Any
 * length.
 */
public final class Varints {
  private static final int MAX_BYTES = 1 << 16;

  private Varints() {}

  public static void putUnsigned(ByteSink out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.put((int) rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out.put((int) rest);
  }

  public static void putSigned(ByteSink out, long value) {
    putUnsigned(out, value << 1 ^ value >> 63);
  }

  public static void putSigned(ByteSink out, BigInteger value) {
    if (value.bitLength() < 64) {
      putSigned(out, value.longValue());
      return;
    }
    BigInteger rest = value.shiftLeft(1);
    rest = rest.signum() < 0 ? rest.not() : rest;
    while (rest.bitLength() > 7) {
      out.put(rest.intValue() & 0x7F | 0x80);
      rest = rest.shiftRight(7);
    }
    out.put(rest.intValue());
  }

  public static long unsigned(ByteCursor in) throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = in.u8();
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedException("a number is longer than allowed");
  }

  public static long signed(ByteCursor in) throws MalformedException {
    long zigzag = unsigned(in);
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  public static BigInteger bigSigned(ByteCursor in) throws MalformedException {
    long low = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int b = in.u8();
      low |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return BigInteger.valueOf(low >>> 1 ^ -(low & 1));
      }
    }
    return unzigzag(tail(in, BigInteger.valueOf(low)));
  }

  private static BigInteger tail(ByteCursor in, BigInteger low) throws MalformedException {
    BigInteger value = low;
    for (int i = 9; i < MAX_BYTES; i++) {
      int b = in.u8();
      value = value.or(BigInteger.valueOf(b & 0x7F).shiftLeft(7 * i));
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedException("a number is longer than allowed");
  }

  private static BigInteger unzigzag(BigInteger zigzag) {
    BigInteger half = zigzag.shiftRight(1);
    return zigzag.testBit(0) ? half.not() : half;
  }
}
