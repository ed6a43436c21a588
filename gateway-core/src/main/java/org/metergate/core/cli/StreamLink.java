// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.VirtualTime;

/**
 * A captured stream as a link: all its bytes arrive at once, then the line is silent for a minute
 * of virtual time, so that framers discard what is truncated, and then the input ends.
 */
final class StreamLink implements ByteLink {
  private static final Duration SILENCE_AT_END = Duration.ofMinutes(1);

  private final InputStream in;
  private final String name;
  private final VirtualTime time;
  private IOException failure;
  private long bytes;
  private long silentUntil = Long.MAX_VALUE;

  StreamLink(InputStream in, String name, VirtualTime time) {
    this.in = in;
    this.name = name;
    this.time = time;
  }

  /** Returns the error that kept the stream from being read to its end, or null. */
  IOException failure() {
    return failure;
  }

  /** Returns the number of bytes read. */
  long bytes() {
    return bytes;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (silentUntil == Long.MAX_VALUE) {
      try {
        int count = in.read(into);
        if (count > 0) {
          bytes += count;
          return count;
        }
      } catch (IOException e) {
        failure = e;
      }
      silentUntil = time.nanos() + SILENCE_AT_END.toNanos();
    }
    if (time.nanos() >= silentUntil) {
      throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", name), failure);
    }
    time.pause(maxWait);
    return 0;
  }

  @Override
  public void write(byte[] bytes) {
    // a capture has no receiver
  }

  @Override
  public boolean request(boolean on) {
    return true;
  }

  @Override
  public void reconfigure(LineSettings settings) {
    // a capture has no line settings
  }

  @Override
  public void discardInput() {
    // a capture is read to its end
  }

  @Override
  public void close() {
    // the opener of the stream closes it
  }
}
