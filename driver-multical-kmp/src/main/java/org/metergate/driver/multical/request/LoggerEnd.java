// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.request;

/**
 * Requests the oldest record of a logger, and thereby the numbers of its oldest and newest one: CID
 * B8h, part 07h, with an offset beyond all records.
 *
 * @param logger number of the logger, 1 byte.
 * @param register one that the logger keeps; its value is not used.
 */
public record LoggerEnd(int logger, int register) implements KmpRequest {
  /** The part of the command. */
  public static final int PART = 0x07;

  @Override
  public int command() {
    return LoggerLayout.COMMAND;
  }

  @Override
  public byte[] data() {
    return new byte[] {
      PART,
      (byte) logger,
      (byte) 0xFF, // offset, 2 bytes
      (byte) 0xFF,
      0, // records, 2 bytes
      1,
      1, // registers
      (byte) (register >> 8),
      (byte) register
    };
  }

  @Override
  public boolean isAnsweredBy(byte[] data) {
    return LoggerLayout.isOf(data, PART, logger);
  }
}
