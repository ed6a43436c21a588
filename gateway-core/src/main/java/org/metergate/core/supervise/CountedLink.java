// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.List;
import org.metergate.core.health.MeterChain;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * A link that accounts for its bytes, notices when none come for longer than is normal, and lets
 * other work be done while none come.
 */
final class CountedLink implements ByteLink {
  private final ByteLink link;
  private final List<MeterChain> chains;
  private final Duration normalSilence;
  private final TimeSource time;
  private final Runnable idle;
  private long lastByte;

  CountedLink(
      ByteLink link,
      List<MeterChain> chains,
      Duration normalSilence,
      TimeSource time,
      Runnable idle) {
    this.link = link;
    this.chains = chains;
    this.normalSilence = normalSilence;
    this.time = time;
    this.idle = idle;
    this.lastByte = time.nanos();
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    int count = link.read(into, maxWait);
    if (count > 0) {
      lastByte = time.nanos();
      chains.forEach(chain -> chain.passed(Stage.BYTES, count));
      return count;
    }
    if (time.nanos() - lastByte > normalSilence.toNanos()) {
      chains.forEach(
          chain -> chain.find(LinkFindings.SILENT.with("seconds", normalSilence.toSeconds())));
      lastByte = time.nanos(); // once for each such span, so that the count tells how many passed
    }
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
