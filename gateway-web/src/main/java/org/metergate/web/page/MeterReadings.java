// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.value.Units;

/**
 * The newest values of a meter in the units of the page, and the meter's own beside them. One
 * thread.
 */
final class MeterReadings {
  private final List<MeterValues> meters;
  private final Units units;
  private final Map<LatestValue, Measurement> own = new IdentityHashMap<>();
  private List<MeterValues> shown;

  MeterReadings(List<MeterValues> meters, Units units) {
    this.meters = meters;
    this.units = units;
  }

  /** Returns the meter itself and its sub-meters. */
  List<MeterValues> shown() {
    if (shown == null) {
      shown =
          meters.stream()
              .map(
                  meter ->
                      new MeterValues(
                          meter.meter(), meter.values().stream().map(this::shown).toList()))
              .toList();
    }
    return shown;
  }

  /** Returns the values that are shown big; the others are not even converted. */
  List<LatestValue> important() {
    return Headline.of(meters).stream().map(this::shown).toList();
  }

  private LatestValue shown(LatestValue value) {
    Measurement measurement = units.of(value.measurement());
    LatestValue one = new LatestValue(measurement, value.receivedAt(), value.freshFor());
    own.put(one, value.measurement());
    return one;
  }

  /** Returns what the meter itself shows for a counter, where that looks different. */
  Optional<Measurement> onTheDisplay(LatestValue value) {
    Measurement measurement = own.get(value);
    boolean counter = value.measurement().quantity().kind() == Quantity.Kind.COUNTER;
    return counter && measurement.value() != null && measurement != value.measurement()
        ? Optional.of(measurement)
        : Optional.empty();
  }

  /** Returns the value of a quantity of the meter itself. */
  Optional<LatestValue> of(String quantity) {
    return shown().stream()
        .filter(meter -> meter.meter().subMeter().isEmpty())
        .flatMap(meter -> meter.values().stream())
        .filter(value -> value.measurement().quantity().name().equals(quantity))
        .findFirst();
  }

  /** Returns the number of the meter itself, if it is known. */
  Optional<String> number() {
    return meters.stream()
        .filter(meter -> meter.meter().subMeter().isEmpty())
        .map(meter -> meter.meter().identifier())
        .filter(identifier -> !identifier.isEmpty())
        .findFirst();
  }
}
