// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.meter;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/**
 * An emulated OMNIPOWER with encrypted lists, and its twin, which sends the same lists in plain:
 * the log is read from the twin. Its clock advances ten seconds with each telegram.
 */
final class OmnipowerModel implements MeterModel {
  private static final long SECOND = 1_000_000_000L;
  private static final OmnipowerProvider PROVIDER = new OmnipowerProvider();

  /** OBIS codes of DLMS push 1 (Kamstrup 5512-2584), all with a scale of 1. */
  private static final Map<String, int[]> REGISTERS =
      Map.of(
          "energy_import", new int[] {1, 1, 1, 8, 0, 255},
          "power_import", new int[] {1, 1, 1, 7, 0, 255},
          "voltage_l1", new int[] {1, 1, 32, 7, 0, 255});

  /** The list's own time follows 0F, four bytes of invoke id and the length 12. */
  private static final int TIME = 6;

  /** Where the APDU begins in a frame: flag, format, addresses, control, checksum, LLC. */
  private static final int APDU = 1 + 2 + 2 + 1 + 2 + 3;

  /** How far the last byte of the ciphered list is from the frame's end: tag, checksum, flag. */
  private static final int BEHIND_LIST = 12 + 2 + 1;

  private final Map<String, String> options = new LinkedHashMap<>();
  private final Instant start;
  private EmulatedMeter meter;
  private EmulatedMeter twin;
  private long nanos;
  private BigDecimal last = BigDecimal.ONE.negate();

  /**
   * Switches the meter on.
   *
   * @param seed of its household.
   * @param serial eight digits.
   * @param start what its clock shows, without its offset.
   */
  OmnipowerModel(long seed, int serial, Instant start) {
    this.start = start;
    options.put("seed", Long.toString(seed));
    options.put("serial", Integer.toString(serial));
    options.put("energy-scale", "1");
    options.put("start-import", "500");
    switchOn();
  }

  private void switchOn() {
    meter = create(true);
    twin = create(false);
  }

  private EmulatedMeter create(boolean encrypted) {
    VirtualTime time = new VirtualTime(start);
    time.advanceTo(nanos);
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put("encrypted", Boolean.toString(encrypted));
    try {
      return PROVIDER.create(Options.of(PROVIDER.info().options(), all), time);
    } catch (OptionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String driver() {
    return PROVIDER.info().driver();
  }

  @Override
  public Map<String, String> driverOptions() {
    Map<String, String> driver = new LinkedHashMap<>();
    try {
      PROVIDER
          .driverOptions(Options.of(PROVIDER.info().options(), options))
          .forEach((name, value) -> driver.put(name, value.reveal()));
    } catch (OptionException e) {
      throw new IllegalStateException(e);
    }
    driver.put("energy-scale", "1");
    return driver;
  }

  @Override
  public Made next() {
    while (true) { // until the counter has moved, so that no two telegrams are alike
      nanos = twin.nextNanos();
      byte[] bytes = meter.poll(nanos).get(0).bytes();
      byte[] plain = twin.poll(nanos).get(0).bytes();
      Map<String, BigDecimal> values = new HashMap<>();
      REGISTERS.forEach((name, code) -> values.put(name, number(plain, code)));
      BigDecimal counter = values.get("energy_import");
      if (!counter.equals(last)) {
        last = counter;
        return new Made(bytes, stamp(plain), values);
      }
    }
  }

  /** Date and time of COSEM: year, month, day, weekday, hour, minute, second. */
  private static LocalDateTime stamp(byte[] frame) {
    ByteBuffer at = ByteBuffer.wrap(frame, APDU + TIME, 8);
    int year = at.getShort();
    int month = at.get();
    int day = at.get();
    at.get();
    return LocalDateTime.of(year, month, day, at.get(), at.get(), at.get());
  }

  /**
   * Finds an octet string of six bytes and reads the unsigned integer of 16 or 32 bits after it.
   */
  private static BigDecimal number(byte[] frame, int[] code) {
    for (int i = APDU; i + 2 + code.length + 5 < frame.length; i++) {
      if (frame[i] == 9 && frame[i + 1] == code.length && matches(frame, i + 2, code)) {
        ByteBuffer value = ByteBuffer.wrap(frame, i + 2 + code.length, 5);
        boolean wide = value.get() == 6;
        return BigDecimal.valueOf(wide ? value.getInt() & 0xFFFF_FFFFL : value.getShort() & 0xFFFF);
      }
    }
    throw new IllegalStateException("the emulated list has no such register");
  }

  private static boolean matches(byte[] frame, int from, int[] code) {
    for (int i = 0; i < code.length; i++) {
      if ((frame[from + i] & 0xFF) != code[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean authenticated() {
    return true;
  }

  /** Flips a bit of the last counter in the list, which GCM's counter mode carries through. */
  @Override
  public byte[] forged(Made telegram) {
    byte[] frame = telegram.bytes().clone();
    frame[frame.length - BEHIND_LIST - 1] ^= 0x10;
    int end = frame.length - 3;
    int crc = checksum(frame, 1, end);
    frame[end] = (byte) crc;
    frame[end + 1] = (byte) (crc >> 8);
    return frame;
  }

  /** CRC-16/X-25 of HDLC's frame check sequence. */
  private static int checksum(byte[] bytes, int from, int to) {
    int crc = 0xFFFF;
    for (int i = from; i < to; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >> 1 ^ 0x8408 : crc >> 1;
      }
    }
    return ~crc & 0xFFFF;
  }

  @Override
  public void reset() {
    nanos += SECOND; // the telegram of this moment is sent already
    options.put("start-import", "0");
    last = BigDecimal.ONE.negate();
    switchOn();
  }
}
