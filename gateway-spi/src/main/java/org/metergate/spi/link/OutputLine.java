// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/**
 * A line that this program drives: a lamp, or the request line of a port. Any thread, one at a
 * time.
 */
public interface OutputLine extends AutoCloseable {

  /**
   * Drives the line.
   *
   * @param active true for the active level, as the line's name defines it.
   * @throws LinkLostException when the line is gone.
   */
  void set(boolean active) throws LinkLostException;

  /**
   * Stops driving the line: it becomes an input, of high impedance, where the hardware allows, and
   * another may claim it. A second time does nothing. Never throws.
   */
  void release();

  /** The same as {@link #release()}. */
  @Override
  default void close() {
    release();
  }
}
