// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Delivers what arrives in parts, as serial servers do, and may add bytes of its own before and
 * after each answer, or send without a pause. One thread; on virtual time.
 */
final class Adapter extends ForwardingByteLink {
  private static final Duration STEP = Duration.ofMillis(5);

  private final TimeSource time;
  private final Duration every;
  private final byte[] before;
  private final byte[] after;
  private final boolean restless;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private long due;
  private long heard;
  private boolean answering;

  private Adapter(
      ByteLink bus,
      TimeSource time,
      Duration every,
      byte[] before,
      byte[] after,
      boolean restless) {
    super(bus);
    this.time = time;
    this.every = every;
    this.before = before;
    this.after = after;
    this.restless = restless;
  }

  static Adapter inPartsEvery(Duration every, ByteLink bus, TimeSource time) {
    return new Adapter(bus, time, every, new byte[0], new byte[0], false);
  }

  static Adapter adding(byte[] before, byte[] after, ByteLink bus, TimeSource time) {
    return new Adapter(bus, time, Duration.ofMillis(16), before, after, false);
  }

  static Adapter neverSilent(ByteLink bus, TimeSource time) {
    return new Adapter(bus, time, Duration.ofMillis(16), new byte[0], new byte[0], true);
  }

  @Override
  public int read(byte[] into, Duration longest) throws LinkLostException, InterruptedException {
    long end = time.nanos() + longest.toNanos();
    byte[] part = new byte[64];
    while (true) {
      int count = super.read(part, STEP);
      if (count > 0) {
        if (held.size() == 0) {
          due = time.nanos() + every.toNanos();
        }
        if (!answering) {
          answering = true;
          held.writeBytes(before);
        }
        held.write(part, 0, count);
        heard = time.nanos();
      } else if (answering && time.nanos() - heard > Duration.ofMillis(15).toNanos()) {
        answering = false;
        held.writeBytes(after);
      }
      if (restless && held.size() == 0) {
        held.write(0);
        due = time.nanos() + every.toNanos();
      }
      if (held.size() > 0 && time.nanos() >= due) {
        byte[] all = held.toByteArray();
        held.reset();
        System.arraycopy(all, 0, into, 0, all.length);
        return all.length;
      }
      if (time.nanos() >= end) {
        return 0;
      }
    }
  }

  @Override
  public void discardInput() throws LinkLostException {
    held.reset();
    answering = false;
    super.discardInput();
  }
}
