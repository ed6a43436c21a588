// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** Findings that follow from times alone; they are made at the moment the health is asked for. */
public final class HealthFindings {
  /** The base name of the bundle; each catalogue contains it. */
  public static final String MESSAGES = "org.metergate.health.messages";

  /** A meter was not heard within its usual time: {@code interval}, {@code seconds}. */
  public static final FindingCode NOT_HEARD = new FindingCode("not-heard", Stage.LIST, Kind.FAULT);

  /** Readings have waited for an output for longer than its limit: {@code seconds}. */
  public static final FindingCode OUTPUT_BEHIND =
      new FindingCode("output-behind", Stage.DELIVERED, Kind.CONDITION);

  private HealthFindings() {}
}
