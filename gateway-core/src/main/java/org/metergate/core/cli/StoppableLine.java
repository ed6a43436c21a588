// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.setup.probe.LineByte;
import org.metergate.setup.probe.ProbeLine;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** A line that ends the probe when the program is asked to stop, and remembers how it was lost. */
final class StoppableLine implements ProbeLine {
  private final ProbeLine line;
  private final StopSignal stopSignal;
  private Finding lost;

  StoppableLine(ProbeLine line, StopSignal stopSignal) {
    this.line = line;
    this.stopSignal = stopSignal;
  }

  /** Returns how the line was lost, if it was while it was read. */
  Optional<Finding> lost() {
    return Optional.ofNullable(lost);
  }

  @Override
  public boolean settable() {
    return line.settable();
  }

  @Override
  public void set(LineSettings settings) throws LinkLostException {
    line.set(settings);
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    return line.request(on);
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    line.write(bytes);
  }

  @Override
  public List<LineByte> read(Duration maxWait) throws LinkLostException, InterruptedException {
    if (stopSignal.reached()) {
      throw new InterruptedException("asked to stop");
    }
    try {
      return line.read(maxWait);
    } catch (LinkLostException e) {
      if (stopSignal.explainsLoss()) {
        throw new InterruptedException("asked to stop");
      }
      lost = e.finding();
      throw e;
    }
  }
}
