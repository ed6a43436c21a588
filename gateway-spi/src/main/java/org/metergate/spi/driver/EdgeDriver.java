// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkLostException;

/**
 * Reads a meter from the edges of one or several lines. {@link DriverProvider#create} returns this
 * type when {@link DriverInfo#needs()} is {@code EDGES}.
 */
public non-sealed interface EdgeDriver extends MeterDriver {

  /**
   * Returns how many lines the link must have; several lines may form one meter.
   *
   * @return 1 or more.
   */
  int lines();

  /**
   * Reads until the link is lost. Called on the thread of the link, and again each time that the
   * link was reopened.
   *
   * @param link an open link with {@link #lines()} lines.
   * @param session receives the readings and findings.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops or the configuration changes.
   */
  void session(EdgeLink link, Session session) throws LinkLostException, InterruptedException;
}
