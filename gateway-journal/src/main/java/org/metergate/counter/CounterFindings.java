// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.FindingCode.Kind.EVENT;
import static org.metergate.spi.finding.Stage.LIST;

import org.metergate.spi.finding.FindingCode;

/** Codes of the findings about counters; the sentences are in the bundle {@link #MESSAGES}. */
public final class CounterFindings {
  /** The base name of the bundle with the sentences. */
  public static final String MESSAGES = "org.metergate.counter.messages";

  /** A counter is lower than before: {@code quantity}, {@code register}, {@code before}. */
  public static final FindingCode DECREASED = new FindingCode("counter-fell", LIST, CONDITION);

  /**
   * A counter grew more than is possible: {@code quantity}, {@code register}, {@code before},
   * {@code now}.
   */
  public static final FindingCode JUMPED = new FindingCode("counter-leapt", LIST, CONDITION);

  /** Energies wait for their scale: {@code name} (configured), {@code meter}. */
  public static final FindingCode SCALE_OPEN =
      new FindingCode("energy-scale-open", LIST, CONDITION);

  /**
   * Much energy has passed and matches no scale: {@code name}, {@code meter}, {@code counts},
   * {@code energy} in Wh.
   */
  public static final FindingCode SCALE_UNCLEAR =
      new FindingCode("energy-scale-unclear", LIST, EVENT);

  /**
   * The scale was found: {@code name}, {@code meter}, {@code scale} in Wh, {@code counts}, {@code
   * energy}.
   */
  public static final FindingCode SCALE_FOUND = new FindingCode("energy-scale-found", LIST, EVENT);

  /**
   * The scale was derived from the display: {@code name}, {@code meter}, {@code scale} in Wh,
   * {@code display} in kWh.
   */
  public static final FindingCode SCALE_FROM_DISPLAY =
      new FindingCode("energy-scale-told", LIST, EVENT);

  /** Energy and power contradict the scale in use: {@code name}, {@code meter}, {@code scale}. */
  public static final FindingCode SCALE_DOUBTED =
      new FindingCode("energy-scale-doubted", LIST, CONDITION);

  /**
   * The scale was switched: {@code name} (configured), {@code meter}, {@code scale} in Wh, {@code
   * before} in Wh.
   */
  public static final FindingCode SCALE_SWITCHED =
      new FindingCode("energy-scale-switched", LIST, CONDITION);

  /**
   * The scale was switched and the configuration has the one of before: {@code name}, {@code
   * meter}, {@code factor} by which counts are greater than before.
   */
  public static final FindingCode SCALE_OUTDATED =
      new FindingCode("energy-scale-outdated", LIST, CONDITION);

  /**
   * The counters continue after a switch of the scale: {@code name} (configured), {@code meter},
   * {@code scale} in Wh.
   */
  public static final FindingCode SCALE_CONTINUES =
      new FindingCode("energy-scale-continues", LIST, EVENT);

  /** Energies wait for their scale, and no power can show it: {@code name}, {@code meter}. */
  public static final FindingCode SCALE_NEEDED =
      new FindingCode("energy-scale-needed", LIST, CONDITION);

  /** A captured stream has energies without a scale: {@code meter}. */
  public static final FindingCode SCALE_UNSET =
      new FindingCode("energy-scale-unset", LIST, CONDITION);

  /**
   * Counter, voltages and currents agree, and the power does not: {@code meter}, {@code factor}.
   */
  public static final FindingCode POWER_DOUBTED = new FindingCode("power-doubted", LIST, CONDITION);

  /** A counter that began at zero is believed elsewhere: {@code register}, {@code now}. */
  public static final FindingCode BEGAN_AT_ZERO =
      new FindingCode("counter-began-at-zero", LIST, EVENT);

  /** Another meter number than before: {@code name} (configured), {@code before}, {@code meter}. */
  public static final FindingCode METER_CHANGED = new FindingCode("meter-changed", LIST, CONDITION);

  /** The user decided how the counters of a changed meter continue: {@code name}, {@code meter}. */
  public static final FindingCode METER_CHANGE_SETTLED =
      new FindingCode("meter-change-settled", LIST, EVENT);

  /**
   * A total comes from a backup, so that pulses are missing in it: {@code name}, {@code totals}.
   */
  public static final FindingCode TOTAL_RESTORED =
      new FindingCode("total-restored", LIST, CONDITION);

  private CounterFindings() {}
}
