// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.List;
import org.metergate.health.MeterChain;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * A link that accounts for its bytes, notices when none come for longer than is normal, and lets
 * other work be done while none come.
 */
final class CountedLink implements ByteLink {
  private final ByteLink link;
  private final SilenceWatch silence;
  private final Runnable idle;

  CountedLink(
      ByteLink link,
      List<MeterChain> chains,
      Duration normalSilence,
      TimeSource time,
      Runnable idle) {
    this.link = link;
    this.silence = new SilenceWatch(chains, normalSilence, time);
    this.idle = idle;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    int count = link.read(into, maxWait);
    if (count > 0) {
      silence.heard(count);
      return count;
    }
    silence.nothing();
    idle.run();
    return count;
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    link.write(bytes);
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    return link.request(on);
  }

  @Override
  public void reconfigure(LineSettings settings) throws LinkLostException {
    link.reconfigure(settings);
  }

  @Override
  public void discardInput() throws LinkLostException {
    link.discardInput();
  }

  @Override
  public void close() {
    link.close();
  }
}
