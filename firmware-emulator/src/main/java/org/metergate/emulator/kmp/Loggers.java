// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The loggers of newer meters, read by command B8h: a record at the end of each year, month, day
 * and hour since the meter was installed, as many as the logger holds.
 */
final class Loggers {
  /** The size of a meter's buffer: records beyond it are not sent. */
  private static final int MAX_BYTES = 200;

  private static final int EMPTY = 1;
  private static final int OUT_OF_RANGE = 1 << 1;
  private static final int UNKNOWN_REGISTER = 1 << 3;
  private static final int FEWER = 1 << 4;
  private static final int INVALID = 1 << 9;
  private static final int[] KEPT = {348, 1003, 1002, 60, 68, 97, 110, 99, 1004, 86, 87, 74, 80};

  private final RegisterBank registerBank;

  Loggers(RegisterBank registerBank) {
    this.registerBank = registerBank;
  }

  /** Returns the answer to the data after the command; null where a meter would not answer. */
  byte[] answer(byte[] data, double now) {
    if (data.length < 2 || depth(data[1]) == 0) {
      return null;
    }
    int logger = data[1];
    if (data[0] == 5 && data.length == 2) {
      return layout(logger);
    }
    boolean byNumber = data[0] == 6;
    int head = byNumber ? 9 : 7;
    if (data[0] != 6 && data[0] != 7
        || data.length < head
        || data.length != head + 2 * data[head - 1]) {
      return page(data, 0, List.of(), List.of(), now, INVALID);
    }
    int count = number(data, head - 3, 2);
    List<Integer> registers = new ArrayList<>();
    for (int i = head; i < data.length; i += 2) {
      registers.add(number(data, i, 2));
    }
    if (!registers.stream().allMatch(registerBank::knows)) {
      return page(data, 0, List.of(), List.of(), now, UNKNOWN_REGISTER);
    }
    long newest = newest(logger, now);
    long oldest = Math.max(1, newest - depth(logger) + 1);
    if (newest < 1) {
      return page(data, 0, List.of(RegisterBank.INSTALLED), registers, now, EMPTY);
    }
    long first = byNumber ? number(data, 2, 4) : Math.max(oldest, newest - number(data, 2, 2));
    if (first < oldest || first > newest) {
      return page(data, 0, List.of(), List.of(), now, OUT_OF_RANGE);
    }
    return records(data, first, Math.min(count, first - oldest + 1), registers, now);
  }

  private byte[] records(byte[] data, long first, long count, List<Integer> registers, double now) {
    int size = registers.stream().mapToInt(r -> registerBank.field(r, now).value().length).sum();
    long fit = Math.max(1, (MAX_BYTES - 5L * registers.size()) / size);
    List<Double> moments = new ArrayList<>();
    for (long i = 0; i < Math.min(count, fit); i++) {
      moments.add(moment(data[1], first - i));
    }
    return page(data, first, moments, registers, now, fit < count ? FEWER : 0);
  }

  private byte[] page(
      byte[] data,
      long first,
      List<Double> moments,
      List<Integer> registers,
      double now,
      int info) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(data[0]);
    out.write(data[1]);
    write(moments.size(), 2, out);
    out.write(registers.size());
    write(first, 4, out);
    write((info & EMPTY) != 0 ? 0 : newest(data[1], now), 4, out);
    write(info, 2, out);
    boolean head = true;
    for (double moment : moments) {
      for (int register : registers) {
        Field field = registerBank.field(register, moment);
        if (head) {
          KmpMeter.writeHead(field, out);
        }
        out.writeBytes(field.value());
      }
      head = false;
    }
    return out.toByteArray();
  }

  private byte[] layout(int logger) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(5);
    out.write(logger);
    out.writeBytes(new byte[] {1, 1, 1, 1, 0, 0, 1, 0, 1, 0}); // as sent by a real 603
    write(depth(logger), 2, out);
    List<Integer> kept = new ArrayList<>();
    for (int register : KEPT) {
      if (registerBank.knows(register)) {
        kept.add(register);
      }
    }
    out.write(kept.size());
    kept.forEach(register -> write(register, 2, out));
    return out.toByteArray();
  }

  static int depth(int logger) {
    return switch (logger) {
      case 2 -> 20;
      case 3 -> 36;
      case 4 -> 460;
      case 5 -> 1400;
      default -> 0;
    };
  }

  /** Records are numbered from 1, the end of the first period after the meter was installed. */
  static long newest(int logger, double now) {
    LocalDateTime local = RegisterBank.local(now);
    LocalDateTime start = RegisterBank.local(RegisterBank.INSTALLED);
    return switch (logger) {
      case 2 -> local.getYear() - start.getYear();
      case 3 ->
          12L * (local.getYear() - start.getYear()) + local.getMonthValue() - start.getMonthValue();
      case 4 -> (long) Math.floor((now - RegisterBank.INSTALLED) / 86_400);
      default -> (long) Math.floor((now - RegisterBank.INSTALLED) / 3600);
    };
  }

  static double moment(int logger, long number) {
    LocalDateTime start = RegisterBank.local(RegisterBank.INSTALLED);
    LocalDateTime then =
        switch (logger) {
          case 2 -> start.plusYears(number);
          case 3 -> start.plusMonths(number);
          case 4 -> start.plusDays(number);
          default -> start.plusHours(number);
        };
    return then.toEpochSecond(ZoneOffset.UTC);
  }

  static int number(byte[] data, int offset, int bytes) {
    int number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | data[offset + i] & 0xFF;
    }
    return number;
  }

  static void write(long number, int bytes, ByteArrayOutputStream out) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (number >> 8 * i));
    }
  }
}
