// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** An open link whose speed and request line are only set when they change. One thread. */
final class RequestedLine {
  private final ByteLink link;
  private int baud;
  private boolean known;
  private boolean level;
  private boolean wired = true;

  RequestedLine(ByteLink link, int baud) {
    this.link = link;
    this.baud = baud;
  }

  /** Sets speed and request line. */
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

  /** Returns whether the link has a request line, true until an attempt shows otherwise. */
  boolean isWired() {
    return wired;
  }

  /** Sets the request line to its resting level if the link still exists. */
  void release(boolean rest) {
    try {
      if (wired && known) {
        link.request(rest);
      }
    } catch (LinkLostException e) {
      // closing the link sets the resting level too, if the link still exists
    }
  }
}
