// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.FindingCode.Kind.EVENT;
import static org.metergate.spi.finding.FindingCode.Kind.FAULT;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** The findings of this driver; their sentences are in its own bundle. */
public final class Iec62056Findings {
  /**
   * The meter does not answer the sign-on: {@code request}. A fault at stage FRAMES, not BYTES: on
   * a bus, bytes of the other meters pass that stage all the time.
   */
  public static final FindingCode NO_ANSWER = new FindingCode("no-answer", Stage.FRAMES, FAULT);

  /** A meter answered but then sent no complete readout: {@code identification}. */
  public static final FindingCode NO_READOUT = new FindingCode("no-readout", Stage.FRAMES, FAULT);

  /** A readout was damaged: {@code damage}. */
  public static final FindingCode DAMAGED = new FindingCode("damaged-readout", Stage.FRAMES, EVENT);

  /** A readout contained no register. */
  public static final FindingCode EMPTY = new FindingCode("empty-readout", Stage.LIST, FAULT);

  /** Readouts of mode D carry no checksum. */
  public static final FindingCode NOT_CHECKED =
      new FindingCode("not-checked", Stage.LIST, CONDITION);

  /** The meter reports an error of its own: {@code code}. */
  public static final FindingCode METER_ERROR =
      new FindingCode("meter-error", Stage.LIST, CONDITION);

  private Iec62056Findings() {}
}
