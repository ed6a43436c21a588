// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;

/**
 * A byte link whose request line is a line of the GPIO header. The line is driven only while data
 * is requested from the meter; otherwise it is released to high impedance, as the P1 port requires
 * (a request line must not be pulled to ground).
 */
final class RequestedLink extends ForwardingByteLink {
  private final LinkUri line;
  private final String holder;
  private final Host host;
  private OutputLine requesting;

  private RequestedLink(ByteLink link, LinkUri line, String holder, Host host) {
    super(link);
    this.line = line;
    this.holder = holder;
    this.host = host;
  }

  /**
   * Adds the request line, which is opened once as a test, so that a line that cannot be driven is
   * reported when the link is opened.
   *
   * @param link open; closed if the line cannot be driven.
   * @param line of the GPIO header.
   * @param device the serial device to which the request line belongs.
   * @param host opens the line.
   * @return the link with its request line.
   * @throws LinkException with the finding of the line.
   */
  static ByteLink of(ByteLink link, LinkUri line, String device, Host host) throws LinkException {
    String holder = "the request line of serial:" + device;
    try {
      host.output(line, holder).release();
      return new RequestedLink(link, line, holder, host);
    } catch (LinkException e) {
      link.close();
      throw e;
    }
  }

  @Override
  public synchronized boolean request(boolean on) throws LinkLostException {
    if (!on) {
      release();
      return true;
    }
    try {
      if (requesting == null) {
        requesting = host.output(line, holder);
      }
      requesting.set(true);
      return true;
    } catch (LinkException e) {
      throw new LinkLostException(e.finding(), e);
    }
  }

  private synchronized void release() {
    if (requesting != null) {
      requesting.release();
      requesting = null;
    }
  }

  @Override
  public void close() {
    release();
    super.close();
  }
}
