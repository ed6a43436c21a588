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
 * One lamp: opened when it is first set, and tried again every minute if it cannot be driven. The
 * same reason is reported only once. One thread.
 */
final class Lamp {
  private static final long RETRY = Duration.ofMinutes(1).toNanos();

  private final String name;
  private final LinkUri uri;
  private final Host host;
  private final FindingListener log;
  private OutputLine line;
  private Boolean lit;
  private Finding fault;
  private long triedAt;

  Lamp(String name, LinkUri uri, Host host, FindingListener log) {
    this.name = name;
    this.uri = uri;
    this.host = host;
    this.log = log;
    this.triedAt = host.nanos() - RETRY;
  }

  void set(boolean on) {
    if (lit != null && lit == on || line == null && !open()) {
      return;
    }
    try {
      line.set(on);
      lit = on;
    } catch (LinkLostException e) {
      report(e.finding());
      off();
    }
  }

  private boolean open() {
    if (host.nanos() - triedAt < RETRY) {
      return false;
    }
    triedAt = host.nanos();
    try {
      line = host.output(uri, "the lamp '" + name + "'");
      if (fault != null) {
        log.changed("leds." + name, fault, Change.ENDED);
        fault = null;
      }
      return true;
    } catch (LinkException e) {
      report(e.finding());
      return false;
    }
  }

  private void report(Finding finding) {
    if (!finding.equals(fault)) {
      fault = finding;
      log.changed("leds." + name, finding, Change.BEGAN);
    }
  }

  /** Switches the lamp off and releases its line. */
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
