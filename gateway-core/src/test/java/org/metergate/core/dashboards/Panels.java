// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.core.dashboards.Panel.Curve;
import org.metergate.core.dashboards.Panel.Form;

/** What all dashboards show of meters, whatever server they ask. */
final class Panels {
  private Panels() {}

  /** Returns the panels of each row, by its title. */
  static Map<String, List<Panel>> rows() {
    Map<String, List<Panel>> rows = new LinkedHashMap<>();
    rows.put("Electricity", electricity());
    rows.put("Energy", energy());
    rows.put("Gas and water", gasAndWater());
    rows.put("Heat and cooling", heat());
    return rows;
  }

  /** Returns the panels of all rows. */
  static List<Panel> all() {
    return rows().values().stream().flatMap(List::stream).toList();
  }

  private static List<Panel> electricity() {
    return List.of(
        line(
            "Power, export below zero",
            Measure.POWER,
            12,
            up("power_import", "import"),
            down("power_export", "export")),
        line("Net power, negative while you feed in", Measure.POWER, 12, up("power", "")),
        new Panel(
            "Power of each phase, export below zero", Form.LINE, Measure.POWER, 8, phasePower()),
        new Panel("Voltage", Form.LINE, Measure.VOLTAGE, 8, phases("voltage", false)),
        new Panel("Current", Form.LINE, Measure.CURRENT, 8, phases("current", false)));
  }

  private static List<Curve> phasePower() {
    List<Curve> curves = new ArrayList<>(phases("power_import", false));
    curves.addAll(phases("power_export", true));
    return curves;
  }

  private static List<Curve> phases(String quantity, boolean down) {
    List<Curve> curves = new ArrayList<>();
    for (int phase = 1; phase <= 3; phase++) {
      curves.add(new Curve(quantity + "_l" + phase, "L" + phase, down));
    }
    return curves;
  }

  private static List<Panel> energy() {
    Curve[] both = {up("energy_import", "import"), down("energy_export", "export")};
    List<Curve> tariffs = new ArrayList<>();
    for (int tariff = 1; tariff <= 4; tariff++) {
      tariffs.add(up("energy_import_t" + tariff, "import " + tariff));
      tariffs.add(down("energy_export_t" + tariff, "export " + tariff));
    }
    return List.of(
        new Panel("Energy an hour", Form.HOURS, Measure.ENERGY, 8, List.of(both)),
        new Panel("Energy a day", Form.DAYS, Measure.ENERGY, 8, List.of(both)),
        new Panel("Energy a day by tariff", Form.DAYS, Measure.ENERGY, 8, tariffs));
  }

  private static List<Panel> gasAndWater() {
    Curve gas = up("gas_volume", "");
    Curve[] water = {up("water_volume", ""), down("water_volume_reverse", "backwards")};
    return List.of(
        new Panel("Gas an hour", Form.HOURS, Measure.VOLUME, 6, List.of(gas)),
        new Panel("Gas a day", Form.DAYS, Measure.VOLUME, 6, List.of(gas)),
        new Panel("Water an hour", Form.HOURS, Measure.VOLUME, 6, List.of(water)),
        new Panel("Water a day", Form.DAYS, Measure.VOLUME, 6, List.of(water)),
        line(
            "Flow of gas and water",
            Measure.FLOW,
            12,
            up("gas_flow", "gas"),
            up("water_flow", "water")),
        line(
            "Temperature of water and meter",
            Measure.TEMPERATURE,
            12,
            up("water_temperature", "water"),
            up("meter_temperature", "meter")));
  }

  private static List<Panel> heat() {
    Curve[] both = {up("heat_energy", "heat"), up("cooling_energy", "cooling")};
    return List.of(
        new Panel("Heat and cooling an hour", Form.HOURS, Measure.HEAT, 12, List.of(both)),
        new Panel("Heat and cooling a day", Form.DAYS, Measure.HEAT, 12, List.of(both)),
        line(
            "Power of heat and cooling",
            Measure.POWER,
            12,
            up("heat_power", "heat"),
            up("cooling_power", "cooling")),
        line("Flow", Measure.FLOW, 12, up("flow", "")),
        line(
            "Temperatures, in and out",
            Measure.TEMPERATURE,
            8,
            up("temperature_flow", "in"),
            up("temperature_return", "out")),
        line("Difference of temperatures", Measure.DIFFERENCE, 8, up("temperature_difference", "")),
        new Panel("Volume a day", Form.DAYS, Measure.VOLUME, 8, List.of(up("volume", ""))));
  }

  private static Panel line(String title, Measure measure, int width, Curve... curves) {
    return new Panel(title, Form.LINE, measure, width, List.of(curves));
  }

  private static Curve up(String quantity, String legend) {
    return new Curve(quantity, legend, false);
  }

  private static Curve down(String quantity, String legend) {
    return new Curve(quantity, legend, true);
  }
}
