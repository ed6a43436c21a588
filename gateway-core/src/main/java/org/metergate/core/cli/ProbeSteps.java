// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.metergate.core.control.Plural;
import org.metergate.setup.probe.ProbeProgress;
import org.metergate.spi.link.LineSettings;

/** Prints what a probe does: a line for each step, and one every five seconds within it. */
final class ProbeSteps implements ProbeProgress {
  private static final long EVERY_SECONDS = 5;

  private final PrintWriter err;
  private long printed;

  ProbeSteps(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void begins(Step step, LineSettings settings, Duration passed) {
    String what =
        switch (step) {
          case LISTEN -> "listening at ";
          case LISTEN_WITHOUT_REQUEST -> "listening with the request line released at ";
          case ASK -> "asking at ";
        };
    print(passed, what + settings);
  }

  @Override
  public void heard(Duration passed, int bytes) {
    if (passed.toSeconds() - printed >= EVERY_SECONDS) {
      print(passed, Plural.of(bytes, "byte") + " so far");
    }
  }

  private void print(Duration passed, String what) {
    printed = passed.toSeconds();
    err.println(String.format("%4d s  %s", printed, what));
  }
}
