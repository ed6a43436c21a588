// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.request;

import java.time.LocalDateTime;
import java.util.List;
import org.metergate.driver.multical.frame.Direction;
import org.metergate.driver.multical.frame.KmpFrame;

/**
 * Requests records of a logger module of a MULTICAL 601 or of the logger of an 801 (KMP protocol
 * description 5512-447, GetLogTimePresent A0h, GetLogIDPresent A2h, GetLogTimePast A3h): log (1),
 * registers (1 + 2 each), records (1), longest answer (1), then where to begin. A1h is not used: it
 * continues where another reader stopped, and only a request that changes the meter moves that.
 *
 * @param address of the module, {@link #TOP} or {@link #BASE}.
 * @param log its number in the module, 1 byte.
 * @param registers one to eight numbers; those that the log does not keep are left out.
 * @param count how many records, 1 to 255.
 * @param start where to begin and in which direction.
 */
public record ModuleRecords(int address, int log, List<Integer> registers, int count, Start start)
    implements KmpRequest {
  /** The address of a module at the top, and of the logger in an 801. */
  public static final int TOP = 0x7F;

  /** The address of a module in the base. */
  public static final int BASE = 0xBF;

  /** The command from a time towards now; answers to the others may have it too. */
  public static final int SINCE = 0xA0;

  /** The command from the record read last; only in captured streams. */
  public static final int FROM_LAST_READ = 0xA1;

  /** The command from a record towards now. */
  public static final int FROM_RECORD = 0xA2;

  /** The command from a time towards the past. */
  public static final int BEFORE = 0xA3;

  /** The longest answer in bytes that the manufacturer's examples permit. */
  public static final int LONGEST_ANSWER = 0x80;

  private static final int CENTURY = 2000;
  private static final int TIME_BYTES = 8;

  /** Where the records begin. */
  public sealed interface Start permits Since, FromRecord, Before {}

  /**
   * The oldest record that is not older than a time, and newer ones.
   *
   * @param time by the meter's clock, 2000 to 2099.
   * @param order of its bytes.
   */
  public record Since(LocalDateTime time, Order order) implements Start {}

  /**
   * A record, and newer ones.
   *
   * @param record its number, 2 bytes.
   */
  public record FromRecord(int record) implements Start {}

  /**
   * Records before a time, the newest first.
   *
   * @param time by the meter's clock, 2000 to 2099.
   * @param order of its bytes.
   * @param offset how many records are passed over, 2 bytes.
   */
  public record Before(LocalDateTime time, Order order, int offset) implements Start {}

  /** The order of a time's bytes: the description's table has one, its examples the other. */
  public enum Order {
    /** Year, month, day, hour, minute, second, two zeros. */
    YEAR_FIRST,
    /** Two zeros, second, minute, hour, day, month, year. */
    YEAR_LAST
  }

  /** Checks the ranges. */
  public ModuleRecords {
    registers = List.copyOf(registers);
    if (registers.isEmpty()
        || registers.size() > GetRegisters.MAX
        || count < 1
        || count > 0xFF
        || address != TOP && address != BASE) {
      throw new IllegalArgumentException("records of one to eight registers, not " + registers);
    }
  }

  /**
   * Returns how many records of so many registers fit into one answer.
   *
   * @param registers of each record, 1 to 8; a value has four bytes.
   * @return one or more.
   */
  public static int fitting(int registers) {
    int rest = LONGEST_ANSWER - 1 - 13 - 5 * registers;
    return Math.max(1, rest / (2 + 4 * registers));
  }

  @Override
  public int command() {
    if (start instanceof FromRecord) {
      return FROM_RECORD;
    }
    return start instanceof Since ? SINCE : BEFORE;
  }

  @Override
  public byte[] data() {
    byte[] begin = begin();
    byte[] data = new byte[4 + 2 * registers.size() + begin.length];
    data[0] = (byte) log;
    data[1] = (byte) registers.size();
    int at = 2;
    for (int register : registers) {
      data[at++] = (byte) (register >> 8);
      data[at++] = (byte) register;
    }
    data[at++] = (byte) count;
    data[at++] = (byte) LONGEST_ANSWER;
    System.arraycopy(begin, 0, data, at, begin.length);
    return data;
  }

  private byte[] begin() {
    if (start instanceof FromRecord from) {
      return new byte[] {(byte) (from.record() >> 8), (byte) from.record()};
    }
    if (start instanceof Since since) {
      return time(since.time(), since.order(), TIME_BYTES);
    }
    Before before = (Before) start;
    byte[] begin = time(before.time(), before.order(), TIME_BYTES + 2);
    begin[TIME_BYTES] = (byte) (before.offset() >> 8);
    begin[TIME_BYTES + 1] = (byte) before.offset();
    return begin;
  }

  private static byte[] time(LocalDateTime time, Order order, int length) {
    int[] parts = {
      time.getYear() - CENTURY,
      time.getMonthValue(),
      time.getDayOfMonth(),
      time.getHour(),
      time.getMinute(),
      time.getSecond()
    };
    byte[] bytes = new byte[length];
    for (int i = 0; i < parts.length; i++) {
      bytes[order == Order.YEAR_FIRST ? i : TIME_BYTES - 1 - i] = (byte) parts[i];
    }
    return bytes;
  }

  /** The description prints the answer to A3h with A0h: either is taken. */
  @Override
  public boolean isAnsweredBy(KmpFrame frame) {
    return frame.direction() == Direction.FROM_METER
        && frame.address() == address
        && (frame.command() == command() || frame.command() == SINCE)
        && isAnsweredBy(KmpRequest.data(frame));
  }

  @Override
  public boolean isAnsweredBy(byte[] data) {
    return data.length > 0 && data[0] == (byte) log;
  }
}
