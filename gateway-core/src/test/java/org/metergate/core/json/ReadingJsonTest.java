// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

class ReadingJsonTest {

  @Test
  void keepsEveryDigitAndSaysNullWhereTheScaleIsUnknown() {
    Reading reading =
        new Reading(
            new MeterRef("p1", "gas", "G4711"),
            7,
            Origin.LIVE,
            Instant.parse("2026-01-07T12:00:00.250Z"),
            Optional.of(MeterTime.local(LocalDateTime.parse("2026-01-07T13:00:00"))),
            List.of(
                new Measurement(
                    Quantities.ENERGY_EXPORT,
                    new Value.Decimal(new BigDecimal("913.000")),
                    Unit.KWH,
                    "1-0:2.8.1",
                    null,
                    null),
                new Measurement(
                    Quantities.ENERGY_IMPORT,
                    null,
                    Unit.WH,
                    "1.1.1.8.0.255",
                    new BigDecimal(866636),
                    MeterTime.local(LocalDateTime.parse("2026-01-07T12:59:00"))),
                Measurement.of(Quantities.LIST_ID, new Value.Text("a\"b"), "0")));
    assertEquals(
        "{'telegram':7,'meter':'p1-gas','identifier':'G4711','origin':'live',"
            .concat("'receivedAt':'2026-01-07T12:00:00.250Z',")
            .concat("'meterTime':'2026-01-07T13:00:00','measurements':[")
            .concat("{'quantity':'energy_export','value':'913.000','unit':'kWh',")
            .concat("'register':'1-0:2.8.1'},")
            .concat("{'quantity':'energy_import','value':null,'unit':'Wh',")
            .concat("'register':'1.1.1.8.0.255','raw':'866636','at':'2026-01-07T12:59:00'},")
            .concat("{'quantity':'list_id','value':'a\\\"b','unit':'','register':'0'}]}")
            .replace('\'', '"'),
        ReadingJson.line(reading));
  }
}
