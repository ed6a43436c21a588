// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.time.Duration;
import java.util.List;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** The line that a probe listens to. One thread. */
public interface ProbeLine {

  /**
   * Returns whether speed and framing can be set: not on a raw TCP connection or in a recording.
   *
   * @return always the same.
   */
  boolean settable();

  /**
   * Sets speed and framing, and forgets what has arrived.
   *
   * @param settings from now on.
   * @throws LinkLostException when the line is lost.
   */
  void set(LineSettings settings) throws LinkLostException;

  /**
   * Raises or releases the request line of a P1 port.
   *
   * @param on true asks the meter to send.
   * @return false if there is no such wire.
   * @throws LinkLostException when the line is lost.
   */
  boolean request(boolean on) throws LinkLostException;

  /**
   * Sends a question.
   *
   * @param bytes read requests alone.
   * @throws LinkLostException when the line is lost.
   */
  void write(byte[] bytes) throws LinkLostException;

  /**
   * Waits for bytes.
   *
   * @param maxWait for the first of them.
   * @return what arrived, with times and marks; empty when the time ran out.
   * @throws LinkLostException when the line is lost.
   * @throws InterruptedException when the caller is asked to stop.
   */
  List<LineByte> read(Duration maxWait) throws LinkLostException, InterruptedException;
}
