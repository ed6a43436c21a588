// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.frame;

import java.util.Arrays;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.Hex;

/**
 * A frame with a valid checksum.
 *
 * @param direction to or from the meter.
 * @param content address (1 byte), command (1 byte) and data, without stuffing and checksum; not
 *     copied, must not be changed.
 */
public record KmpFrame(Direction direction, byte[] content) {
  /** Address and command. */
  public static final int HEADER = 2;

  /**
   * Returns the address of the part of the meter that receives or sent the frame.
   *
   * @return 3Fh for the meter itself, 7Fh and BFh for loggers in modules.
   */
  public int address() {
    return content[0] & 0xFF;
  }

  /**
   * Returns the command.
   *
   * @return the CID, 0 to 255; an answer has that of its request.
   */
  public int command() {
    return content[1] & 0xFF;
  }

  /**
   * Returns the data.
   *
   * @return a new cursor after address and command.
   */
  public ByteCursor data() {
    return new ByteCursor(content, HEADER, content.length - HEADER);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KmpFrame frame
        && direction == frame.direction
        && Arrays.equals(content, frame.content);
  }

  @Override
  public int hashCode() {
    return 31 * direction.hashCode() + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return direction + " " + Hex.of(content);
  }
}
