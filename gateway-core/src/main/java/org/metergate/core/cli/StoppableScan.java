// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.SystemTime;

/** Link and clock of a scan: whatever waits on them ends when the program is asked to stop. */
final class StoppableScan {
  private final TimeSource clock = new SystemTime();
  private final ByteLink link;
  private final StopSignal stopSignal;

  StoppableScan(ByteLink link, StopSignal stopSignal) {
    this.link = link;
    this.stopSignal = stopSignal;
  }

  /** Returns whether the program is asked to stop, also if the link was lost by that. */
  boolean isStopped() throws InterruptedException {
    return stopSignal.explainsLoss();
  }

  ByteLink link() {
    return new ForwardingByteLink(link) {
      @Override
      public int read(byte[] into, Duration maxWait)
          throws LinkLostException, InterruptedException {
        long end = clock.nanos() + maxWait.toNanos();
        int count;
        do {
          requireNoStop();
          count = super.read(into, stopSignal.atMost(Duration.ofNanos(left(end))));
        } while (count == 0 && left(end) > 0);
        return count;
      }
    };
  }

  TimeSource time() {
    return new TimeSource() {
      @Override
      public long nanos() {
        return clock.nanos();
      }

      @Override
      public Instant now() {
        return clock.now();
      }

      @Override
      public void pause(Duration duration) throws InterruptedException {
        stopSignal.await(duration.isNegative() ? Duration.ZERO : duration);
        requireNoStop();
      }
    };
  }

  private long left(long end) {
    return Math.max(0, end - clock.nanos());
  }

  private void requireNoStop() throws InterruptedException {
    if (stopSignal.reached()) {
      throw new InterruptedException("asked to stop");
    }
  }
}
