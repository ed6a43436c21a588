// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.supervise.LinkSupervisor;
import org.metergate.spi.driver.AdjustableTotals.Adjustment;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.OptionException;

/**
 * Sets a total that the gateway counts by itself to what the meter's display shows: {@code adjust}
 * with {@code meter}, {@code reading} and, where a meter has several totals, {@code quantity}.
 */
record AdjustHandler(RunningLinks links) implements ControlCommand {

  @Override
  public String name() {
    return "adjust";
  }

  @Override
  public ControlAnswer run(ControlRequest request) throws ControlRefusal {
    String meter = request.required("meter");
    BigDecimal reading = DisplayReading.parse(request.required("reading"), "12345.678");
    Optional<LinkSupervisor> supervisor = links.supervisor(meter);
    if (supervisor.isEmpty()) {
      throw new ControlRefusal(NearestName.unknown("meter", meter, links.meters()));
    }
    try {
      Optional<Adjustment> done =
          supervisor.get().adjust(meter, request.optional("quantity"), reading);
      return answer(
          meter,
          done.orElseThrow(
              () ->
                  new ControlRefusal(
                      "'" + meter + "' sends its totals itself; only pulse counters can be set.")));
    } catch (OptionException e) {
      throw new ControlRefusal(e.getMessage());
    }
  }

  private static ControlAnswer answer(String meter, Adjustment done) {
    String unit = done.unit().ascii();
    return new ControlAnswer(
        true,
        java.util.List.of(
            "%s: %s was %s %s and is %s %s from now on."
                .formatted(
                    meter,
                    done.quantity().name(),
                    done.before().toPlainString(),
                    unit,
                    done.after().toPlainString(),
                    unit)),
        Map.of(
            "before", done.before().toPlainString(),
            "after", done.after().toPlainString(),
            "unit", unit));
  }
}
