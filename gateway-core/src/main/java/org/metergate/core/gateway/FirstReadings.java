// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.value.DerivedQuantities;

/**
 * Logs when the first reading of each meter came, so that one who starts the gateway sees that it
 * works: {@code heat: first reading, 35.318 MWh}. The value is the meter's main counter in the unit
 * of its display, the total where it sends tariffs alone, or what it measures at present where it
 * counts nothing yet. Any thread.
 */
final class FirstReadings implements Consumer<StoredReading> {
  private static final System.Logger LOG = System.getLogger("metergate");

  /** The counters that people read from the display, in the order in which one is chosen. */
  private static final List<String> MAIN =
      List.of("energy_import", "heat_energy", "cooling_energy", "volume", "water_volume");

  private static final int KILO = 3;

  private final Set<String> heard = new HashSet<>();

  @Override
  public void accept(StoredReading stored) {
    Reading reading = stored.reading();
    if (reading.origin() == Origin.LIVE && begins(reading.meter().displayName())) {
      LOG.log(Level.INFO, sentence(reading));
    }
  }

  private synchronized boolean begins(String meter) {
    return heard.add(meter);
  }

  /** Meters that are started again have another first reading, with their sub-meters. */
  synchronized void forget(Collection<String> meters) {
    heard.removeIf(
        name -> meters.stream().anyMatch(m -> name.equals(m) || name.startsWith(m + "-")));
  }

  /** Returns the line about a first reading. */
  static String sentence(Reading reading) {
    return reading.meter().displayName()
        + ": first reading"
        + main(DerivedQuantities.with(reading, Set.of()).measurements())
            .map(m -> ", " + text(m))
            .orElse("");
  }

  private static Optional<Measurement> main(List<Measurement> all) {
    return all.stream()
        .filter(m -> m.value() instanceof Value.Decimal)
        .filter(m -> m.quantity().kind() != Quantity.Kind.STATE)
        .min(Comparator.comparingInt(FirstReadings::rank));
  }

  /** Main counters in their order, then other counters, then what is measured at present. */
  private static int rank(Measurement measurement) {
    int main = MAIN.indexOf(measurement.quantity().name());
    int other = measurement.quantity().kind() == Quantity.Kind.COUNTER ? 0 : 1;
    return main >= 0 ? main : MAIN.size() + other;
  }

  /** Watt-hours are read from no display: they are shown as kilowatt-hours, with every digit. */
  private static String text(Measurement measurement) {
    if (Unit.WH.equals(measurement.unit())
        && measurement.value() instanceof Value.Decimal decimal) {
      return decimal.number().movePointLeft(KILO).toPlainString() + " " + Unit.KWH.display();
    }
    String unit = measurement.unit() == null ? "" : measurement.unit().display();
    return measurement.value() + (unit.isEmpty() ? "" : " " + unit);
  }
}
