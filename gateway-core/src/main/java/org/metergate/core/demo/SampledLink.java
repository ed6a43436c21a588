// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.demo;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.VirtualTime;

/**
 * A link that ends at a time, and on which a meter that sends by itself is only listened to now and
 * then: after a telegram the clock advances to shortly before the next multiple of an interval, and
 * what the meter sent meanwhile is lost. In its first hour it is listened to each minute, since a
 * meter that does not say what its counters count shows it only by readings that are this near to
 * each other. A meter that is asked is not affected. One thread.
 */
final class SampledLink extends ForwardingByteLink {
  /** A pause in which no telegram is under way. */
  private static final Duration IDLE = Duration.ofMillis(300);

  /** How long before a multiple of the interval the line is listened to again. */
  private static final Duration AHEAD = Duration.ofMillis(500);

  /** The last telegrams before the end are listened to, however the interval falls. */
  private static final Duration LAST = Duration.ofSeconds(11);

  /** How long, and how often, a meter is listened to closely. */
  private static final Duration CLOSELY = Duration.ofHours(1);

  private static final Duration EACH_MINUTE = Duration.ofMinutes(1);

  private final VirtualTime time;
  private final long end;
  private final long closelyUntil;
  private final long every;
  private final long offset;
  private boolean received;
  private long lastByte;
  private boolean asked;
  private boolean raised;

  /**
   * Wraps an open link.
   *
   * @param link with an emulated meter on the same clock.
   * @param time stands at the beginning.
   * @param length after which the link is lost.
   * @param every the interval, by the wall clock.
   */
  SampledLink(ByteLink link, VirtualTime time, Duration length, Duration every) {
    super(link);
    this.time = time;
    this.end = time.nanos() + length.toNanos();
    this.closelyUntil = time.nanos() + CLOSELY.toNanos();
    this.every = every.toNanos();
    this.offset = Duration.between(Instant.EPOCH, time.now()).toNanos() - time.nanos();
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    requireOpen();
    int count = super.read(into, shortened(maxWait));
    if (count > 0) {
      received = true;
      lastByte = time.nanos();
    } else if (received && !asked && time.nanos() - lastByte >= IDLE.toNanos()) {
      skip();
    }
    return count;
  }

  private void skip() throws LinkLostException {
    long wall = time.nanos() + AHEAD.toNanos() + offset;
    long step = time.nanos() < closelyUntil ? Math.min(every, EACH_MINUTE.toNanos()) : every;
    long next = (Math.floorDiv(wall, step) + 1) * step - offset - AHEAD.toNanos();
    long last = end - LAST.toNanos();
    if (time.nanos() < last) {
      super.request(false); // a meter with a request line then has nothing to send
      time.advanceTo(Math.min(next, last));
      super.discardInput();
      super.request(raised);
      received = false;
    }
  }

  /** A wait that ends with the link, and soon enough to notice a pause between telegrams. */
  private Duration shortened(Duration wait) {
    long most = received && !asked ? IDLE.toNanos() : Long.MAX_VALUE;
    long left = Math.min(most, end - time.nanos());
    return Duration.ofNanos(Math.max(0, Math.min(wait.toNanos(), left)));
  }

  private void requireOpen() throws LinkLostException {
    if (time.nanos() >= end) {
      throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "emulator"), null);
    }
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    raised = on;
    return super.request(on);
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    requireOpen();
    asked = true;
    super.write(bytes);
  }
}
