// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.Objects;
import java.util.OptionalInt;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Unit;

/**
 * What one series of a view is of.
 *
 * @param meter with its own number: a replaced meter is another series.
 * @param quantity its name: {@code energy_import_t1}.
 * @param label for people, in English.
 * @param unit of the numbers in the view.
 * @param group what it is drawn together with.
 * @param direction in which its bars go.
 * @param tariff the number of the tariff that it counts; nothing for all of them together.
 * @param derived whether it follows from what the meter sends.
 */
public record Measured(
    MeterRef meter,
    String quantity,
    String label,
    Unit unit,
    Group group,
    Direction direction,
    OptionalInt tariff,
    boolean derived) {

  /** In which direction bars go. */
  public enum Direction {
    /** To the home. */
    UP,
    /** From the home: what is exported. */
    DOWN
  }

  /** Checks that nothing is missing. */
  public Measured {
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(tariff, "tariff");
  }
}
