// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.alarm.AlarmMessage;
import org.metergate.alarm.AlarmTypes.Planned;
import org.metergate.core.control.ControlAnswer;
import org.metergate.health.MessageCatalogue;

/** A test of an alarm, by the running gateway or without one. */
public final class AlarmTest {
  /** The command of the running gateway; its argument is {@code alarm}. */
  public static final String COMMAND = "alarm-test";

  private AlarmTest() {}

  /**
   * Sends a test without a running gateway.
   *
   * @param gateway the configured name of the gateway.
   * @param planned the alarm.
   * @param messages the sentences.
   * @param now the moment.
   * @return what the other side answered.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public static ControlAnswer send(
      String gateway, Planned planned, MessageCatalogue messages, Instant now)
      throws InterruptedException {
    String name = planned.config().name();
    AlarmMessage test = AlarmMessage.test(gateway, name, now);
    return answer(name, planned.sender().send(List.of(test)), messages);
  }

  /** Returns what the other side answered, in sentences. */
  static ControlAnswer answer(String name, AlarmAnswer answer, MessageCatalogue messages) {
    if (answer instanceof AlarmAnswer.Failed failed) {
      return ControlAnswer.refused(
          "alarm " + name + ": " + messages.sentenceAndNextStep(failed.reason()));
    }
    AlarmAnswer.Accepted accepted = (AlarmAnswer.Accepted) answer;
    List<String> lines = new ArrayList<>();
    lines.add("The test was sent. " + accepted.said());
    accepted.remark().map(messages::sentenceAndNextStep).ifPresent(lines::add);
    return new ControlAnswer(accepted.remark().isEmpty(), lines, Map.of());
  }
}
