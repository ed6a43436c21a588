// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.request;

import java.util.Arrays;
import org.metergate.driver.multical.frame.Direction;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.frame.KmpWriter;
import org.metergate.spi.dialogue.Request;

/** A request to a meter. Only the permitted types can ever be sent: each of them only reads. */
public sealed interface KmpRequest extends Request<KmpFrame>
    permits GetType,
        GetSerialNumber,
        GetRegisters,
        LoggerLayout,
        LoggerEnd,
        LoggerRecords,
        ModuleRecords {
  /** The address of the meter itself, whatever its kind. */
  int METER = 0x3F;

  /**
   * Returns the address.
   *
   * @return the meter's own, unless a module in it is asked.
   */
  default int address() {
    return METER;
  }

  /**
   * Returns the command.
   *
   * @return the CID, 0 to 255.
   */
  int command();

  /**
   * Returns what follows the command.
   *
   * @return the data, may be empty.
   */
  byte[] data();

  /**
   * Returns whether a meter's frame can be the answer to this request: an answer to an earlier one
   * may arrive late.
   *
   * @param data of an answer with the same address and command.
   * @return whether it concerns what was requested.
   */
  boolean isAnsweredBy(byte[] data);

  /**
   * Returns the content of the frame.
   *
   * @return address, command, data.
   */
  default byte[] content() {
    byte[] data = data();
    byte[] content = new byte[KmpFrame.HEADER + data.length];
    content[0] = (byte) address();
    content[1] = (byte) command();
    System.arraycopy(data, 0, content, KmpFrame.HEADER, data.length);
    return content;
  }

  /**
   * Returns the frame as sent over the wire.
   *
   * @return all bytes, to be written at once: a gap of 27 ms inside it ends a request.
   */
  @Override
  default byte[] bytes() {
    return KmpWriter.request(content());
  }

  /**
   * Returns what follows a frame's command.
   *
   * @param frame any frame.
   * @return a copy, may be empty.
   */
  static byte[] data(KmpFrame frame) {
    return Arrays.copyOfRange(frame.content(), KmpFrame.HEADER, frame.content().length);
  }

  /**
   * Returns whether a frame can be the answer to this request.
   *
   * @param frame any frame.
   * @return whether the meter sent it, and it has the command and concerns what was requested.
   */
  @Override
  default boolean isAnsweredBy(KmpFrame frame) {
    return frame.direction() == Direction.FROM_METER
        && frame.address() == address()
        && frame.command() == command()
        && isAnsweredBy(data(frame));
  }
}
