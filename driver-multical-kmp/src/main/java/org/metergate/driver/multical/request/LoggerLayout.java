// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.request;

/**
 * Requests which registers a logger keeps and how many records, CID B8h, part 05h (observed between
 * the manufacturer's program and a MULTICAL 603/303).
 *
 * @param logger number of the logger, 1 byte: 2 year, 3 month, 4 day, 5 hour.
 */
public record LoggerLayout(int logger) implements KmpRequest {
  /** The command of all requests to the loggers of newer meters. */
  public static final int COMMAND = 0xB8;

  /** The part of it that requests the layout. */
  public static final int PART = 0x05;

  @Override
  public int command() {
    return COMMAND;
  }

  @Override
  public byte[] data() {
    return new byte[] {PART, (byte) logger};
  }

  @Override
  public boolean isAnsweredBy(byte[] data) {
    return isOf(data, PART, logger);
  }

  /** Returns whether an answer begins with this part and this logger. */
  static boolean isOf(byte[] data, int part, int logger) {
    return data.length >= 2 && data[0] == (byte) part && data[1] == (byte) logger;
  }
}
