// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import static org.metergate.driver.pulse.PulseSpecs.CONTACT;
import static org.metergate.driver.pulse.PulseSpecs.DECIMALS;
import static org.metergate.driver.pulse.PulseSpecs.INTERVAL;
import static org.metergate.driver.pulse.PulseSpecs.MAX_RATE;
import static org.metergate.driver.pulse.PulseSpecs.MIN_ACTIVE;
import static org.metergate.driver.pulse.PulseSpecs.MIN_IDLE;
import static org.metergate.driver.pulse.PulseSpecs.NUMBER;
import static org.metergate.driver.pulse.PulseSpecs.PER_UNIT;
import static org.metergate.driver.pulse.PulseSpecs.QUANTITY;
import static org.metergate.driver.pulse.PulseSpecs.SILENCE;
import static org.metergate.driver.pulse.PulseSpecs.START;
import static org.metergate.driver.pulse.PulseSpecs.UNIT;
import static org.metergate.driver.pulse.PulseSpecs.ZERO_AFTER;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

/**
 * The options of one meter. If it has several lines, the options of a line are comma-separated
 * lists, in the order of the lines.
 *
 * @param lines what is counted on each.
 * @param times the counting rule.
 * @param decimals of the totals, 0 to 9.
 * @param interval minimum time between two readings.
 * @param silence after how long without an edge the meter counts as silent.
 * @param number of the meter, which starts a separate series; may be empty.
 */
record PulseOptions(
    List<PulseLine> lines,
    PulseTimes times,
    int decimals,
    Duration interval,
    Duration silence,
    String number) {
  private static final Duration LONGEST_PULSE = Duration.ofSeconds(10);
  private static final int MAX_DECIMALS = 9;

  static PulseOptions of(Options options) throws OptionException {
    return new PulseOptions(
        lines(options),
        times(options),
        decimals(options),
        within(options, INTERVAL, Duration.ofSeconds(1), Duration.ofHours(1)).orElseThrow(),
        within(options, SILENCE, Duration.ofMinutes(1), Duration.ofDays(3650)).orElseThrow(),
        number(options));
  }

  private static List<PulseLine> lines(Options options) throws OptionException {
    List<String> quantities = list(options, QUANTITY, 0);
    if (quantities.isEmpty()) {
      throw new OptionException(
          QUANTITY, "The option 'quantity' is missing: it says what a pulse represents.");
    }
    int count = quantities.size();
    List<String> perUnit = list(options, PER_UNIT, count);
    if (perUnit.isEmpty()) {
      throw new OptionException(
          PER_UNIT,
          "The option 'pulses-per-unit' is missing: it is on the meter, like 1000 imp/kWh.");
    }
    List<String> units = list(options, UNIT, count);
    List<String> starts = list(options, START, count);
    List<String> fastest = list(options, MAX_RATE, count);
    Optional<Duration> zeroAfter =
        within(options, ZERO_AFTER, Duration.ofSeconds(1), Duration.ofDays(30));
    List<PulseLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CountedQuantity quantity = quantity(quantities.get(i));
      lines.add(
          new PulseLine(
              "pulse-" + (i + 1),
              quantity,
              unit(quantity, units.isEmpty() ? "" : units.get(i)),
              number(PER_UNIT, perUnit.get(i), false),
              starts.isEmpty() ? BigDecimal.ZERO : number(START, starts.get(i), true),
              fastest.isEmpty()
                  ? Optional.empty()
                  : Optional.of(number(MAX_RATE, fastest.get(i), false)),
              zeroAfter));
    }
    distinct(quantities);
    return List.copyOf(lines);
  }

  private static void distinct(List<String> quantities) throws OptionException {
    Set<String> seen = new HashSet<>();
    for (String quantity : quantities) {
      if (!seen.add(quantity)) {
        throw new OptionException(
            QUANTITY,
            "The quantity '" + quantity + "' occurs twice; two such outputs are two meters.");
      }
    }
  }

  private static CountedQuantity quantity(String name) throws OptionException {
    Optional<CountedQuantity> quantity = CountedQuantity.of(name);
    if (quantity.isEmpty()) {
      throw new OptionException(
          QUANTITY, NearestName.unknown("quantity", name, CountedQuantity.names()));
    }
    return quantity.get();
  }

  private static CountedUnit unit(CountedQuantity quantity, String name) throws OptionException {
    if (name.isEmpty()) {
      return quantity.units().get(0);
    }
    Optional<CountedUnit> unit = CountedUnit.of(quantity, name);
    if (unit.isEmpty()) {
      List<String> names = quantity.units().stream().map(one -> one.unit().ascii()).toList();
      throw new OptionException(
          UNIT,
          "The unit of %s is '%s', but must be one of '%s'."
              .formatted(quantity.counter().name(), name, String.join("', '", names)));
    }
    return unit.get();
  }

  /** An option of the lines: one for each, or none at all. */
  private static List<String> list(Options options, String name, int count) throws OptionException {
    Optional<String> text = options.text(name).filter(given -> !given.isBlank());
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> parts = List.of(text.get().strip().split("\\s*,\\s*", -1));
    if (count > 0 && parts.size() != count) {
      throw new OptionException(
          name,
          "The option '%s' has %d %s, but 'quantity' has %d; each line needs one."
              .formatted(name, parts.size(), parts.size() == 1 ? "part" : "parts", count));
    }
    return parts;
  }

  private static BigDecimal number(String option, String text, boolean zero)
      throws OptionException {
    if (!text.matches("\\d{1,12}(\\.\\d{1,9})?") || !zero && new BigDecimal(text).signum() == 0) {
      throw new OptionException(
          option,
          "Option '%s' is '%s', but must be a number %s, like 1000 or 0.5."
              .formatted(option, text, zero ? "that is not negative" : "of more than 0"));
    }
    return new BigDecimal(text);
  }

  private static PulseTimes times(Options options) throws OptionException {
    PulseTimes standard =
        options.text(CONTACT).orElse("s0").equals("reed") ? PulseTimes.REED : PulseTimes.S0;
    Duration min = Duration.ofNanos(PulseTimes.GLITCH_NANOS);
    return new PulseTimes(
        within(options, MIN_ACTIVE, min, LONGEST_PULSE).orElse(standard.active()),
        within(options, MIN_IDLE, min, LONGEST_PULSE).orElse(standard.idle()));
  }

  private static Optional<Duration> within(Options options, String name, Duration min, Duration max)
      throws OptionException {
    Optional<Duration> given = options.duration(name);
    if (given.isPresent() && (given.get().compareTo(min) < 0 || given.get().compareTo(max) > 0)) {
      throw new OptionException(
          name,
          "Option '%s' is '%s', but must be %s to %s."
              .formatted(name, options.text(name).orElse(""), text(min), text(max)));
    }
    return given;
  }

  private static String text(Duration duration) {
    if (duration.toMillis() < 1000) {
      return duration.toMillis() + "ms";
    }
    return duration.toDays() > 0 ? duration.toDays() + "d" : duration.toSeconds() + "s";
  }

  private static int decimals(Options options) throws OptionException {
    long decimals = options.integer(DECIMALS).orElseThrow();
    if (decimals < 0 || decimals > MAX_DECIMALS) {
      throw new OptionException(
          DECIMALS, "Option 'decimals' is '" + decimals + "', but must be 0 to 9.");
    }
    return (int) decimals;
  }

  private static String number(Options options) throws OptionException {
    String number = options.text(NUMBER).map(String::strip).orElse("");
    if (!number.matches("[A-Za-z0-9-]{0,40}")) {
      throw new OptionException(
          NUMBER, "The meter's number may contain only letters, digits and '-' (40 at most).");
    }
    return number;
  }
}
