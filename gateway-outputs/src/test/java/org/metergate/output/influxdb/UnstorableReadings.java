// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** Readings that a database cannot store. */
final class UnstorableReadings {
  private UnstorableReadings() {}

  /** A text where all others have a number. */
  static Reading textForPower(Instant at) {
    return new Reading(
        MeterRef.of("electricity", "18290001"),
        999,
        Origin.LIVE,
        at,
        Optional.empty(),
        List.of(
            new Measurement(
                Quantities.POWER_IMPORT,
                new Value.Text("plenty"),
                Unit.W,
                "1.1.1.7.0.255",
                null,
                null)));
  }
}
