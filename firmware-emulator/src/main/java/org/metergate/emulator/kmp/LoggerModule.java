// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The logger module of a 601, read by commands A0h, A2h and A3h: log 1 with a record at each hour,
 * log 2 with one at each day, since the meter was installed.
 */
final class LoggerModule {
  /** The address of a module at the top. */
  static final int TOP = 0x7F;

  /** The address of a module in the base. */
  static final int BASE = 0xBF;

  static final int SINCE = 0xA0;
  private static final int FROM_RECORD = 0xA2;
  static final int BEFORE = 0xA3;
  private static final int EMPTY = 1;
  private static final int OUT_OF_RANGE = 1 << 2;
  private static final int FEWER = 1 << 3;
  private static final int END_OF_LOG = 1 << 4;
  private static final int NUMBERS = 1 << 16;
  private static final List<Integer> KEPT = List.of(1003, 1002, 60, 68, 97, 110, 86, 87, 74, 80);

  private final RegisterBank registerBank;
  private final boolean yearLast;

  LoggerModule(RegisterBank registerBank, boolean yearLast) {
    this.registerBank = registerBank;
    this.yearLast = yearLast;
  }

  /** Returns whether a command is one of those that the module answers. */
  static boolean knows(int command) {
    return command == SINCE || command == FROM_RECORD || command == BEFORE;
  }

  /** Returns the answer to the data after the command; null where a module would not answer. */
  byte[] answer(int command, byte[] data, double now) {
    if (data.length < 2 || data[0] < 1 || data[0] > 2 || data[1] < 1 || data[1] > 8) {
      return null;
    }
    int begin = 4 + 2 * data[1];
    int more = command == FROM_RECORD ? 2 : command == SINCE ? 8 : 10;
    if (data.length != begin + more) {
      return null;
    }
    List<Integer> registers = new ArrayList<>();
    for (int i = 2; i < begin - 2; i += 2) {
      int register = Loggers.number(data, i, 2);
      if (KEPT.contains(register)) {
        registers.add(register);
      }
    }
    int logger = data[0] == 1 ? 5 : 4; // the same calendar as the logs of newer meters
    long newest = Loggers.newest(logger, now);
    long oldest = Math.max(1, newest - Loggers.depth(logger) + 1);
    if (newest < 1) {
      return tail(head(data[0], 0), 0, 0, EMPTY);
    }
    long first = first(command, data, begin, logger, oldest, newest);
    if (first < oldest || first > newest) {
      return tail(head(data[0], 0), 0, newest, OUT_OF_RANGE);
    }
    int step = command == BEFORE ? -1 : 1;
    long last = Math.max(oldest, Math.min(newest, first + step * (number(data, begin - 2) - 1L)));
    int longest = number(data, begin - 1);
    return records(data[0], logger, registers, first, last, newest, longest);
  }

  private static int number(byte[] data, int at) {
    return data[at] & 0xFF;
  }

  private long first(int command, byte[] data, int begin, int logger, long oldest, long newest) {
    if (command == FROM_RECORD) {
      int number = Loggers.number(data, begin, 2);
      return newest - Math.floorMod(newest - number, (long) NUMBERS);
    }
    double time = time(data, begin);
    long found = newest;
    while (found >= oldest && Loggers.moment(logger, found) > time) {
      found--;
    }
    if (command == BEFORE) {
      return found - Loggers.number(data, begin + 8, 2);
    }
    return found >= oldest && Loggers.moment(logger, found) == time ? found : found + 1;
  }

  /** Returns a time of the meter's clock; one that cannot be is before all records. */
  private double time(byte[] data, int begin) {
    int[] part = new int[6];
    for (int i = 0; i < part.length; i++) {
      part[i] = data[yearLast ? begin + 7 - i : begin + i];
    }
    try {
      return LocalDateTime.of(2000 + part[0], part[1], part[2], part[3], part[4], part[5])
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return Double.NEGATIVE_INFINITY;
    }
  }

  private byte[] records(
      int log,
      int logger,
      List<Integer> registers,
      long first,
      long last,
      long newest,
      int longest) {
    ByteArrayOutputStream out = head(log, registers.size());
    long step = last < first ? -1 : 1;
    long number = first;
    int info = last == newest ? END_OF_LOG : 0;
    for (long next = first; next != last + step; next += step) {
      ByteArrayOutputStream record = record(logger, registers, next, next == first);
      if (out.size() + record.size() + 11 > longest && next != first) {
        info |= FEWER;
        break;
      }
      out.writeBytes(record.toByteArray());
      number = next;
    }
    return tail(out, number, newest, info);
  }

  private ByteArrayOutputStream record(
      int logger, List<Integer> registers, long number, boolean isFirst) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Loggers.write(number, 2, out);
    for (int register : registers) {
      Field field = registerBank.field(register, Loggers.moment(logger, number));
      if (isFirst) {
        KmpMeter.writeHead(field, out);
      }
      out.writeBytes(field.value());
    }
    return out;
  }

  private static ByteArrayOutputStream head(int log, int registers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(log);
    out.write(registers);
    return out;
  }

  private static byte[] tail(ByteArrayOutputStream out, long last, long newest, int info) {
    Loggers.write(last, 2, out);
    Loggers.write(newest, 2, out);
    out.write(info);
    return out.toByteArray();
  }
}
