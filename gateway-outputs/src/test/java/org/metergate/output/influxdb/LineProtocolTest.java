// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.SampleReadings;

class LineProtocolTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.250Z");
  private final LineProtocol protocol =
      new LineProtocol("metergate", "attic", ZoneId.of("Europe/Copenhagen"), true);

  @Test
  void writesOneLineForEachUnitWithAllDigitsAtTheTimeOfTheReading() {
    assertEquals(
        List.of(
            "metergate,gateway=attic,identifier=18290001,meter=electricity,unit=kWh"
                + " energy_import=913.000 1795176000250",
            "metergate,gateway=attic,identifier=18290001,meter=electricity,unit=W"
                + " power_import=250 1795176000250"),
        lines(protocol, SampleReadings.live(0, NOON)));
  }

  @Test
  void putsARecordOfTheMetersLoggerAtTheMetersTimeAndApartFromTheLiveSeries() {
    List<String> lines = lines(protocol, SampleReadings.history(0, NOON));
    assertEquals(
        "metergate,gateway=attic,identifier=18290001,meter=electricity,origin=history,unit=W"
            + " power_import=250 1767793640000",
        lines.get(1));
  }

  @Test
  void escapesWhatAMeterSaysOfItself() {
    Reading reading =
        reading(
            MeterRef.of("main", " a,b=c d\\\n"),
            Measurement.of(Quantities.METER_TYPE, new Value.Text("say \"hi\"\\\nfield=1"), "1"),
            power(7, Unit.NONE));
    assertEquals(
        List.of(
            "metergate,gateway=attic,identifier=a\\,b\\=c\\ d_,meter=main"
                + " meter_type=\"say \\\"hi\\\"\\\\ field=1\",power_import=7 1795176000250"),
        lines(protocol, reading));
  }

  @Test
  void leavesOutTheTextsForAServerThatWouldTakeThemForZero() {
    LineProtocol numbers =
        new LineProtocol("metergate", "attic", ZoneId.of("Europe/Copenhagen"), false);
    Reading texts =
        reading(
            MeterRef.of("main", ""),
            Measurement.of(Quantities.METER_TYPE, new Value.Text("OMNIPOWER"), "1"),
            Measurement.of(
                Quantities.METER_CLOCK,
                new Value.Moment(MeterTime.local(LocalDateTime.of(2026, 1, 7, 14, 47))),
                "2"));
    assertEquals(List.of(), lines(numbers, texts));
    assertEquals(
        List.of(
            "metergate,gateway=attic,meter=main meter_type=\"OMNIPOWER\","
                + "meter_clock=\"2026-01-07T14:47:00\" 1795176000250"),
        lines(protocol, texts));
  }

  @Test
  void writesNothingForAValueWhoseScaleIsUnknown() {
    Measurement unscaled =
        new Measurement(
            Quantities.ENERGY_IMPORT, null, Unit.WH, "1", BigDecimal.valueOf(12345), null);
    assertEquals(List.of(), lines(protocol, reading(MeterRef.of("main", ""), unscaled)));
  }

  @Test
  void writesAQuantityThatComesTwiceOnce() {
    Reading reading =
        reading(MeterRef.of("main", ""), power(1, Unit.W), power(2, Unit.W), power(3, Unit.KW));
    assertEquals(
        List.of("metergate,gateway=attic,meter=main,unit=W power_import=1 1795176000250"),
        lines(protocol, reading));
  }

  private static Measurement power(int value, Unit unit) {
    return SampleReadings.decimal(
        Quantities.POWER_IMPORT, BigDecimal.valueOf(value), unit, "1.1.1.7.0.255");
  }

  private static Reading reading(MeterRef meter, Measurement... measurements) {
    return new Reading(meter, 1, Origin.LIVE, NOON, Optional.empty(), List.of(measurements));
  }

  private static List<String> lines(LineProtocol protocol, Reading reading) {
    return protocol.lines(List.of(new StoredReading(1, reading))).stream()
        .map(LineProtocol.Line::text)
        .toList();
  }
}
