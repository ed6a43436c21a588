// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import java.util.regex.Pattern;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantity;

/**
 * Where Home Assistant shows a sensor, and whether it shows it at first: what people look at is
 * enabled, the rest is there and can be enabled with a click. It follows from kind, dimension and
 * name of a quantity, so that a new driver needs no change here.
 *
 * @param diagnostic whether it is listed under the diagnostics of its device.
 * @param enabled whether it is shown at first.
 */
record EntityRule(boolean diagnostic, boolean enabled) {

  /** One phase of a quantity; of these only voltages and currents are shown at first. */
  private static final Pattern PHASE = Pattern.compile(".*_l[123]");

  /**
   * States that hardly change, or that only change: numbers of meters and customers, types, codes,
   * editions, settings, limits, messages of the grid company, clocks.
   */
  private static final Pattern UNREAD_STATE =
      Pattern.compile(
          "(.*_)?(number|type|id|code|bits|edition|revision|firmware|checksum|address|module|version"
              + "|quality|config|serial|ean|identification|limit|fuse|message|time|date|moment|clock)"
              + "(_.*)?");

  /** The same quantity again with other digits, or a control value for the installer. */
  private static final Pattern VARIANT =
      Pattern.compile(".*_(rounded|high_resolution(_.*)?|interval|control|difference|absolute)");

  /** Averages and extremes that a meter keeps of a past hour, day, month or year. */
  private static final Pattern PERIOD = Pattern.compile(".*_(hour|day|month|year)(_.*)?");

  /** One of several records of the same kind, counted from the newest. */
  private static final Pattern NUMBERED = Pattern.compile(".*_\\d+");

  /** Returns the rule for a quantity. */
  static EntityRule of(KnownQuantity known) {
    Quantity quantity = known.quantity();
    boolean diagnostic =
        switch (quantity.kind()) {
          case STATE -> true;
          case COUNTER ->
              quantity.dimension() == Dimension.NUMBER
                  || quantity.dimension() == Dimension.DURATION;
          case GAUGE -> false;
        };
    return new EntityRule(diagnostic, isOfInterest(known));
  }

  private static boolean isOfInterest(KnownQuantity known) {
    String name = known.quantity().name();
    if (name.startsWith("register_") || matches(VARIANT, name) && !isHeatDifference(known)) {
      return false;
    }
    if (matches(PERIOD, name) || known.dated() && matches(NUMBERED, name)) {
      return false;
    }
    if (matches(PHASE, name) && !isOfEachPhase(known.quantity().dimension())) {
      return false;
    }
    return switch (known.quantity().kind()) {
      case STATE -> isOfInterestAsState(known);
      case COUNTER, GAUGE -> !isForExperts(known);
    };
  }

  private static boolean isHeatDifference(KnownQuantity known) {
    return known.quantity().dimension() == Dimension.TEMPERATURE_DIFFERENCE;
  }

  private static boolean isOfEachPhase(Dimension dimension) {
    return dimension == Dimension.VOLTAGE || dimension == Dimension.CURRENT;
  }

  /** A clock that changes with each telegram fills a database. */
  private static boolean isOfInterestAsState(KnownQuantity known) {
    boolean time =
        known.form() == KnownQuantity.Form.LOCAL_TIME
            || known.form() == KnownQuantity.Form.ZONED_TIME
            || known.quantity().dimension() == Dimension.TIME;
    return !time && !known.dated() && !matches(UNREAD_STATE, known.quantity().name());
  }

  /** Reactive and apparent quantities, and sums that only serve to calculate something else. */
  private static boolean isForExperts(KnownQuantity known) {
    return switch (known.quantity().dimension()) {
      case REACTIVE_ENERGY, REACTIVE_POWER, APPARENT_ENERGY, APPARENT_POWER, MASS -> true;
      case NUMBER -> !known.unit().ascii().isEmpty();
      default -> false;
    };
  }

  private static boolean matches(Pattern pattern, String name) {
    return pattern.matcher(name).matches();
  }
}
