// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;

/**
 * An open link as passed to its driver: the bytes are counted, a silence that is too long is
 * reported, and the watchdog knows when the driver calls. While no bytes arrive, other work of the
 * link's thread is done.
 */
final class DriverByteLink extends ForwardingByteLink {
  private final ByteLink link;
  private final SilenceWatch silence;
  private final DriverWatchdog watchdog;
  private final FloodLimiter floodLimiter;
  private final RawTap tap;
  private final Runnable idle;

  /**
   * Wraps an open link.
   *
   * @param link the open link.
   * @param silence counts the bytes and notices silence.
   * @param watchdog is notified of each read and write.
   * @param floodLimiter is notified of the bytes that were read.
   * @param tap gets the bytes that were read, for outputs that want raw bytes.
   * @param idle runs after each read that returned no bytes.
   */
  DriverByteLink(
      ByteLink link,
      SilenceWatch silence,
      DriverWatchdog watchdog,
      FloodLimiter floodLimiter,
      RawTap tap,
      Runnable idle) {
    super(link);
    this.link = link;
    this.silence = silence;
    this.watchdog = watchdog;
    this.floodLimiter = floodLimiter;
    this.tap = tap;
    this.idle = idle;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    watchdog.leaveDriver(maxWait);
    try {
      int count = link.read(into, maxWait);
      tap.read(into, count);
      if (count > 0) {
        silence.received(count);
        floodLimiter.received(count);
      } else {
        silence.idle();
        idle.run();
      }
      return count;
    } finally {
      watchdog.enterDriver();
    }
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    watchdog.leaveDriver();
    try {
      link.write(bytes);
    } finally {
      watchdog.enterDriver();
    }
  }
}
