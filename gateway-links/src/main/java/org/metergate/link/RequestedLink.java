// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;

/**
 * A byte link whose request line is a line of the header. The line is driven only while the meter
 * is asked; else it is released to high impedance, as the P1 port wants it (a request line must not
 * be pulled to ground).
 */
final class RequestedLink implements ByteLink {
  private final ByteLink link;
  private final LinkUri line;
  private final String holder;
  private final Host host;
  private OutputLine asking;

  private RequestedLink(ByteLink link, LinkUri line, String holder, Host host) {
    this.link = link;
    this.line = line;
    this.holder = holder;
    this.host = host;
  }

  /**
   * Adds the request line, which is tried once, so that one that cannot be driven is told at the
   * opening.
   *
   * @param link open; closed where the line cannot be driven.
   * @param line of the header.
   * @param device whose request line it is.
   * @param host opens the line.
   * @return the link with its line.
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
      if (asking == null) {
        asking = host.output(line, holder);
      }
      asking.set(true);
      return true;
    } catch (LinkException e) {
      throw new LinkLostException(e.finding(), e);
    }
  }

  private synchronized void release() {
    if (asking != null) {
      asking.release();
      asking = null;
    }
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    return link.read(into, maxWait);
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    link.write(bytes);
  }

  @Override
  public void reconfigure(LineSettings settings) throws LinkLostException {
    link.reconfigure(settings);
  }

  @Override
  public void discardInput() throws LinkLostException {
    link.discardInput();
  }

  @Override
  public void close() {
    release();
    link.close();
  }
}
