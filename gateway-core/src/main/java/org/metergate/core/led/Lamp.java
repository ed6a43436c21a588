// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.led;

import java.time.Duration;
import org.metergate.health.FindingListener;
import org.metergate.health.FindingListener.Change;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;

/**
 * One lamp: opened when it is first set, tried again every minute where it cannot be driven. What
 * stands against it is told once. One thread.
 */
final class Lamp {
  private static final long AGAIN = Duration.ofMinutes(1).toNanos();

  private final String name;
  private final LinkUri uri;
  private final Host host;
  private final FindingListener log;
  private OutputLine line;
  private Boolean lit;
  private Finding trouble;
  private long tried;

  Lamp(String name, LinkUri uri, Host host, FindingListener log) {
    this.name = name;
    this.uri = uri;
    this.host = host;
    this.log = log;
    this.tried = host.nanos() - AGAIN;
  }

  void set(boolean on) {
    if (lit != null && lit == on || line == null && !open()) {
      return;
    }
    try {
      line.set(on);
      lit = on;
    } catch (LinkLostException e) {
      trouble(e.finding());
      off();
    }
  }

  private boolean open() {
    if (host.nanos() - tried < AGAIN) {
      return false;
    }
    tried = host.nanos();
    try {
      line = host.output(uri, "the lamp '" + name + "'");
      if (trouble != null) {
        log.changed("leds." + name, trouble, Change.ENDED);
        trouble = null;
      }
      return true;
    } catch (LinkException e) {
      trouble(e.finding());
      return false;
    }
  }

  private void trouble(Finding finding) {
    if (!finding.equals(trouble)) {
      trouble = finding;
      log.changed("leds." + name, finding, Change.BEGAN);
    }
  }

  /** Switches it off and gives the line back. */
  void off() {
    if (line == null) {
      return;
    }
    try {
      line.set(false);
    } catch (LinkLostException e) {
      // then it is dark already
    }
    line.release();
    line = null;
    lit = null;
  }
}
