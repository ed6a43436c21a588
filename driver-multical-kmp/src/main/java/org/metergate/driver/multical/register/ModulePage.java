// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * Records of a logger module of a MULTICAL 601 or of the logger of an 801 (KMP protocol description
 * 5512-447, answers to A0h to A3h): log (1), registers (1), number of the first record (2), then
 * each value after number, unit, length, sign and exponent; the further records as number (2) and
 * values only; at the end the record read last (2), the newest record in the log (2), info (1).
 *
 * @param log its number in the module.
 * @param newest number of the newest record in the log; zero where there are no records here.
 * @param info bit 0: there are no records; 2: out of range; 3: records did not fit; 4: the end of
 *     the log was reached.
 * @param records in the order of the answer.
 */
public record ModulePage(int log, int newest, int info, List<LoggerPage.Entry> records) {
  private static final int EMPTY = 1;
  private static final int OUT_OF_RANGE = 1 << 2;
  private static final int NUMBER_BYTES = 2;
  private static final int TAIL = 2 * NUMBER_BYTES + 1;

  /** Copies the records. */
  public ModulePage {
    records = List.copyOf(records);
  }

  /** Returns whether the log has no record at all. */
  public boolean isEmpty() {
    return (info & EMPTY) != 0;
  }

  /** Returns whether the log has no record where the request begins. */
  public boolean isOutOfRange() {
    return (info & OUT_OF_RANGE) != 0;
  }

  /**
   * Reads an answer. With no records in it, its length is not defined, except that info is last.
   *
   * @param data after the command.
   * @param table has the names of the registers.
   * @return its records.
   * @throws MalformedException where the lengths do not fit.
   */
  public static ModulePage read(ByteCursor data, RegisterTable table) throws MalformedException {
    int log = data.u8();
    byte[] rest = data.take(data.remaining());
    if (rest.length == 0) {
      throw new MalformedException("the answer has no info about the log");
    }
    int info = rest[rest.length - 1] & 0xFF;
    if ((info & (EMPTY | OUT_OF_RANGE)) != 0) {
      return new ModulePage(log, 0, info, List.of());
    }
    ByteCursor cursor = new ByteCursor(rest);
    int registers = cursor.u8();
    List<LoggerPage.Entry> records = new ArrayList<>();
    RecordReader reader = new RecordReader(registers, table);
    int further = TAIL + 1; // bytes that are left where another record follows
    while (registers > 0 && cursor.remaining() >= further) {
      records.add(reader.read(cursor.u16(), cursor));
      further = TAIL + NUMBER_BYTES + reader.length();
    }
    cursor.skip(NUMBER_BYTES);
    int newest = cursor.u16();
    cursor.u8();
    cursor.requireEnd();
    return new ModulePage(log, newest, info, records);
  }
}
