// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.time.Duration;

/**
 * An open line that carries bytes. One thread reads and writes; {@link #close()} may be called from
 * any thread and ends a waiting read.
 */
public interface ByteLink extends AutoCloseable {

  /**
   * Waits for bytes.
   *
   * @param into receives the bytes, from index 0.
   * @param maxWait how long to wait for the first byte.
   * @return the number of bytes read; 0 when the time ran out.
   * @throws LinkLostException when the link is lost, which ends the driver's session.
   * @throws InterruptedException when the caller is asked to stop.
   */
  int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException;

  /**
   * Sends bytes.
   *
   * @param bytes all of them are sent, in order.
   * @throws LinkLostException when the link is lost.
   */
  void write(byte[] bytes) throws LinkLostException;

  /**
   * Asserts or releases the request line of a P1 port, with the polarity that the meter sees.
   *
   * @param on true asks the meter to send.
   * @return false when this link has no such wire.
   * @throws LinkLostException when the link is lost.
   */
  boolean request(boolean on) throws LinkLostException;

  /**
   * Changes speed or framing; links without line settings of their own (TCP) ignore it.
   *
   * @param settings the line settings from now on.
   * @throws LinkLostException when the link is lost.
   */
  void reconfigure(LineSettings settings) throws LinkLostException;

  /**
   * Discards the bytes that have arrived but were not read.
   *
   * @throws LinkLostException when the link is lost.
   */
  void discardInput() throws LinkLostException;

  /** Closes the line; a second call does nothing. Never throws. */
  @Override
  void close();
}
