// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.time.TimeSource;
import picocli.CommandLine.Option;

/** The option for how long a command runs. */
final class EndOptions {
  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "End after this time, for example 30s, 10min or 2h; without it, by Ctrl-C.")
  private Duration duration;

  /** Starts the time; the caller closes the signal when all is done. */
  StopSignal begin(TimeSource time) {
    return new StopSignal(time, Optional.ofNullable(duration));
  }
}
