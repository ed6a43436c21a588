// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.LogTap;

class FirstReadingsTest {
  private static final Logger LOGGER = Logger.getLogger("metergate");
  private static final Quantity HEAT =
      new Quantity("heat_energy", Quantity.Kind.COUNTER, Dimension.ENERGY, "Heat energy");
  private static final Quantity VOLUME =
      new Quantity("volume", Quantity.Kind.COUNTER, Dimension.VOLUME, "Volume");
  private static final Unit MWH = new Unit("MWh", "MWh");
  private static final Unit M3 = new Unit("m3", "m³");

  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new LogTap(line -> lines.add(line.getLevel() + " " + line.getMessage()));
  private final FirstReadings first = new FirstReadings();

  @BeforeEach
  void readTheLog() {
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void leaveTheLog() {
    LOGGER.removeHandler(handler);
  }

  private static Reading reading(String meter, String subMeter, Origin origin, Measurement... all) {
    return new Reading(
        new MeterRef(meter, subMeter, "4711"),
        1,
        origin,
        Instant.EPOCH,
        Optional.empty(),
        List.of(all));
  }

  private void comes(Reading reading) {
    first.accept(new StoredReading(1, reading));
  }

  private static Measurement number(Quantity quantity, String number, Unit unit) {
    return Measurement.decimal(quantity, new BigDecimal(number), unit, "60");
  }

  private static Quantity tariff(String number) {
    return new Quantity(
        "energy_import_t" + number, Quantity.Kind.COUNTER, Dimension.ENERGY, "Tariff " + number);
  }

  @Test
  void saysOnceForEachMeterWhatItsMainCounterShows() {
    Reading heat =
        reading("heat", "", Origin.LIVE, number(VOLUME, "913.00", M3), number(HEAT, "35.318", MWH));
    comes(heat);
    comes(heat);
    comes(reading("main", "gas", Origin.LIVE, number(VOLUME, "12.5", M3)));
    assertEquals(
        List.of("INFO heat: first reading, 35.318 MWh", "INFO main-gas: first reading, 12.5 m³"),
        lines);
  }

  @Test
  void wattHoursAreShownAsPeopleReadThemWithEveryDigit() {
    comes(reading("main", "", Origin.LIVE, number(Quantities.ENERGY_IMPORT, "19766060", Unit.WH)));
    comes(reading("b", "", Origin.LIVE, number(Quantities.ENERGY_IMPORT, "0", Unit.WH)));
    assertEquals(
        List.of("INFO main: first reading, 19766.060 kWh", "INFO b: first reading, 0.000 kWh"),
        lines);
  }

  @Test
  void aMeterThatSendsTariffsAloneShowsTheirTotal() {
    Quantity first = tariff("1");
    Quantity second = tariff("2");
    comes(
        reading(
            "main",
            "",
            Origin.LIVE,
            number(first, "12761.151", Unit.KWH),
            number(second, "7337.601", Unit.KWH)));
    assertEquals(List.of("INFO main: first reading, 20098.752 kWh"), lines);
  }

  @Test
  void saysWhatIsMeasuredAtPresentWhereTheCountersWaitForTheirScale() {
    Measurement open =
        new Measurement(Quantities.ENERGY_IMPORT, null, Unit.NONE, "1.8.0", BigDecimal.TEN, null);
    comes(reading("a", "", Origin.LIVE, open, number(Quantities.POWER_IMPORT, "1281", Unit.NONE)));
    comes(reading("b", "", Origin.LIVE, open));
    comes(
        reading(
            "c",
            "",
            Origin.LIVE,
            Measurement.of(Quantities.METER_NUMBER, new Value.Text("99"), "0.0")));
    assertEquals(
        List.of("INFO a: first reading, 1281", "INFO b: first reading", "INFO c: first reading"),
        lines);
  }

  @Test
  void anOldReadingIsNotTheFirst() {
    comes(reading("heat", "", Origin.HISTORY, number(HEAT, "1", MWH)));
    assertEquals(List.of(), lines);
  }

  @Test
  void aMeterThatIsStartedAgainHasAnotherFirstReadingWithItsSubMeters() {
    Reading main = reading("main", "", Origin.LIVE, number(HEAT, "1", MWH));
    Reading gas = reading("main", "gas", Origin.LIVE, number(VOLUME, "2", M3));
    Reading maintenance = reading("maintenance", "", Origin.LIVE, number(VOLUME, "3", M3));
    List.of(main, gas, maintenance).forEach(this::comes);
    first.forget(List.of("main"));
    List.of(main, gas, maintenance).forEach(this::comes);
    assertEquals(5, lines.size(), lines::toString);
  }
}
