// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.metergate.spi.codec.Crc16;

/**
 * Creates the frames of an OMNIPOWER with push list 1: encrypted frames of 491 bytes with 33
 * values, whose powers, voltages and currents change from frame to frame. Seeded, so that runs are
 * comparable.
 */
final class PushFrames {
  static final byte[] ENCRYPTION_KEY = new byte[16];
  static final byte[] AUTHENTICATION_KEY = new byte[16];

  private static final long SYSTEM_TITLE = 0x4B414D4501234567L;
  private static final int TAG_BITS = 96;
  private static final int INSTANTANEOUS = 7;
  private static final int COUNTED = 8;
  private static final byte[] HEADER = {(byte) 0xA1, (byte) 0xE9, 0x41, 0x03, 0x13};

  static {
    Random keys = new Random(60);
    keys.nextBytes(ENCRYPTION_KEY);
    keys.nextBytes(AUTHENTICATION_KEY);
  }

  private final Random random = new Random(61);
  private long energy = 8_666_360;
  private ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Creates frames with invocation counters from 1 on. */
  static byte[][] make(int count) throws GeneralSecurityException {
    PushFrames meter = new PushFrames();
    byte[][] frames = new byte[count][];
    for (int i = 0; i < count; i++) {
      frames[i] = hdlc(meter.cipher(i + 1, meter.list(i)));
    }
    return frames;
  }

  private byte[] list(int tick) {
    out = new ByteArrayOutputStream();
    bytes(0x0F, 0, 0, 0, 0, 0x0C);
    clock(tick);
    bytes(0x02, 0x41, 0x0A, 0x0E);
    out.writeBytes("Kamstrup_V0001".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    energy += 1 + random.nextInt(3);
    for (int c = 1; c <= 4; c++) {
      u32(c, COUNTED, c == 1 ? energy : c * 10_000L);
    }
    obis(1, 0, 0, 1);
    number(19088743);
    int power = 900 + random.nextInt(3000);
    for (int c = 1; c <= 4; c++) {
      u32(c, INSTANTANEOUS, c == 1 ? power : c == 4 ? power / 5 + random.nextInt(20) : 0);
    }
    bytes(0x09, 0x06, 0, 1, 1, 0, 0, 0xFF, 0x09, 0x0C);
    clock(tick);
    phases(c -> u16(c, 225 + random.nextInt(10)), 32);
    phases(c -> u32(c, INSTANTANEOUS, power / 6 + random.nextInt(20)), 31);
    phases(c -> u32(c, INSTANTANEOUS, power / 3 + random.nextInt(20)), 21);
    phases(c -> u16(c, 80 + random.nextInt(20)), 33);
    u16(13, 90 + random.nextInt(10));
    phases(c -> u32(c, INSTANTANEOUS, 0), 22);
    phases(c -> u32(c, COUNTED, 0), 22);
    phases(c -> u32(c, COUNTED, energy / 3 + c), 21);
    return out.toByteArray();
  }

  private static void phases(java.util.function.IntConsumer register, int first) {
    for (int phase = 0; phase < 3; phase++) {
      register.accept(first + 20 * phase);
    }
  }

  private void clock(int tick) {
    int second = 10 * (tick % 6);
    bytes(0x07, 0xEA, 1, 15, 4, 12 + tick / 360, tick / 6 % 60, second, 0xFF, 0x80, 0, 0);
  }

  private void u32(int c, int d, long value) {
    obis(1, c, d, 0);
    number(value);
  }

  private void u16(int c, int value) {
    obis(1, c, INSTANTANEOUS, 0);
    bytes(0x12, value >> 8, value);
  }

  private void obis(int a, int c, int d, int e) {
    bytes(0x09, 0x06, a, 1, c, d, e, 0xFF);
  }

  private void number(long value) {
    bytes(0x06, (int) (value >> 24), (int) (value >> 16), (int) (value >> 8), (int) value);
  }

  private void bytes(int... values) {
    for (int value : values) {
      out.write(value);
    }
  }

  private byte[] cipher(int counter, byte[] list) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    for (int i = 0; i < 8; i++) {
      nonce[i] = (byte) (SYSTEM_TITLE >>> 56 - 8 * i);
    }
    for (int i = 0; i < 4; i++) {
      nonce[8 + i] = (byte) (counter >>> 24 - 8 * i);
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(ENCRYPTION_KEY, "AES"),
        new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(new byte[] {0x30});
    cipher.updateAAD(AUTHENTICATION_KEY);
    byte[] sealed = cipher.doFinal(list);
    out = new ByteArrayOutputStream();
    bytes(0xE6, 0xE7, 0x00, 0xDB, 0x08);
    out.write(nonce, 0, 8);
    bytes(0x82, sealed.length + 5 >> 8, sealed.length + 5, 0x30);
    out.write(nonce, 8, 4);
    out.writeBytes(sealed);
    return out.toByteArray();
  }

  private static byte[] hdlc(byte[] information) {
    int length = HEADER.length + 2 + information.length + 2;
    byte[] frame = new byte[length + 2];
    frame[0] = 0x7E;
    System.arraycopy(HEADER, 0, frame, 1, HEADER.length);
    checksum(frame, 1 + HEADER.length);
    System.arraycopy(information, 0, frame, 3 + HEADER.length, information.length);
    checksum(frame, length - 1);
    frame[length + 1] = 0x7E;
    if (frame.length != 491) {
      throw new AssertionError("a push-1 frame has 491 bytes, not " + frame.length);
    }
    return frame;
  }

  private static void checksum(byte[] frame, int at) {
    int crc = Crc16.X25.of(frame, 1, at - 1);
    frame[at] = (byte) crc;
    frame[at + 1] = (byte) (crc >> 8);
  }
}
