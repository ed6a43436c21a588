// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.time.Duration;

/**
 * An open line that carries bytes. One thread reads and writes; {@link #close()} may come from any
 * thread and ends a waiting read.
 */
public interface ByteLink extends AutoCloseable {

  /**
   * Waits for bytes.
   *
   * @param into takes what came, from index 0.
   * @param maxWait how long to wait for the first byte.
   * @return how many bytes came; 0 when the time was over.
   * @throws LinkLostException when the link is gone: the driver's session ends with it.
   * @throws InterruptedException when the caller is asked to stop.
   */
  int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException;

  /**
   * Sends bytes.
   *
   * @param bytes all of them, in order.
   * @throws LinkLostException when the link is gone.
   */
  void write(byte[] bytes) throws LinkLostException;

  /**
   * Raises or drops the request line of a P1 port, in the meter's sense.
   *
   * @param on true asks the meter to send.
   * @return false where this link has no such wire.
   * @throws LinkLostException when the link is gone.
   */
  boolean request(boolean on) throws LinkLostException;

  /**
   * Changes speed or framing; links without a line setting of their own (TCP) leave it.
   *
   * @param settings from now on.
   * @throws LinkLostException when the link is gone.
   */
  void reconfigure(LineSettings settings) throws LinkLostException;

  /**
   * Throws away what has arrived and was not read.
   *
   * @throws LinkLostException when the link is gone.
   */
  void discardInput() throws LinkLostException;

  /** Closes the line; a second time does nothing. Never throws. */
  @Override
  void close();
}
