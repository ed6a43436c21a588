// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** The Grafana dashboards that the packages contain, and readings that they should show. */
public final class Dashboards {
  private static final Path FOLDER = Path.of("../packaging/grafana/dashboards");

  private Dashboards() {}

  /**
   * Returns all texts under a key, however deep.
   *
   * @param file name of the dashboard's file.
   * @param key {@code expr} or {@code query}.
   * @return in the order of the file.
   */
  public static List<String> queries(String file, String key) throws Exception {
    List<String> found = new ArrayList<>();
    Map<String, Object> dashboard = JsonTree.object(Files.readString(FOLDER.resolve(file)));
    collect(dashboard.get("panels"), key, found);
    return found;
  }

  private static void collect(Object node, String key, List<String> found) {
    if (node instanceof List<?> list) {
      list.forEach(part -> collect(part, key, found));
    } else if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, part) -> {
            if (name.equals(key)) {
              found.add(part.toString());
            }
            collect(part, key, found);
          });
    }
  }

  /**
   * Returns a reading of an electricity meter that also measures heat.
   *
   * @param energy the unit of its energy counter, and the meter's number.
   * @param count is added to its energy of 1000.
   * @param at when it was read.
   * @return the reading.
   */
  public static Reading reading(Unit energy, int count, Instant at) {
    Quantity heat = new Quantity("heat_power", Kind.GAUGE, Dimension.HEAT_POWER, "Heat power");
    Quantity flow =
        new Quantity("temperature_flow", Kind.GAUGE, Dimension.TEMPERATURE, "Flow temperature T1");
    Quantity back =
        new Quantity(
            "temperature_return", Kind.GAUGE, Dimension.TEMPERATURE, "Return temperature T2");
    List<Measurement> all = new ArrayList<>();
    all.add(value(Quantities.ENERGY_IMPORT, 1000 + count, energy));
    all.add(value(Quantities.POWER_IMPORT, 250, Unit.W));
    all.add(value(Quantities.POWER_EXPORT, 10, Unit.W));
    for (int phase = 1; phase <= 3; phase++) {
      all.add(value(Quantities.phase(Quantities.VOLTAGE, phase), 230, Unit.V));
      all.add(value(Quantities.phase(Quantities.CURRENT, phase), 2, Unit.A));
    }
    all.add(value(heat, 4, Unit.KW));
    all.add(value(flow, 60, Unit.CELSIUS));
    all.add(value(back, 30, Unit.CELSIUS));
    return new Reading(
        MeterRef.of("electricity", energy.ascii()), 1, Origin.LIVE, at, Optional.empty(), all);
  }

  private static Measurement value(Quantity quantity, int number, Unit unit) {
    return new Measurement(
        quantity, new Value.Decimal(BigDecimal.valueOf(number)), unit, quantity.name(), null, null);
  }
}
