// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.List;
import org.metergate.health.MeterChain;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.time.TimeSource;

/** Accounts for what comes on a link, and notices when nothing does for longer than is normal. */
final class SilenceWatch {
  private final List<MeterChain> chains;
  private final Duration normalSilence;
  private final TimeSource time;
  private long last;

  SilenceWatch(List<MeterChain> chains, Duration normalSilence, TimeSource time) {
    this.chains = chains;
    this.normalSilence = normalSilence;
    this.time = time;
    this.last = time.nanos();
  }

  void heard(int count) {
    last = time.nanos();
    chains.forEach(chain -> chain.passed(Stage.BYTES, count));
  }

  /** Tells once for each span of silence, so that the count says how many passed. */
  void nothing() {
    if (time.nanos() - last > normalSilence.toNanos()) {
      chains.forEach(
          chain -> chain.find(LinkFindings.SILENT.with("seconds", normalSilence.toSeconds())));
      last = time.nanos();
    }
  }
}
