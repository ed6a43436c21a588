// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import org.metergate.driver.multical.dialogue.Evidence;

/** Says why a question went unanswered. */
final class Failure {
  private Failure() {}

  static void tell(Contact contact, Report report, KnownMeter known) {
    tell(contact.evidence().verdict(), contact, report, known);
  }

  static void tell(Evidence.Verdict verdict, Contact contact, Report report, KnownMeter known) {
    switch (verdict) {
      case CHECKSUM -> report.find(MulticalFindings.CHECKSUM);
      case CUT -> report.find(MulticalFindings.ANSWER_CUT);
      case NOISE -> report.find(MulticalFindings.UNREADABLE);
      case NOTHING, ECHO_ONLY, OTHER_ANSWERS -> {
        if (known.answered()) {
          report.find(MulticalFindings.ASLEEP, "meter", known.serial());
        } else if (verdict == Evidence.Verdict.ECHO_ONLY) {
          report.find(MulticalFindings.ECHO_ONLY, "asks", "serial number");
        } else {
          report.find(MulticalFindings.NO_ANSWER, "baud", contact.baud());
        }
      }
    }
  }
}
