// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** An open link whose speed and request line are set where they change. One thread. */
final class AskedLine {
  private final ByteLink link;
  private int baud;
  private boolean known;
  private boolean level;
  private boolean wired = true;

  AskedLine(ByteLink link, int baud) {
    this.link = link;
    this.baud = baud;
  }

  /** Sets the line. */
  void set(int wantedBaud, boolean wantedLevel) throws LinkLostException {
    if (wantedBaud != baud) {
      link.reconfigure(LineSettings.eightNone(wantedBaud));
      baud = wantedBaud;
    }
    if (wired && (!known || wantedLevel != level)) {
      wired = link.request(wantedLevel);
      known = true;
      level = wantedLevel;
    }
  }

  /** Whether the link has a request line, as far as was tried. */
  boolean isWired() {
    return wired;
  }

  /** Lets the request line rest, where the link is still there. */
  void release(boolean rest) {
    try {
      if (wired && known) {
        link.request(rest);
      }
    } catch (LinkLostException e) {
      // whoever closes the link lets the line rest too, where there still is one
    }
  }
}
