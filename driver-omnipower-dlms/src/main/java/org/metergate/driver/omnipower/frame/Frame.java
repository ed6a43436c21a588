// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

/** A frame whose checksums hold. It owns its bytes, which nobody changes. */
public sealed interface Frame permits HdlcFrame, MbusFrame {

  /**
   * Returns the frame as it came.
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
   * Returns how long the content is.
   *
   * @return at least one byte.
   */
  int length();
}
