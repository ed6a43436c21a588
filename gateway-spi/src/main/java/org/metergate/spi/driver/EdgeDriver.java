// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Reads a meter from the edges of one or several lines; what {@link DriverProvider#create} returns
 * where {@link DriverInfo#needs()} says so. All else is as with any {@link MeterDriver}, whose
 * session of bytes is never begun.
 */
public interface EdgeDriver extends MeterDriver {

  /**
   * Says how many lines the link must have: several lines may form one meter.
   *
   * @return 1 or more.
   */
  int lines();

  /**
   * Reads until the link is lost. Called on the thread of the link, again with each new link.
   *
   * @param link open, with {@link #lines()} lines.
   * @param session takes what is read and found.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops or the configuration changes.
   */
  void session(EdgeLink link, Session session) throws LinkLostException, InterruptedException;

  /** {@inheritDoc} No line that carries edges has one; nobody asks. */
  @Override
  default LineSettings settings() {
    return LineSettings.eightNone(9600);
  }

  /** {@inheritDoc} Never called. */
  @Override
  default void session(ByteLink link, Session session) {
    throw new UnsupportedOperationException("this driver reads edges, not bytes");
  }
}
