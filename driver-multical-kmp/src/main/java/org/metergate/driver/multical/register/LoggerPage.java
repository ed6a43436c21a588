// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;

/**
 * Records of a logger, the newest first, as sent by newer meters (CID B8h, parts 06h and 07h,
 * observed with MULTICAL 603/303): part (1), logger (1), records (2), registers (1), number of the
 * first record (4), number of the newest record in the meter (4), info (2); then the first record,
 * each value after number, unit, length, sign and exponent, and the further ones as values only.
 *
 * @param first number of the first record here.
 * @param newest number of the newest record in the meter.
 * @param info bit 0: there are no records; 1: out of range; 3: a register is not kept; 4: fewer
 *     records than requested; 5: the format changed; 8: memory error; 9: invalid request; 13: fewer
 *     registers.
 * @param records in descending order of their numbers.
 */
public record LoggerPage(long first, long newest, int info, List<Entry> records) {
  /** There are no records, and the one in the answer is a dummy. */
  private static final int EMPTY = 1;

  private static final int REFUSED = 1 << 1 | 1 << 3 | 1 << 8 | 1 << 9;

  /**
   * One record.
   *
   * @param number of the record in its logger.
   * @param raw its bytes as received, as hexadecimal digits.
   * @param measurements its registers that have a value.
   */
  public record Entry(long number, String raw, List<Measurement> measurements) {}

  /** Returns whether the logger is still empty. */
  public boolean isEmpty() {
    return (info & EMPTY) != 0;
  }

  /** Returns whether the meter refused the request. */
  public boolean isRefused() {
    return (info & REFUSED) != 0;
  }

  /**
   * Reads an answer.
   *
   * @param data after the command.
   * @param table has the names of the registers.
   * @return its records, none where the logger is empty.
   * @throws MalformedException where the lengths do not fit.
   */
  public static LoggerPage read(ByteCursor data, RegisterTable table) throws MalformedException {
    data.u8();
    data.u8();
    int count = data.u16();
    int registers = data.u8();
    long first = data.u32();
    long newest = data.u32();
    int info = data.u16();
    List<Entry> records = new ArrayList<>();
    if (count > 0 && (registers == 0 || count > data.remaining() / registers)) {
      throw new MalformedException(count + " records do not fit into the answer");
    }
    RecordReader reader = new RecordReader(registers, table);
    for (int i = 0; i < count; i++) {
      records.add(reader.read(first - i, data));
    }
    data.requireEnd();
    return new LoggerPage(first, newest, info, (info & EMPTY) != 0 ? List.of() : records);
  }
}
