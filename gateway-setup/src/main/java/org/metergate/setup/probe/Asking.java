// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.link.LinkLostException;

/**
 * Asks the questions of the drivers, those of different settings first; all of them only read. One
 * thread.
 */
final class Asking {
  private final Listening listening;
  private final List<ProbeDriver> drivers;
  private final Function<Heard, Optional<Verdict>> proven;

  Asking(
      Listening listening, List<ProbeDriver> drivers, Function<Heard, Optional<Verdict>> proven) {
    this.listening = listening;
    this.drivers = drivers;
    this.proven = proven;
  }

  /** Asks until a meter is recognised, or no time is left. */
  Optional<Verdict> ask(boolean settable, BooleanSupplier timeLeft)
      throws LinkLostException, InterruptedException {
    for (Trial trial : Questions.of(drivers, settable)) {
      if (!timeLeft.getAsBoolean()) {
        break;
      }
      Heard heard = listening.ask(trial, new WholeAnswer());
      Optional<Verdict> verdict = proven.apply(heard);
      if (verdict.isPresent()) {
        return onlySaysWhoItIs(trial, verdict.get()) ? verdict.map(Asking::pullMode) : verdict;
      }
    }
    return Optional.empty();
  }

  /** A slow meter shows what it is with its first bytes, and which one it is with its last. */
  private final class WholeAnswer implements Listening.End {
    @Override
    public boolean reached(Heard answer, boolean quiet) {
      return proven.apply(answer).filter(verdict -> quiet || verdict.recognised()).isPresent();
    }

    @Override
    public boolean isBegun(Heard answer) {
      return proven.apply(answer).filter(verdict -> !verdict.recognised()).isPresent();
    }
  }

  /** Whether a meter that answered who it is stays silent when it is asked for values, twice. */
  private boolean onlySaysWhoItIs(Trial answered, Verdict verdict)
      throws LinkLostException, InterruptedException {
    for (ProbeDriver driver : drivers) {
      if (verdict.meter().filter(meter -> meter.driver().equals(driver.id())).isPresent()) {
        Optional<Trial> trial = driver.valueTrial(answered);
        byte[] before = null;
        for (int i = 0; trial.isPresent() && i < 2; i++) {
          Heard heard = listening.ask(trial.get(), (answer, quiet) -> driver.showsValues(answer));
          byte[] now = heard.values();
          // a damaged answer differs from the next one, a refusal does not
          if (driver.showsValues(heard) || before != null && !Arrays.equals(before, now)) {
            return false;
          }
          before = now;
        }
        return trial.isPresent();
      }
    }
    return false;
  }

  private static Verdict pullMode(Verdict meter) {
    return Verdict.of(Cause.PULL_MODE, Sureness.PROBABLY, meter.parameters());
  }
}
