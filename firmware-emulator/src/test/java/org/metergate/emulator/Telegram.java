// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.option.Secret;

/**
 * A small reader of the emulated meter's frames, only for tests: it checks everything that can be
 * checked and fails on any error.
 *
 * @param size of the whole frame.
 * @param header checksum over the header as on the wire.
 * @param counter the invocation counter; empty when the frame is not ciphered.
 * @param items the element count of the structure.
 * @param values by OBIS code, in order: numbers, texts and times; the list's name is {@code id}.
 */
public record Telegram(
    int size, String header, Optional<Long> counter, int items, Map<String, Object> values) {

  /** Reads a plain frame. */
  public static Telegram read(byte[] frame) {
    return read(frame, Map.of());
  }

  /** Reads a frame with the driver options of its meter. */
  public static Telegram read(byte[] frame, Map<String, Secret> driver) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    require(in.get() == 0x7E && frame[frame.length - 1] == 0x7E, "flags");
    require((in.getShort() & 0xFFFF) == (0xA000 | frame.length - 2), "length");
    int addresses = in.getShort() & 0xFFFF;
    require(in.get() == 0x13, "control");
    String header = Hex.of(new byte[] {in.get(), in.get()});
    require(Crc16.X25.of(frame, 1, 5) == little(frame, 6), "header checksum");
    int end = frame.length - 3;
    require(Crc16.X25.of(frame, 1, end - 1) == little(frame, end), "frame checksum");
    require(in.get() == (byte) 0xE6 && in.get() == (byte) 0xE7 && in.get() == 0, "LLC");
    in.limit(end);
    if (in.get(in.position()) == 0x0F) {
      require(addresses == 0x2B21, "addresses of plain frames");
      return new Telegram(frame.length, header, Optional.empty(), count(in), values(in));
    }
    require(addresses == 0x4103, "addresses of ciphered frames");
    require(in.get() == (byte) 0xDB && in.get() == 8, "title");
    byte[] nonce = new byte[12];
    in.get(nonce, 0, 8);
    require(in.get() == (byte) 0x82 && in.getShort() == in.remaining(), "inner length");
    require(in.get() == 0x30, "security control");
    long counter = in.getInt() & 0xFFFF_FFFFL;
    ByteBuffer.wrap(nonce).putInt(8, (int) counter);
    ByteBuffer plain = ByteBuffer.wrap(open(in, nonce, driver));
    return new Telegram(frame.length, header, Optional.of(counter), count(plain), values(plain));
  }

  /** Thrown when the tag is wrong. */
  public static final class BadTag extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  public long number(String obis) {
    return (Long) values.get(obis);
  }

  public LocalDateTime clock() {
    return (LocalDateTime) values.get("0.1.1.0.0.255");
  }

  private static byte[] open(ByteBuffer in, byte[] nonce, Map<String, Secret> driver) {
    byte[] sealed = new byte[in.remaining()];
    in.get(sealed);
    try {
      byte[] key = Hex.parse(driver.get("encryption-key").reveal());
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(96, nonce));
      gcm.updateAAD(Hex.parse("30" + driver.get("authentication-key").reveal()));
      return gcm.doFinal(sealed);
    } catch (AEADBadTagException e) {
      throw new BadTag();
    } catch (GeneralSecurityException | MalformedException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads the structure's count without advancing. */
  private static int count(ByteBuffer in) {
    return in.get(in.position() + 19) & 0xFF;
  }

  private static Map<String, Object> values(ByteBuffer in) {
    require(in.get() == 0x0F && in.getInt() == 0, "data-notification");
    require(in.get() == 12, "length of the time");
    final Object stamp = time(in);
    require(in.get() == 2, "structure");
    int left = in.get() & 0xFF;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", value(in));
    values.put("stamp", stamp);
    for (left--; left > 0; left--) {
      Object code = value(in);
      if (code instanceof byte[] obis) {
        values.put(dotted(obis), value(in));
        left--;
      } else {
        require(code == null, "null in place of a pair");
      }
    }
    require(!in.hasRemaining(), "nothing behind the structure");
    return values;
  }

  private static Object value(ByteBuffer in) {
    int type = in.get();
    switch (type) {
      case 0x00:
        return null;
      case 0x06:
        return in.getInt() & 0xFFFF_FFFFL;
      case 0x12:
        return in.getShort() & 0xFFFFL;
      case 0x09:
        byte[] octets = new byte[in.get()];
        if (octets.length == 12) {
          return time(in);
        }
        in.get(octets);
        return octets;
      case 0x0A:
        byte[] text = new byte[in.get()];
        in.get(text);
        return new String(text, StandardCharsets.US_ASCII);
      default:
        throw new AssertionError("type " + type);
    }
  }

  private static LocalDateTime time(ByteBuffer in) {
    int year = in.getShort();
    int month = in.get();
    int day = in.get();
    int weekday = in.get();
    LocalDateTime time = LocalDateTime.of(year, month, day, in.get(), in.get(), in.get());
    require(time.getDayOfWeek().getValue() == weekday, "weekday");
    require(in.get() == -1 && in.getShort() == (short) 0x8000 && in.get() == 0, "end of time");
    return time;
  }

  private static String dotted(byte[] obis) {
    StringBuilder text = new StringBuilder();
    for (byte part : obis) {
      text.append(text.isEmpty() ? "" : ".").append(part & 0xFF);
    }
    return text.toString();
  }

  private static int little(byte[] bytes, int at) {
    return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("the frame is wrong: " + what);
    }
  }
}
