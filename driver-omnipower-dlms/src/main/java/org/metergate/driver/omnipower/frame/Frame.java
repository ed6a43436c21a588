// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

/** A frame whose checksums are right. It owns its bytes, which must not be changed. */
public sealed interface Frame permits HdlcFrame, MbusFrame {

  /**
   * Returns the frame as received.
   *
   * @return from its first to its last byte on the wire; not copied.
   */
  byte[] bytes();

  /**
   * Returns where the content begins.
   *
   * @return an index into {@link #bytes()}.
   */
  int offset();

  /**
   * Returns the length of the content.
   *
   * @return at least one byte.
   */
  int length();
}
