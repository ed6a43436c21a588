// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.time.TimeSource;
import picocli.CommandLine.Option;

/** How long a command goes on. */
final class EndOptions {
  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "End after this time, for example 30s, 10min or 2h; otherwise Ctrl-C ends it.")
  private Duration duration;

  /** Begins to count; the caller closes it when all is done. */
  StopSignal begin(TimeSource time) {
    return new StopSignal(time, Optional.ofNullable(duration));
  }
}
