// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.finding.Finding;

/** What became of messages. */
public sealed interface AlarmAnswer {
  /** How long to wait where the operator has to do something, as with a wrong password. */
  Duration OPERATOR = Duration.ofMinutes(1);

  /**
   * The other side has them.
   *
   * @param said what it answered, as a sentence.
   * @param remark what did not work all the same, such as one of several recipients.
   */
  record Accepted(String said, Optional<Finding> remark) implements AlarmAnswer {}

  /**
   * They did not arrive.
   *
   * @param reason what is in the way.
   * @param notBefore how long to wait at least.
   */
  record Failed(Finding reason, Duration notBefore) implements AlarmAnswer {}
}
