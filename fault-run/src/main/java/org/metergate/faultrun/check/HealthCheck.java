// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.check;

import java.util.List;
import java.util.Locale;
import org.metergate.faultrun.check.Difference.Kind;
import org.metergate.faultrun.evidence.Look;
import org.metergate.faultrun.evidence.Outage;

/** Compares what health said with what was broken at that moment. */
final class HealthCheck {
  private static final long SECOND = 1_000_000_000L;

  /** How long after a short fault health may still say that something is not well. */
  static final long RECOVERY = 25 * SECOND;

  /** After a longer one the next attempt comes as late again as it lasted, but not later. */
  private static final long BACK_OFF = 75 * SECOND;

  /** A removed file that was written again is shown for a minute, so that people see it. */
  private static final long SHOWN = 60 * SECOND;

  private final List<Outage> outages;
  private final List<Look> looks;

  HealthCheck(List<Outage> outages, List<Look> looks) {
    this.outages = outages;
    this.looks = looks;
  }

  /**
   * Returns after how many nanoseconds health must know of it; by the documentation: a broken chain
   * and a journal that cannot be written at once, a silent meter after twice its usual interval, an
   * output after a minute. The rest is for the attempt that finds it.
   */
  private static long grace(Outage.Kind kind) {
    return switch (kind) {
      case REFUSED, LOCKED, READ_ONLY -> SECOND * 5 / 2;
      case UNDECIDED, DELETED -> 4 * SECOND;
      case SILENT -> 25 * SECOND;
      case SERVER -> 66 * SECOND;
      case PAUSED, DOWN, FULL, CLOCK, RELOAD, CLOSED, FORGED, CLOSING -> Long.MAX_VALUE;
    };
  }

  void check(List<Difference> differences) {
    for (Outage outage : outages) {
      if (grace(outage.kind()) != Long.MAX_VALUE) {
        toldWell(outage, differences);
      }
    }
    boolean before = false;
    for (Look look : looks) {
      boolean wrong = !look.well() && calmSince(look.asked()) > RECOVERY;
      if (wrong && !before) {
        differences.add(new Difference(Kind.SAID_NOT_WELL, "health", look.verdict()));
      }
      before = wrong;
    }
  }

  /** One difference for each fault that health did not know of. */
  private void toldWell(Outage outage, List<Difference> differences) {
    for (Look look : looks) {
      long from = Math.max(outage.from(), runningSince(look.asked()));
      boolean must = look.asked() - from >= grace(outage.kind()) && look.answered() <= outage.to();
      if (must && look.well()) {
        differences.add(
            new Difference(
                Kind.SAID_WELL,
                "health",
                String.format(
                    Locale.ROOT,
                    "%.1f s after the beginning of %s %s: %s",
                    (look.asked() - outage.from()) / 1e9,
                    outage.kind(),
                    outage.of(),
                    look.verdict())));
        return;
      }
    }
  }

  /** A gateway that was stopped, or has just begun, has had no time to notice. */
  private long runningSince(long moment) {
    long since = Long.MIN_VALUE / 2;
    for (Outage outage : outages) {
      boolean stopped =
          switch (outage.kind()) {
            case PAUSED, DOWN, RELOAD -> true;
            default -> false;
          };
      if (stopped && outage.from() <= moment) {
        since = Math.max(since, Math.min(outage.to(), moment));
      }
    }
    return since;
  }

  private long calmSince(long moment) {
    long calm = Long.MAX_VALUE;
    for (Outage outage : outages) {
      if (outage.from() <= moment) {
        long attempt =
            outage.kind() == Outage.Kind.DELETED
                ? SHOWN
                : Math.min(BACK_OFF, outage.to() - outage.from());
        calm = Math.min(calm, Math.max(0, moment - outage.to() - attempt));
      }
    }
    return calm;
  }
}
