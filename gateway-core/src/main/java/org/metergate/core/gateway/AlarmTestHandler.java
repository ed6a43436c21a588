// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.util.List;
import org.metergate.alarm.Alarm;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.health.MessageCatalogue;
import org.metergate.spi.option.NearestName;

/** Makes an alarm send a test: {@code alarm-test} with {@code alarm}. */
record AlarmTestHandler(String gateway, RunningAlarms alarms, MessageCatalogue messages)
    implements ControlCommand {

  @Override
  public String name() {
    return AlarmTest.COMMAND;
  }

  /** The other side has half a minute, and another message may be on its way. */
  @Override
  public Duration timeout() {
    return Duration.ofSeconds(90);
  }

  @Override
  public ControlAnswer run(ControlRequest request) throws ControlRefusal, InterruptedException {
    String name = request.required("alarm");
    List<String> names = alarms.names();
    Alarm alarm =
        alarms
            .named(name)
            .orElseThrow(
                () ->
                    new ControlRefusal(
                        names.isEmpty()
                            ? "This gateway runs without alarms; 'metergate reload' takes up the"
                                + " configuration."
                            : NearestName.unknown("alarm", name, names)));
    AlarmAnswer answer = alarm.test(gateway);
    return AlarmTest.answer(name, answer, messages);
  }
}
