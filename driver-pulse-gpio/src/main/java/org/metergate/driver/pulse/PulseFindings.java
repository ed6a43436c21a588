// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.FindingCode.Kind.EVENT;
import static org.metergate.spi.finding.Stage.BYTES;
import static org.metergate.spi.finding.Stage.FRAMES;
import static org.metergate.spi.finding.Stage.LIST;

import org.metergate.spi.finding.FindingCode;

/**
 * The findings of this driver, each with its parameters; {@code quantity} is the name of the
 * counted quantity. The sentences are in the bundle {@link #MESSAGES}.
 */
public final class PulseFindings {
  /** Base name of the bundle. */
  public static final String MESSAGES = "org.metergate.driver.pulse.messages";

  /** The link does not number its edges, so a missed one leaves no trace. */
  public static final FindingCode MISSES_UNSEEN =
      new FindingCode("missed-edges-unseen", BYTES, CONDITION);

  /**
   * Edges may have been lost for {@code seconds}: up to {@code count} pulses of {@code quantity}.
   */
  public static final FindingCode MAYBE_MISSING =
      new FindingCode("pulses-maybe-missing", BYTES, EVENT);

  /** The line was not watched {@code from} one time {@code to} another. */
  public static final FindingCode NOT_WATCHED = new FindingCode("line-not-watched", BYTES, EVENT);

  /** The line of {@code quantity} has been active for {@code hours}. */
  public static final FindingCode STUCK_ACTIVE = new FindingCode("line-stuck", FRAMES, CONDITION);

  /** Pulses arrived faster than the meter can measure: {@code quantity}, {@code count} in total. */
  public static final FindingCode TOO_FAST = new FindingCode("pulses-too-fast", FRAMES, CONDITION);

  /**
   * Many changes were too short: {@code quantity}, {@code count} in total, {@code least} in ms that
   * a pulse must last.
   */
  public static final FindingCode GLITCHES = new FindingCode("short-changes", FRAMES, CONDITION);

  /** The stored total of {@code quantity} could not be read: {@code text}. */
  public static final FindingCode STATE_UNREADABLE =
      new FindingCode("total-unreadable", LIST, EVENT);

  /** The total of {@code quantity} was set {@code from} one reading {@code to} another. */
  public static final FindingCode ADJUSTED = new FindingCode("total-adjusted", LIST, EVENT);

  private PulseFindings() {}
}
