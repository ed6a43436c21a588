// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import static org.metergate.spi.reading.Quantity.Kind.COUNTER;
import static org.metergate.spi.reading.Quantity.Kind.GAUGE;
import static org.metergate.spi.reading.Quantity.Kind.STATE;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/**
 * The registers of the meter itself, by A, C, D and E (the P1 companion standards of DSMR 2.2 to
 * 5.0.2, e-MUCS 1.7.1, the Luxembourg and Swedish texts, and what meters of Hungary, Lithuania and
 * Austria add). Tariffs have the numbers that the meter uses: in the Netherlands 1 is the low one,
 * in Belgium the high one.
 */
final class Registers {
  /** The breaker of the meter; a meter on a channel has one if it has a valve as well. */
  static final Quantity BREAKER = state("breaker", Dimension.NUMBER, "Breaker");

  private static final int TARIFFS = 8;
  private static final Map<Integer, Register> TABLE = new TreeMap<>();
  private static final int[] KEYS;
  private static final Register[] FOUND;

  static {
    identity();
    energies();
    powers();
    network();
    texts();
    KEYS = TABLE.keySet().stream().mapToInt(Integer::intValue).toArray();
    FOUND = TABLE.values().toArray(Register[]::new);
  }

  private Registers() {}

  /** Finds a register by its packed number; null where it is unknown. */
  static Register find(long obis) {
    if (Obis.f(obis) != Obis.PRESENT || Obis.b(obis) != 0 && !electricity(obis)) {
      return null;
    }
    int index = Arrays.binarySearch(KEYS, key(Obis.a(obis), Obis.cde(obis)));
    return index < 0 ? null : FOUND[index];
  }

  /** Luxembourg sends some with channel 1, and the version is in channel 3. */
  private static boolean electricity(long obis) {
    return Obis.a(obis) == 1;
  }

  private static void identity() {
    put(1, 0x000208, state("list_id", Dimension.TEXT, "List identifier"), Form.PLAIN);
    put(0, 0x600104, state("list_id", Dimension.TEXT, "List identifier"), Form.TEXT);
    put(0, 0x600102, state("ean", Dimension.TEXT, "EAN of the connection"), Form.TEXT);
    put(0, 0x010000, Quantities.METER_CLOCK, Form.CLOCK);
    put(1, 0x000901, Quantities.METER_CLOCK, Form.CLOCK_PART);
    put(1, 0x000902, Quantities.METER_CLOCK, Form.CLOCK_PART);
    for (int identifier : new int[] {0x600101, 0x600100, 0x2A0000, 0x000000}) {
      put(0, identifier, Quantities.METER_NUMBER, Form.IDENTIFIER);
    }
    for (int identifier : new int[] {0x600101, 0x600100, 0x000000}) {
      put(1, identifier, Quantities.METER_NUMBER, Form.IDENTIFIER);
    }
    put(0, 0x6001FF, state("serial_number", Dimension.TEXT, "Serial number"), Form.PLAIN);
  }

  private static void energies() {
    counter(1, Quantities.ENERGY_IMPORT);
    counter(2, Quantities.ENERGY_EXPORT);
    counter(3, Quantities.REACTIVE_ENERGY_IMPORT);
    counter(4, Quantities.REACTIVE_ENERGY_EXPORT);
    for (int quadrant = 1; quadrant <= 4; quadrant++) {
      counter(
          4 + quadrant,
          new Quantity(
              "reactive_energy_q" + quadrant,
              COUNTER,
              Dimension.REACTIVE_ENERGY,
              "Reactive energy, quadrant " + quadrant));
      gauge(
          4 + quadrant,
          "reactive_power_q" + quadrant,
          Dimension.REACTIVE_POWER,
          "Reactive power, quadrant " + quadrant);
    }
    counter(9, energy("apparent_energy_import", Dimension.APPARENT_ENERGY, "Apparent import"));
    counter(10, energy("apparent_energy_export", Dimension.APPARENT_ENERGY, "Apparent export"));
    counter(15, energy("energy_absolute", Dimension.ENERGY, "Energy, both directions added"));
    put(1, 0x100800, gaugeOf("energy_net", Dimension.ENERGY, "Energy, import less export"));
  }

  private static Quantity energy(String name, Dimension dimension, String label) {
    return new Quantity(name, COUNTER, dimension, label);
  }

  /** A counter's total and its tariffs. */
  private static void counter(int c, Quantity total) {
    put(1, c << 16 | 0x0800, total);
    for (int tariff = 1; tariff <= TARIFFS; tariff++) {
      put(
          1,
          c << 16 | 0x0800 | tariff,
          new Quantity(
              total.name() + "_t" + tariff,
              total.kind(),
              total.dimension(),
              total.label() + ", tariff " + tariff));
    }
    if (c <= 4) {
      phases(20 + c, 0x0800, total);
    }
  }

  private static void powers() {
    power(1, Quantities.POWER_IMPORT);
    power(2, Quantities.POWER_EXPORT);
    power(3, Quantities.REACTIVE_POWER_IMPORT);
    power(4, Quantities.REACTIVE_POWER_EXPORT);
    power(9, gaugeOf("apparent_power_import", Dimension.APPARENT_POWER, "Apparent power import"));
    power(10, gaugeOf("apparent_power_export", Dimension.APPARENT_POWER, "Apparent power export"));
    gauge(15, "power_absolute", Dimension.POWER, "Power, both directions added");
    Quantity net = gaugeOf("power_net", Dimension.POWER, "Power, import less export");
    put(1, 0x100700, net);
    phases(36, 0x0700, net);
    for (int c = 1; c <= 2; c++) {
      String way = c == 1 ? "import" : "export";
      put(
          1,
          c << 16 | 0x0400,
          gaugeOf(
              "power_" + way + "_average",
              Dimension.POWER,
              "Power " + way + ", running quarter hour"));
      put(
          1,
          c << 16 | 0x0500,
          gaugeOf(
              "power_" + way + "_last_average",
              Dimension.POWER,
              "Power " + way + ", last quarter hour"));
      put(
          1,
          c << 16 | 0x0600,
          gaugeOf(
              "power_" + way + "_peak", Dimension.POWER, "Power " + way + ", peak of this month"));
    }
    put(
        0,
        0x620100,
        gaugeOf("power_import_peak_month", Dimension.POWER, "Power import, peak of a past month"),
        Form.PEAKS);
  }

  private static void power(int c, Quantity quantity) {
    put(1, c << 16 | 0x0700, quantity);
    phases(20 + c, 0x0700, quantity);
  }

  private static void network() {
    put(1, 0x0B0700, Quantities.CURRENT);
    phases(31, 0x0700, Quantities.CURRENT);
    put(1, 0x5B0700, gaugeOf("current_neutral", Dimension.CURRENT, "Current in the neutral"));
    put(1, 0x0C0700, Quantities.VOLTAGE);
    phases(32, 0x0700, Quantities.VOLTAGE);
    put(1, 0x0D0700, Quantities.POWER_FACTOR, Form.NUMBER);
    put(1, 0x0E0700, Quantities.FREQUENCY);
    for (int phase = 1; phase <= 3; phase++) {
      int c = 13 + 20 * phase << 16;
      put(1, c | 0x0700, Quantities.phase(Quantities.POWER_FACTOR, phase), Form.NUMBER);
      events(phase, 0x2000, "voltage_sags", "Voltage sags");
      events(phase, 0x2400, "voltage_swells", "Voltage swells");
    }
    phases(31, 0x0400, state("fuse_current", Dimension.CURRENT, "Fuse current"), Form.FUSE);
    put(0, 0x110000, state("power_limit", Dimension.POWER, "Power limit"), Form.LIMIT);
    put(0, 0x60030A, BREAKER, Form.SWITCH);
    put(0, 0x600E00, state("tariff", Dimension.NUMBER, "Tariff"), Form.TARIFF);
    put(0, 0x616100, state("error_code", Dimension.TEXT, "Error register"), Form.PLAIN);
    put(0, 0x600715, count("power_failures", "Power failures"), Form.NUMBER);
    put(0, 0x600709, count("long_power_failures", "Long power failures"), Form.NUMBER);
    put(
        1,
        0x636100,
        state("power_failure", Dimension.DURATION, "Long power failure"),
        Form.FAILURES);
  }

  /** How often the voltage of a phase was too low or too high. */
  private static void events(int phase, int de, String name, String label) {
    int c = 12 + 20 * phase;
    put(1, c << 16 | de, Quantities.phase(count(name, label), phase), Form.NUMBER);
  }

  private static void texts() {
    put(0, 0x600D00, state("message_text", Dimension.TEXT, "Message"), Form.TEXT);
    put(0, 0x600D01, state("message_code", Dimension.TEXT, "Message code"), Form.TEXT);
    for (int number = 2; number <= 5; number++) {
      put(
          0,
          0x600D00 | number,
          state("message_text_" + number, Dimension.TEXT, "Message " + number),
          Form.TEXT);
    }
  }

  private static Quantity state(String name, Dimension dimension, String label) {
    return new Quantity(name, STATE, dimension, label);
  }

  private static Quantity count(String name, String label) {
    return new Quantity(name, COUNTER, Dimension.NUMBER, label);
  }

  private static Quantity gaugeOf(String name, Dimension dimension, String label) {
    return new Quantity(name, GAUGE, dimension, label);
  }

  private static void gauge(int c, String name, Dimension dimension, String label) {
    put(1, c << 16 | 0x0700, gaugeOf(name, dimension, label));
  }

  private static void phases(int firstC, int de, Quantity whole) {
    phases(firstC, de, whole, Form.AMOUNT);
  }

  private static void phases(int firstC, int de, Quantity whole, Form form) {
    for (int phase = 1; phase <= 3; phase++) {
      int c = firstC + 20 * (phase - 1);
      put(1, c << 16 | de, Quantities.phase(whole, phase), form);
    }
  }

  private static void put(int a, int cde, Quantity quantity) {
    put(a, cde, quantity, Form.AMOUNT);
  }

  private static void put(int a, int cde, Quantity quantity, Form form) {
    TABLE.put(key(a, cde), new Register(quantity, form));
  }

  private static int key(int a, int cde) {
    return a << 24 | cde;
  }
}
