// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.time.Duration;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Ends the wait for an answer by what arrives, since a serial server may have set another speed
 * than is known here: at the end that was expected, a frame that has begun is awaited until so many
 * bytes have come as the longest one has. Then the line passes for silent, whatever it sends. One
 * thread.
 */
final class BoundedLink extends ForwardingByteLink {
  private final CountingLink link;
  private final TimeSource time;
  private final MbusFramer framer;
  private boolean bounded;
  private Duration patience = Duration.ZERO;
  private long byteNanos;
  private long receivedBefore;
  private long expectedEnd;

  /**
   * Creates a link without a bound.
   *
   * @param framer receives what is read.
   */
  BoundedLink(CountingLink link, TimeSource time, MbusFramer framer) {
    super(link);
    this.link = link;
    this.time = time;
    this.framer = framer;
  }

  /**
   * Sets a bound from now on; each question starts it again.
   *
   * @param firstByte how long an answer may take to begin.
   * @param nanos the time of a byte at the speed that is known here.
   */
  void bound(Duration firstByte, long nanos) {
    bounded = true;
    patience = firstByte;
    byteNanos = nanos;
    begin(0);
  }

  /** Ends the bound. */
  void unbound() {
    bounded = false;
  }

  private void begin(int sent) {
    receivedBefore = link.received();
    expectedEnd = time.nanos() + patience.toNanos() + (sent + LongFrame.LONGEST) * byteNanos;
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    super.write(bytes);
    begin(bytes.length);
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (bounded && isOver()) {
      time.pause(maxWait);
      return 0;
    }
    return super.read(into, maxWait);
  }

  private boolean isOver() {
    boolean awaited =
        framer.isInsideFrame() && link.received() - receivedBefore < LongFrame.LONGEST;
    return time.nanos() - expectedEnd >= 0 && !awaited;
  }
}
