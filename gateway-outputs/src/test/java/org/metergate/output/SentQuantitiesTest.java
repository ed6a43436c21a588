// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;
import org.metergate.value.DerivedQuantities;

class SentQuantitiesTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T12:00:00Z"));

  @TempDir Path folder;
  private Journal journal;
  private SentQuantities sent;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
    sent = new SentQuantities(journal.history());
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void knowsWhatStandsInOtherListsOfTheMeter() throws Exception {
    Reading brief = store("7", "power_import");
    assertEquals(Set.of("power_import"), sent.of(brief));
    store("7", "power_import", "power_export", "energy_import");
    assertEquals(Set.of("power_import"), sent.of(brief), "it is looked up for what is new");
    Reading hourly = store("7", "energy_import", "energy_export");
    Set<String> all = Set.of("power_import", "power_export", "energy_import", "energy_export");
    assertEquals(all, sent.of(hourly));
    assertEquals(all, sent.of(brief));
  }

  @Test
  void keepsTheMetersOfOnePlaceApart() throws Exception {
    Reading former = store("7", "energy_import");
    Reading now = store("8", "energy_import_t1");
    assertEquals(Set.of("energy_import"), sent.of(former));
    assertEquals(Set.of("energy_import_t1"), sent.of(now));
    assertEquals(Set.of("energy_import_t1"), sent.ofName("house").get("8"));
  }

  @Test
  void countsAListWithoutANumberForEachNumber() throws Exception {
    Reading brief = store("", "power_import");
    Reading hourly = store("7", "energy_import");
    assertEquals(Set.of("power_import", "energy_import"), new TreeSet<>(sent.of(hourly)));
    SentQuantities later = new SentQuantities(journal.history());
    assertEquals(Set.of("power_import", "energy_import"), new TreeSet<>(later.of(brief)));
  }

  @Test
  void countsWhatHasNoValueYetAndNoStates() throws Exception {
    Quantity tariff = quantity("energy_import_t2", Kind.COUNTER);
    Reading reading =
        reading(
            "7",
            List.of(
                new Measurement(tariff, null, Unit.WH, "1.8.2", BigDecimal.ONE, null),
                Measurement.of(Quantities.METER_NUMBER, new Value.Text("7"), "96.1"),
                Measurement.decimal(
                    quantity("power_export", Kind.STATE), BigDecimal.ONE, Unit.W, "9")));
    journal.readings().append(reading);
    assertEquals(Set.of("energy_import_t2"), sent.of(reading));
  }

  /** The total would leap by all that the tariff has counted. */
  @Test
  void endsATotalWhenTheMeterSendsAnotherTariff() throws Exception {
    Reading two = tariffs(1, 2);
    assertEquals(1, DerivedQuantities.of(two, sent.of(two)).size());
    Reading three = tariffs(1, 2, 3);
    SentQuantities restarted = new SentQuantities(journal.history());
    for (Reading reading : List.of(three, two, tariffs(1, 2, 3))) {
      assertEquals(List.of(), DerivedQuantities.of(reading, sent.of(reading)));
      assertEquals(List.of(), DerivedQuantities.of(reading, restarted.of(reading)));
    }
  }

  private Reading tariffs(int... tariffs) throws Exception {
    List<Measurement> list = new ArrayList<>();
    for (int tariff : tariffs) {
      Quantity quantity = quantity("energy_import_t" + tariff, Kind.COUNTER);
      list.add(Measurement.decimal(quantity, BigDecimal.TEN, Unit.WH, "1.8." + tariff));
    }
    Reading reading = reading("7", list);
    journal.readings().append(reading);
    return reading;
  }

  private Reading store(String number, String... quantities) throws Exception {
    List<Measurement> list = new ArrayList<>();
    for (String name : quantities) {
      list.add(
          Measurement.decimal(quantity(name, Kind.GAUGE), BigDecimal.ONE, Unit.W, "1-" + name));
    }
    Reading reading = reading(number, list);
    journal.readings().append(reading);
    return reading;
  }

  private Reading reading(String number, List<Measurement> list) throws Exception {
    time.pause(java.time.Duration.ofSeconds(1));
    return new Reading(
        MeterRef.of("house", number), 1, Origin.LIVE, time.now(), Optional.empty(), list);
  }

  private static Quantity quantity(String name, Kind kind) {
    return new Quantity(name, kind, Dimension.POWER, name);
  }
}
