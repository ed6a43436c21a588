// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;
import java.util.Map;
import org.metergate.health.FindingReport;
import org.metergate.health.MeterReport;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.CauseMessages;
import org.metergate.setup.cause.FindingCauses;
import org.metergate.web.page.PossibleCause;

/** What can be the matter with a meter, for its page: the same as {@code status METER} prints. */
final class MeterCauses {
  private static final CauseMessages MESSAGES = new CauseMessages();

  private MeterCauses() {}

  /** Returns the causes of what is found now; one that only a probe can describe is left out. */
  static List<PossibleCause> of(MeterReport meter) {
    return meter.findings().stream()
        .filter(FindingReport::needsPerson)
        .flatMap(finding -> FindingCauses.of(finding.code()).stream())
        .distinct()
        .filter(cause -> isComplete(MESSAGES.sentence(cause, Map.of())))
        .map(MeterCauses::possible)
        .toList();
  }

  private static PossibleCause possible(Cause cause) {
    String check =
        MESSAGES
            .multimeter(cause, Map.of())
            .or(() -> MESSAGES.nextStep(cause, Map.of()))
            .filter(MeterCauses::isComplete)
            .orElse("");
    return new PossibleCause(MESSAGES.sentence(cause, Map.of()), check);
  }

  /** A sentence with a name in braces needs what only a probe measures. */
  private static boolean isComplete(String sentence) {
    return sentence.indexOf('{') < 0;
  }
}
