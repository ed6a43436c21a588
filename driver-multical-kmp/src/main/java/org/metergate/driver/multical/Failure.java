// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.metergate.driver.multical.dialogue.LineTraffic;

/** Reports why a request was not answered. */
final class Failure {
  private Failure() {}

  static void report(KmpExchange kmpExchange, Report report, KnownMeter known) {
    report(kmpExchange.lineTraffic().verdict(), List.of(kmpExchange.baud()), report, known);
  }

  static void report(
      LineTraffic.Verdict verdict, Collection<Integer> bauds, Report report, KnownMeter known) {
    switch (verdict) {
      case CHECKSUM -> report.find(MulticalFindings.CHECKSUM);
      case CUT -> report.find(MulticalFindings.ANSWER_CUT);
      case NOISE -> report.find(MulticalFindings.UNREADABLE);
      case NOTHING, ECHO_ONLY, OTHER_ANSWERS -> {
        if (known.answered()) {
          report.find(MulticalFindings.ASLEEP, "meter", known.serial());
        } else if (verdict == LineTraffic.Verdict.ECHO_ONLY) {
          report.find(MulticalFindings.ECHO_ONLY, "asks", "serial number");
        } else {
          String tried = bauds.stream().map(String::valueOf).collect(Collectors.joining(" and "));
          report.find(MulticalFindings.NO_ANSWER, "baud", tried);
        }
      }
    }
  }
}
