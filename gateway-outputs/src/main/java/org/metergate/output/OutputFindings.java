// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.metergate.spi.finding.FindingCode.Kind.EVENT;
import static org.metergate.spi.finding.FindingCode.Kind.FAULT;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * The findings of any output. The sentences, also those of the single types, are in the bundle
 * {@link #MESSAGES}.
 */
public final class OutputFindings {
  /** The base name of the bundle with the sentences of all built-in outputs. */
  public static final String MESSAGES = "org.metergate.output.messages";

  /** An output has no cursor yet and skips old readings: {@code output}, {@code newest}. */
  public static final FindingCode STARTS_AT_NEWEST =
      new FindingCode("output-starts-at-newest", Stage.DELIVERED, EVENT);

  /** An error in the program stopped a delivery: {@code output}, {@code error} (its class). */
  public static final FindingCode BUG = new FindingCode("output-bug", Stage.DELIVERED, FAULT);

  /** The journal cannot be read: {@code output}, {@code reason} (the journal's own sentence). */
  public static final FindingCode JOURNAL =
      new FindingCode("output-without-journal", Stage.DELIVERED, FAULT);

  private OutputFindings() {}
}
