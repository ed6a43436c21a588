// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

class DerivedQuantitiesTest {
  private static final Set<String> CONSUMER = Set.of("energy_import", "power_import");

  @Test
  void subtractsExportFromImport() {
    assertEquals(
        "power=-1.193 kW =power_import-power_export",
        derived("power_import=0.000 kW, power_export=1.193 kW", Set.of()));
  }

  @Test
  void signsThePowerOfEachPhase() {
    assertEquals(
        "power=50 W =power_import-power_export,"
            + " power_l1=200 W =power_import_l1-power_export_l1,"
            + " power_l3=-150 W =power_import_l3-power_export_l3",
        derived(
            "power_import=50 W, power_export=0 W, power_import_l1=200 W, power_export_l1=0 W,"
                + " power_import_l2=0 W, power_export_l3=150 W, power_import_l3=0 W",
            Set.of("power_export_l2")));
  }

  @Test
  void takesTheImportAloneWhereAMeterNeverHasExport() {
    assertEquals("power=250 W =power_import", derived("power_import=250 W", CONSUMER));
    assertEquals("", derived("power_import=250 W", Set.of()), "its long list may have export");
  }

  @Test
  void givesNoNetPowerFromAListThatLacksTheExport() {
    for (String export :
        List.of("energy_export", "energy_export_t1", "power_export", "power_export_l1")) {
      Set<String> sent = new TreeSet<>(CONSUMER);
      sent.add(export);
      assertEquals("", derived("power_import=0 W", sent), export);
    }
  }

  @Test
  void takesTheNetPowerThatTheMeterSends() {
    assertEquals(
        "power=-12 W =power_net", derived("power_import=0 W, power_export=12 W, power_net=-12 W"));
    assertEquals("", derived("power_import=0 W, power_export=12 W", Set.of("power_net")));
  }

  @Test
  void addsTheTariffs() {
    assertEquals(
        "energy_import=1580.641 kWh =energy_import_t1+energy_import_t2,"
            + " energy_export=3.5 kWh =energy_export_t1+energy_export_t2",
        derived(
            "energy_import_t2=667.641 kWh, energy_import_t1=00913.000 kWh,"
                + " energy_export_t1=3 kWh, energy_export_t2=0.5 kWh"));
  }

  @Test
  void overrulesNothingThatAMeterEverSent() {
    String tariffs = "energy_import_t1=1 kWh, energy_import_t2=2 kWh";
    String powers = "power_import=1 kW, power_export=2 kW";

    assertEquals("", derived(tariffs, Set.of("energy_import")));
    assertEquals("", derived(tariffs + ", energy_import=4 kWh"));
    assertEquals("", derived(powers, Set.of("power")));
  }

  @Test
  void addsNothingWhereATariffIsMissing() {
    String two = "energy_import_t1=1 kWh, energy_import_t2=2 kWh";

    assertEquals("", derived(two, Set.of("energy_import_t3")), "the third is in another list");
    assertEquals("", derived(two, Set.of("energy_import_t4")), "a gap");
    assertEquals("", derived(two, Set.of("energy_import_t12")), "a gap");
    assertEquals("", derived("energy_import_t1=1 kWh"), "of one tariff there is no sum");
    assertEquals("", derived("energy_import_t2=1 kWh, energy_import_t3=1 kWh"));
    assertEquals("", derived("energy_import_t0=1 kWh, energy_import_t1=1 kWh"));
    assertEquals("", derived("energy_import_t1=1 kWh", Set.of("energy_import_t2")));
  }

  @Test
  void endsATotalWhenTheMeterSendsAnotherTariff() {
    String two = "energy_import_t1=1 kWh, energy_import_t2=2 kWh";
    Set<String> sent = new TreeSet<>(Formulas.totals(derivedFrom(two)));

    assertEquals(Set.of("energy_import=energy_import_t1+energy_import_t2"), sent);
    assertEquals(3, number(derivedFrom(two, sent)));
    assertEquals("", derived(two + ", energy_import_t3=500 kWh", sent), "it would leap");
    sent.add("energy_import_t3");
    assertEquals("", derived(two, sent), "it would lack the third");
    assertEquals(Set.of(), Formulas.of(sent), "and so it is in no view of the past");
    String export = "energy_export_t1=1 kWh, energy_export_t2=2 kWh, energy_export_t3=3 kWh";
    assertEquals(6, number(derivedFrom(export, sent)), "another total");
  }

  private static List<Measurement> derivedFrom(String list) {
    return derivedFrom(list, Set.of());
  }

  private static List<Measurement> derivedFrom(String list, Set<String> sent) {
    return DerivedQuantities.of(reading(measurements(list)), sent);
  }

  private static int number(List<Measurement> derived) {
    assertEquals(1, derived.size());
    return Integer.parseInt(derived.get(0).value().toString());
  }

  @Test
  void addsNothingOfWhichAPartIsWithheldOrDiffers() {
    assertEquals("", derived("energy_import_t1=1 kWh, energy_import_t2=? kWh"));
    assertEquals("", derived("energy_import_t1=? kWh, energy_import_t2=1 kWh"));
    assertEquals("", derived("energy_import_t1=1 kWh, energy_import_t2=1 Wh"));
    assertEquals("", derived("energy_import_t1=1 kWh, energy_import_t2=1 kWh@later"));
    assertEquals("", derived("energy_import_t1=1 -, energy_import_t2=1 -"), "no unit is guessed");
    assertEquals("", derived("power_import=? W, power_export=1 W"));
    assertEquals("", derived("power_import=? W", CONSUMER));
  }

  /** Aligned with another number, it would have a thousand million digits. */
  @Test
  void derivesNothingFromANumberThatIsNoMeasurement() {
    assertEquals("", derived("power_import=1E+999999999 W, power_export=1.5 W"));
    assertEquals("", derived("energy_import_t1=1 Wh, energy_import_t2=1E-999999999 Wh"));
    assertEquals(
        "power=2498.5 W =power_import-power_export",
        derived("power_import=2.5E+3 W, power_export=1.5 W"));
  }

  @Test
  void derivesNothingFromRecords() {
    Measurement peak =
        Measurement.decimal(
            new Quantity("power_export", Kind.STATE, Dimension.POWER, "Peak"),
            BigDecimal.TEN,
            Unit.W,
            "1");

    assertEquals(List.of(), DerivedQuantities.of(reading(List.of(peak)), CONSUMER));
  }

  @Test
  void marksWhatIsDerivedAndDerivesItOnce() {
    Reading read = reading(measurements("power_import=1 W, power_export=2 W"));
    Reading with = DerivedQuantities.with(read, Set.of());

    assertEquals(3, with.measurements().size());
    assertEquals(read.measurements(), with.measurements().subList(0, 2));
    assertTrue(DerivedQuantities.isDerived(with.measurements().get(2)));
    assertFalse(DerivedQuantities.isDerived(with.measurements().get(0)));
    assertEquals(
        DerivedQuantities.of(read, Set.of()), DerivedQuantities.of(with, Set.of()), "twice");
    Reading bare = reading(measurements("voltage_l1=230 V"));
    assertSame(bare, DerivedQuantities.with(bare, Set.of()));
  }

  /** Random lists of random meters: a sum is that of all tariffs, or there is none. */
  @Test
  void neverAddsLessThanAllTariffs() {
    Random random = new Random(3);
    int sums = 0;
    for (int i = 0; i < 20_000; i++) {
      int tariffs = 1 + random.nextInt(5);
      Set<String> sent = new TreeSet<>();
      Map<String, Integer> values = new TreeMap<>();
      for (int tariff = 1; tariff <= tariffs; tariff++) {
        String name = "energy_import_t" + tariff;
        sent.add(name);
        if (random.nextInt(8) > 0) {
          values.put(name, random.nextInt(8) == 0 ? null : random.nextInt(10_000));
        }
      }
      StringBuilder list = new StringBuilder("voltage_l1=230 V");
      values.forEach((n, v) -> list.append(", ").append(n + "=" + (v == null ? "?" : v) + " Wh"));
      boolean all = tariffs > 1 && values.size() == tariffs && !values.containsValue(null);
      List<Measurement> derived =
          DerivedQuantities.of(reading(measurements(list.toString())), sent);

      assertEquals(all ? 1 : 0, derived.size(), list + " of " + sent);
      if (all) {
        sums++;
        int sum = values.values().stream().mapToInt(Integer::intValue).sum();
        assertEquals(Integer.toString(sum), derived.get(0).value().toString());
      }
    }
    assertTrue(sums > 2000, "only " + sums);
  }

  @Test
  void convertsWhatIsDerivedWithTheRest() {
    Reading read = reading(measurements("energy_import_t1=1 Wh, energy_import_t2=2 Wh"));
    ReadingView home = new ReadingView(Units.home(HeatUnit.KWH), true);

    assertEquals(
        "energy_import_t1=0.001 kWh 1.8, energy_import_t2=0.002 kWh 1.8,"
            + " energy_import=0.003 kWh =energy_import_t1+energy_import_t2",
        text(home.of(read, Set.of()).measurements()));
    assertSame(read, ReadingView.METER.of(read, Set.of()));
    assertTrue(ReadingView.METER.isMeter());
    assertFalse(home.isMeter());
    assertFalse(new ReadingView(Units.METER, true).isMeter());
  }

  private static String derived(String list) {
    return derived(list, Set.of());
  }

  private static String derived(String list, Set<String> sent) {
    return text(DerivedQuantities.of(reading(measurements(list)), sent));
  }

  private static String text(List<Measurement> measurements) {
    List<String> all = new ArrayList<>();
    for (Measurement m : measurements) {
      all.add(m.quantity().name() + "=" + m.value() + " " + m.unit().ascii() + " " + m.register());
    }
    return String.join(", ", all);
  }

  /** Reads {@code name=value unit}, with {@code ?} for a value that is withheld. */
  private static List<Measurement> measurements(String list) {
    List<Measurement> all = new ArrayList<>();
    for (String one : list.split(", ")) {
      String[] parts = one.split("[= @]");
      boolean energy = parts[0].startsWith("energy");
      Quantity quantity =
          new Quantity(
              parts[0],
              energy ? Kind.COUNTER : Kind.GAUGE,
              energy ? Dimension.ENERGY : Dimension.POWER,
              "Some");
      boolean known = !parts[1].equals("?");
      all.add(
          new Measurement(
              quantity,
              known ? new Value.Decimal(new BigDecimal(parts[1])) : null,
              parts[2].equals("-") ? null : new Unit(parts[2], parts[2]),
              "1.8",
              known ? null : BigDecimal.ONE,
              parts.length > 3 ? MeterTime.local(LocalDateTime.of(2026, 1, 1, 0, 0)) : null));
    }
    return all;
  }

  private static Reading reading(List<Measurement> measurements) {
    return new Reading(
        MeterRef.of("house", "4711"),
        1,
        Origin.LIVE,
        Instant.EPOCH,
        Optional.empty(),
        measurements);
  }
}
