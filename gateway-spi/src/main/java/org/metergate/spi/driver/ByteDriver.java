// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Reads meters that send bytes, by listening ({@link Reception}) or by asking ({@link
 * org.metergate.spi.dialogue.Polling}). {@link DriverProvider#create} returns this type when {@link
 * DriverInfo#needs()} is {@code BYTES}.
 */
public non-sealed interface ByteDriver extends MeterDriver {

  /**
   * Returns the line settings with which the link is opened.
   *
   * @return speed and framing to begin with; {@link ByteLink#reconfigure} changes them later.
   */
  LineSettings settings();

  /**
   * Reads until the link is lost. Called on the thread of the link, and again each time that the
   * link was reopened. Let a {@link LinkLostException} pass: it ends the session, and the gateway
   * reopens the link.
   *
   * @param link an open link with the line settings of {@link #settings()}.
   * @param session receives the readings and findings.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops or the configuration changes.
   */
  void session(ByteLink link, Session session) throws LinkLostException, InterruptedException;

  /**
   * Decodes a captured stream: nothing is sent, and the stream may contain the bytes of both sides.
   * For a driver that only listens this is the same as a session.
   *
   * @param link delivers the stream, and is lost at its end.
   * @param session receives the readings and findings.
   * @throws LinkLostException at the end of the stream.
   * @throws InterruptedException when the program stops.
   */
  default void listen(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    session(link, session);
  }
}
