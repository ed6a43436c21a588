// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.frame;

/** The single character E5 with which a meter acknowledges. */
public record Acknowledgement() implements MbusFrame {
  static final int CHARACTER = 0xE5;

  @Override
  public byte[] bytes() {
    return new byte[] {(byte) CHARACTER};
  }
}
