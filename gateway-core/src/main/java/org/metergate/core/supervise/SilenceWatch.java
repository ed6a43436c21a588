// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.List;
import org.metergate.health.MeterChain;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.time.TimeSource;

/**
 * Counts what arrives on a link, and reports when nothing does for longer than is normal. One look
 * that comes late counts for half of that at most: after a pause of the whole process the bytes
 * that came meanwhile are still to be read. A fault with which the driver itself explains the
 * silence stays.
 */
final class SilenceWatch {
  private final List<MeterChain> chains;
  private final Duration normalSilence;
  private final TimeSource time;
  private long last;
  private long silent;

  SilenceWatch(List<MeterChain> chains, Duration normalSilence, TimeSource time) {
    this.chains = chains;
    this.normalSilence = normalSilence;
    this.time = time;
    this.last = time.nanos();
  }

  void received(int count) {
    last = time.nanos();
    silent = 0;
    chains.forEach(chain -> chain.passed(Stage.BYTES, count));
  }

  /** Reports each span of silence once, so that the finding's count is the number of spans. */
  void idle() {
    long now = time.nanos();
    silent += Math.min(now - last, normalSilence.toNanos() / 2);
    last = now;
    if (silent > normalSilence.toNanos()) {
      chains.forEach(
          chain ->
              chain.findUnexplained(
                  LinkFindings.SILENT.with("seconds", normalSilence.toSeconds())));
      silent = 0;
    }
  }
}
