// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.request;

import java.util.List;

/**
 * Requests records of a logger, from one backwards: CID B8h, part 06h: logger (1), record (4),
 * count (2), registers (1 + 2 each).
 *
 * @param logger number of the logger, 1 byte.
 * @param newest number of the newest record wanted, 4 bytes.
 * @param count how many records, 1 to 65535; the meter sends fewer if its buffer is too small.
 * @param registers one to eight numbers.
 */
public record LoggerRecords(int logger, long newest, int count, List<Integer> registers)
    implements KmpRequest {
  /** The part of the command. */
  public static final int PART = 0x06;

  private static final int HEAD = 9;

  /** Checks the ranges. */
  public LoggerRecords {
    registers = List.copyOf(registers);
    if (registers.isEmpty() || registers.size() > GetRegisters.MAX || count < 1) {
      throw new IllegalArgumentException("records of one to eight registers, not " + registers);
    }
  }

  @Override
  public int command() {
    return LoggerLayout.COMMAND;
  }

  @Override
  public byte[] data() {
    byte[] data = new byte[HEAD + 2 * registers.size()];
    data[0] = PART;
    data[1] = (byte) logger;
    for (int i = 0; i < 4; i++) {
      data[2 + i] = (byte) (newest >> 24 - 8 * i);
    }
    data[6] = (byte) (count >> 8);
    data[7] = (byte) count;
    data[8] = (byte) registers.size();
    for (int i = 0; i < registers.size(); i++) {
      data[HEAD + 2 * i] = (byte) (registers.get(i) >> 8);
      data[HEAD + 1 + 2 * i] = (byte) (int) registers.get(i);
    }
    return data;
  }

  @Override
  public boolean isAnsweredBy(byte[] data) {
    return LoggerLayout.isOf(data, PART, logger);
  }
}
