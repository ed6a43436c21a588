// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.Plural;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.spi.option.NearestName;
import org.metergate.web.api.HistoryTime;

/**
 * Makes an output deliver again what the journal holds from a time on: {@code backfill} with {@code
 * output} and {@code from}. Old readings are delivered as backlog, in order, before newer ones.
 */
record BackfillHandler(RunningOutputs outputs, Journal journal, ZoneId zone)
    implements ControlCommand {

  @Override
  public String name() {
    return "backfill";
  }

  /** The whole journal is searched for the first reading of that time. */
  @Override
  public Duration timeout() {
    return Duration.ofMinutes(1);
  }

  @Override
  public ControlAnswer run(ControlRequest request) throws ControlRefusal {
    String output = request.required("output");
    String text = request.required("from");
    Instant from =
        HistoryTime.parse(text, zone)
            .orElseThrow(
                () ->
                    new ControlRefusal(
                        "'from' must be a time like "
                            + HistoryTime.EXAMPLES
                            + ", not '"
                            + text
                            + "'."));
    List<String> names = outputs.outputs().stream().map(one -> one.info().name()).toList();
    if (!names.contains(output)) {
      throw new ControlRefusal(
          names.isEmpty()
              ? "This gateway has no outputs."
              : NearestName.unknown("output", output, names));
    }
    try {
      OptionalLong count = outputs.backfill(output, journal.readings().idBefore(from));
      long readings = count.orElse(0);
      return new ControlAnswer(
          true,
          List.of(
              "The output "
                  + output
                  + " delivers again from "
                  + from.atZone(zone).toOffsetDateTime()
                  + " on: "
                  + Plural.of(readings, "reading")
                  + "."),
          Map.of("readings", Long.toString(readings)));
    } catch (JournalException e) {
      throw new ControlRefusal(e.getMessage());
    }
  }
}
