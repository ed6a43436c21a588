// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.util.Arrays;
import java.util.Set;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * A small protocol for the kit's own tests: {@code 7E}, length of the payload (1 to 100), its
 * complement, the payload, CRC-16/X-25 over all before it, low byte first. With a {@link Fault} it
 * has one error that real framers have had.
 */
final class ToyFramer implements Framer<byte[]> {
  private static final int LONGEST = 105;
  private static final long PATIENCE = 3_000_000_000L;

  private final Set<Fault> faults;
  private byte[] buffer = new byte[0];
  private byte[] hoard = new byte[0];
  private int sum;

  enum Fault {
    DROPS_ALL_AT_DAMAGE,
    IGNORES_THE_OFFSET,
    CHECKS_NO_CHECKSUM,
    NEVER_GIVES_UP,
    GIVES_UP_AT_ONCE,
    KEEPS_EVERYTHING,
    SUMS_UP_ALL_AT_EACH_FALSE_START,
    HIDES_NOISE,
    NEEDS_WHOLE_FRAMES_IN_A_CHUNK,
    ONE_FRAME_FOR_EACH_CHUNK,
    REPORTS_DAMAGE_FOR_EACH_CHUNK
  }

  ToyFramer(Fault... faults) {
    this.faults = Set.of(faults);
  }

  static byte[] frame(byte... payload) {
    byte[] head = {0x7E, (byte) payload.length, (byte) ~payload.length};
    byte[] body = TransmissionErrors.join(head, payload);
    int crc = Crc16.X25.of(body);
    return TransmissionErrors.join(body, new byte[] {(byte) crc, (byte) (crc >> 8)});
  }

  @Override
  public void accept(byte[] chunk, int offset, int length, FrameSink<byte[]> sink) {
    int from = faults.contains(Fault.IGNORES_THE_OFFSET) ? 0 : offset;
    byte[] fresh = Arrays.copyOfRange(chunk, from, from + length);
    if (faults.contains(Fault.KEEPS_EVERYTHING) && hoard.length < 16 << 20) {
      hoard =
          hoard.length == 0
              ? fresh
              : TransmissionErrors.join(hoard, hoard); // grows to sixteen megabytes
    }
    boolean blind = faults.contains(Fault.NEEDS_WHOLE_FRAMES_IN_A_CHUNK);
    buffer = blind ? fresh : TransmissionErrors.join(buffer, fresh);
    if (faults.contains(Fault.REPORTS_DAMAGE_FOR_EACH_CHUNK) && buffer.length > 0) {
      sink.corrupt(Damage.CONTENT);
    }
    search(false, sink);
  }

  @Override
  public void silence(long nanos, FrameSink<byte[]> sink) {
    boolean never = faults.contains(Fault.NEVER_GIVES_UP);
    if (!never && nanos >= (faults.contains(Fault.GIVES_UP_AT_ONCE) ? 0 : PATIENCE)) {
      search(true, sink);
    }
  }

  private void search(boolean last, FrameSink<byte[]> sink) {
    int at = 0;
    while (at < buffer.length) {
      int size = size(at);
      if (size == 0) {
        at += noise(at, sink);
      } else if (size > buffer.length - at) {
        if (!last) {
          break;
        }
        sink.corrupt(Damage.TRUNCATED);
        at++;
      } else if (good(at, size)) {
        sink.frame(Arrays.copyOfRange(buffer, at, at + size));
        at = faults.contains(Fault.ONE_FRAME_FOR_EACH_CHUNK) ? buffer.length : at + size;
      } else {
        sink.corrupt(Damage.CHECKSUM);
        at = faults.contains(Fault.DROPS_ALL_AT_DAMAGE) ? buffer.length : at + 1;
      }
    }
    buffer = Arrays.copyOfRange(buffer, Math.min(at, buffer.length), buffer.length);
  }

  /** Returns the size of the frame that begins here, LONGEST while unknown, 0 if none begins. */
  private int size(int at) {
    if (buffer[at] != 0x7E) {
      return 0;
    }
    if (buffer.length - at < 3) {
      return LONGEST;
    }
    int length = buffer[at + 1] & 0xFF;
    boolean sound = length >= 1 && length <= 100 && (buffer[at + 2] & 0xFF) == (~length & 0xFF);
    return sound ? length + 5 : 0;
  }

  private boolean good(int at, int size) {
    int crc = Crc16.X25.of(buffer, at, size - 2);
    int sent = buffer[at + size - 2] & 0xFF | (buffer[at + size - 1] & 0xFF) << 8;
    return crc == sent || faults.contains(Fault.CHECKS_NO_CHECKSUM);
  }

  private int noise(int at, FrameSink<byte[]> sink) {
    if (faults.contains(Fault.SUMS_UP_ALL_AT_EACH_FALSE_START)) {
      for (int i = 0; i < 4; i++) {
        sum ^= Crc16.XMODEM.of(buffer);
      }
    }
    int end = at + 1;
    while (end < buffer.length && buffer[end] != 0x7E) {
      end++;
    }
    if (!faults.contains(Fault.HIDES_NOISE)) {
      sink.noise(buffer, at, end - at);
    }
    return end - at;
  }
}
