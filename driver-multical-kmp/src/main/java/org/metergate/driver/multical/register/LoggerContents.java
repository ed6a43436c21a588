// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * What a logger keeps, as sent by newer meters (CID B8h, part 05h, observed with MULTICAL 603/303):
 * part (1), logger (1), ten bytes whose meaning is unknown, depth (2), count (1), registers (2
 * each).
 *
 * @param logger its number.
 * @param depth maximum number of records.
 * @param registers that each record has.
 */
public record LoggerContents(int logger, int depth, List<Integer> registers) {
  private static final int UNKNOWN = 10;

  /** Copies the registers. */
  public LoggerContents {
    registers = List.copyOf(registers);
  }

  /**
   * Reads an answer.
   *
   * @param data after the command.
   * @return its content.
   * @throws MalformedException where it does not end with its registers.
   */
  public static LoggerContents read(ByteCursor data) throws MalformedException {
    data.u8();
    int logger = data.u8();
    data.skip(UNKNOWN);
    int depth = data.u16();
    List<Integer> registers = new ArrayList<>();
    for (int left = data.u8(); left > 0; left--) {
      registers.add(data.u16());
    }
    data.requireEnd();
    return new LoggerContents(logger, depth, registers);
  }
}
