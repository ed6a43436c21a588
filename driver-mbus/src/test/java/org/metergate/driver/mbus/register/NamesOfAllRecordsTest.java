// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Value;

/** Whatever a meter sends, its names, kinds, dimensions and units fit each other. */
class NamesOfAllRecordsTest {
  /** The units in which outputs expect a dimension; the rest may be any. */
  private static final Map<Dimension, Set<String>> UNITS = new EnumMap<>(Dimension.class);

  static {
    String joules = "J kJ MJ GJ cal kcal Mcal Gcal";
    units(Dimension.ENERGY, "Wh kWh MWh GWh " + joules);
    units(Dimension.HEAT_ENERGY, "Wh kWh MWh GWh " + joules);
    units(Dimension.REACTIVE_ENERGY, "varh kvarh Mvarh");
    units(Dimension.APPARENT_ENERGY, "VAh kVAh MVAh");
    units(Dimension.POWER, "W kW MW J/h kJ/h MJ/h GJ/h");
    units(Dimension.HEAT_POWER, "W kW MW J/h kJ/h MJ/h GJ/h");
    units(Dimension.REACTIVE_POWER, "var kvar");
    units(Dimension.APPARENT_POWER, "VA kVA");
    units(Dimension.VOLTAGE, "V");
    units(Dimension.CURRENT, "A");
    units(Dimension.FREQUENCY, "Hz");
    units(Dimension.TEMPERATURE, "degC degF");
    units(Dimension.TEMPERATURE_DIFFERENCE, "K degF");
    units(Dimension.VOLUME, "m3 ft3");
    units(Dimension.GAS_VOLUME, "m3 ft3");
    units(Dimension.WATER_VOLUME, "m3 ft3");
    units(Dimension.FLOW, "l/h m3/h l/min m3/min l/s m3/s");
    units(Dimension.MASS, "kg t");
    units(Dimension.DURATION, "s min h d month year");
  }

  private static void units(Dimension dimension, String names) {
    UNITS.put(dimension, Set.of(names.split(" ")));
  }

  static Stream<String> media() {
    return Stream.of(
        "00", "02", "03", "04", "05", "06", "07", "08", "0A", "0B", "0C", "0D", "0F", "15", "16",
        "18", "1B");
  }

  /** Every VIF of the three tables, alone, with directions, a phase, an average. */
  private static List<String> valueInformation() {
    List<String> all = new ArrayList<>();
    for (int code = 0; code < 0x7C; code++) {
      if (code == 0x7B) {
        continue; // opens a table
      }
      variants("", code, all);
    }
    for (int code = 0; code < 0x80; code++) {
      variants("FB", code, all);
      if (code != 0x7D) {
        variants("FD", code, all);
      }
      all.add(String.format("FF%02X", code));
      all.add(String.format("86FF%02X", code));
      all.add(String.format("DBFF%02X", code));
    }
    return all;
  }

  private static void variants(String table, int code, List<String> all) {
    if (table.isEmpty() && code == 0x7C) {
      return;
    }
    all.add(String.format("%s%02X", table, code));
    for (String vife : List.of("3B", "3C", "12", "FC01", "22", "7D")) {
      all.add(String.format("%s%02X%s", table, code | 0x80, vife));
    }
  }

  /** One of each kind, of any medium, in the telegrams of two makers. */
  private static List<Measurement> measurements(String medium) {
    List<Measurement> all = new ArrayList<>();
    for (String information : valueInformation()) {
      for (String dif : List.of("04", "0B", "14", "24", "34", "44", "8410", "8440")) {
        String data = dif.endsWith("B") ? "010203" : "01020304";
        String record = dif + information + data;
        all.addAll(Telegrams.kamstrup("35" + medium, record).measurements());
        all.addAll(Telegrams.other(medium, record).measurements());
      }
    }
    assertTrue(all.size() > 30_000, "there are " + all.size());
    return all;
  }

  @ParameterizedTest
  @MethodSource("media")
  void namesKindsAndUnitsFitEachOther(String medium) {
    List<Measurement> all = measurements(medium);
    all.forEach(NamesOfAllRecordsTest::unitAndDimensionFit);
    all.forEach(NamesOfAllRecordsTest::onlyWhatCountsTheWholeIsACounter);
    aNameHasOneMeaningAndALabelOneName(all);
  }

  private static void unitAndDimensionFit(Measurement one) {
    Dimension dimension = one.quantity().dimension();
    if (one.value() instanceof Value.Decimal && UNITS.containsKey(dimension)) {
      assertTrue(
          one.unit() != null && UNITS.get(dimension).contains(one.unit().ascii()), one::toString);
    }
    boolean text = one.value() instanceof Value.Text;
    assertEquals(dimension == Dimension.TEXT, text, one::toString);
    boolean moment = one.value() instanceof Value.Moment;
    assertEquals(dimension == Dimension.TIME, moment, one::toString);
  }

  private static void onlyWhatCountsTheWholeIsACounter(Measurement one) {
    boolean counter = one.quantity().kind() == Kind.COUNTER;
    if (one.quantity().name().startsWith("register_")) {
      assertEquals(Kind.STATE, one.quantity().kind(), one::toString);
    }
    boolean present = "08".indexOf(one.register().charAt(0)) >= 0;
    assertTrue(!counter || present || one.quantity().name().equals("error_hours"), one::toString);
    assertTrue(!counter || one.value() instanceof Value.Decimal, one::toString);
  }

  private static void aNameHasOneMeaningAndALabelOneName(List<Measurement> all) {
    Map<String, Quantity> byName = new HashMap<>();
    Map<String, String> byLabel = new HashMap<>();
    for (Measurement one : all) {
      Quantity quantity = one.quantity();
      if (!quantity.name().startsWith("register_")) {
        assertEquals(byName.computeIfAbsent(quantity.name(), name -> quantity), quantity);
        String label = quantity.label();
        assertEquals(byLabel.computeIfAbsent(label, text -> quantity.name()), quantity.name());
        assertTrue(Character.isUpperCase(label.charAt(0)) && label.length() < 60, label);
      }
    }
    assertTrue(byName.size() > 20, "there are " + byName.keySet());
  }
}
