// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.time.Duration;
import java.util.function.LongPredicate;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** A link that ends when a test has seen enough. */
public final class EndingLink extends ForwardingByteLink {
  private final LongPredicate enough;
  private final long start;
  private final TimeSource time;

  /**
   * Wraps a link.
   *
   * @param link the underlying link.
   * @param enough checked before each read, with the nanoseconds since the start.
   * @param start the start, on the clock.
   * @param time the clock.
   */
  public EndingLink(ByteLink link, LongPredicate enough, long start, TimeSource time) {
    super(link);
    this.enough = enough;
    this.start = start;
    this.time = time;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (enough.test(time.nanos() - start)) {
      throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "test"), null);
    }
    return super.read(into, maxWait);
  }
}
