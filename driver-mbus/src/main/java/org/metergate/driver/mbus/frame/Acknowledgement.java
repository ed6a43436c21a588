// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.frame;

/** The single character E5 with which a meter acknowledges. */
public record Acknowledgement() implements MbusFrame {
  /** The character. */
  public static final byte CHARACTER = (byte) 0xE5;

  @Override
  public byte[] bytes() {
    return new byte[] {CHARACTER};
  }
}
