// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.emulator.link.EmulatorLinkProvider;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.time.TimeSource;

/** A link whose reader is asked to stop at a time. */
final class StoppedLink extends ForwardingByteLink {
  private final TimeSource time;
  private final long end;

  private StoppedLink(ByteLink link, TimeSource time, long end) {
    super(link);
    this.time = time;
    this.end = end;
  }

  /** Returns a provider of emulated links whose reader is asked to stop at a time. */
  static ByteLinkProvider emulated(TimeSource time, long end) {
    EmulatorLinkProvider emulator = new EmulatorLinkProvider();
    return new ByteLinkProvider() {
      @Override
      public String scheme() {
        return emulator.scheme();
      }

      @Override
      public ByteLink open(LinkUri uri, LineSettings settings, Host host) throws LinkException {
        return new StoppedLink(emulator.open(uri, settings, host), time, end);
      }
    };
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (time.nanos() >= end) {
      throw new InterruptedException("the gateway is stopped");
    }
    return super.read(into, maxWait);
  }
}
