// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/**
 * A line that this program drives: an LED, or the request line of a port. Any thread, one at a
 * time.
 */
public interface OutputLine extends AutoCloseable {

  /**
   * Drives the line.
   *
   * @param active true for the active level, as the line's name defines it.
   * @throws LinkLostException when the line is lost.
   */
  void set(boolean active) throws LinkLostException;

  /**
   * Stops driving the line: it becomes a high-impedance input if the hardware allows it, and
   * another part of the program may claim it. A second call does nothing. Never throws.
   */
  void release();

  /** The same as {@link #release()}. */
  @Override
  default void close() {
    release();
  }
}
