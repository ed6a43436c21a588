// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Notices when an open link has proven itself: by more bytes than a server's words, or by staying
 * open for a while. Until then it may be that of a server which accepts each connection and closes
 * it again.
 */
final class ProvenLink extends ForwardingByteLink {
  private static final long OPEN_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int WORDS = 400;
  private final TimeSource time;
  private final long opened;
  private final Runnable whenProven;
  private boolean proven;
  private long bytes;

  /**
   * Wraps a link that was just opened.
   *
   * @param link the link.
   * @param time measures how long it is open.
   * @param whenProven runs once, on the thread that reads.
   */
  ProvenLink(ByteLink link, TimeSource time, Runnable whenProven) {
    super(link);
    this.time = time;
    this.opened = time.nanos();
    this.whenProven = whenProven;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    int count = super.read(into, maxWait);
    bytes += count;
    if (!proven && (bytes > WORDS || time.nanos() - opened >= OPEN_NANOS)) {
      proven = true;
      whenProven.run();
    }
    return count;
  }
}
