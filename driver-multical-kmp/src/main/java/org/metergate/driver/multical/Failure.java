// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.metergate.spi.dialogue.Traffic;
import org.metergate.spi.driver.MeterSession;

/** Reports why a request was not answered. */
final class Failure {
  private Failure() {}

  static void report(KmpExchange kmpExchange, MeterSession meter, KnownMeter known) {
    report(kmpExchange.reason(), List.of(kmpExchange.baud()), meter, known);
  }

  static void report(
      Traffic.Reason reason, Collection<Integer> bauds, MeterSession meter, KnownMeter known) {
    switch (reason) {
      case DAMAGED -> meter.find(MulticalFindings.CHECKSUM);
      case CUT -> meter.find(MulticalFindings.ANSWER_CUT);
      case NOISE -> meter.find(MulticalFindings.UNREADABLE);
      case NOTHING, ECHO_ONLY, OTHER_FRAMES -> {
        if (known.answered()) {
          meter.find(MulticalFindings.ASLEEP, "meter", known.serial());
        } else if (reason == Traffic.Reason.ECHO_ONLY) {
          meter.find(MulticalFindings.ECHO_ONLY, "asks", "serial number");
        } else {
          String tried = bauds.stream().map(String::valueOf).collect(Collectors.joining(" and "));
          meter.find(MulticalFindings.NO_ANSWER, "baud", tried);
        }
      }
    }
  }
}
