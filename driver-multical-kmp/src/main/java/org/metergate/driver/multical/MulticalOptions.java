// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;

/**
 * The options of one meter.
 *
 * @param model its name, or {@link Model#AUTO}.
 * @param battery whether it runs on a battery, which each request drains.
 * @param interval between two readings.
 * @param choice which registers are requested.
 * @param bauds speeds to try, the most likely first.
 */
record MulticalOptions(
    Model model, boolean battery, Duration interval, RegisterChoice choice, List<Integer> bauds) {
  /**
   * A shorter interval wears out a battery; the manufacturers' tables assume one reading an hour.
   */
  static final Duration BATTERY_FLOOR = Duration.ofMinutes(10);

  private static final Duration BATTERY_STANDARD = Duration.ofHours(1);
  private static final Duration MAINS_STANDARD = Duration.ofSeconds(30);

  /** Meters update their values every 2 to 64 s, and one answer takes a second. */
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofDays(31);
  private static final String MODEL = "model";
  private static final String SUPPLY = "supply";
  private static final String INTERVAL = "interval";
  private static final String REGISTERS = "registers";
  private static final String SPEED = "speed";
  private static final String AUTO = "auto";
  private static final String[] SPEEDS = {AUTO, "1200", "2400", "9600"};
  private static final List<Integer> BAUDS = List.of(1200, 9600);

  static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.choice(
              MODEL,
              "Which meter it is: MULTICAL by its number; with auto, its answers decide; info codes"
                  + " are given in words only with 403.",
              Model.ids()),
          OptionSpec.choice(
              SUPPLY,
              "How the meter is powered, which it does not report; a data module powered from the"
                  + " mains counts as mains, and a meter on a battery is sent one request of at"
                  + " most eight registers.",
              "battery",
              "mains"),
          OptionSpec.optional(
              INTERVAL,
              OptionSpec.Type.DURATION,
              "How often the meter is read, 5s or more; unless set, 1h on a battery and 30s on mains;"
                  + " less than 10min on a battery is reported with a warning."),
          OptionSpec.optional(
              REGISTERS,
              OptionSpec.Type.TEXT,
              "Names (those of the readings, like heat_energy) or numbers of the registers to read,"
                  + " separated by commas; with + or - before each they are added to the usual ones"
                  + " or left out."),
          OptionSpec.choice(
              SPEED,
              "Speed of the line; with auto, that of the model, or 1200 is tried for heat and water, 9600 for"
                  + " electricity.",
              SPEEDS));

  static MulticalOptions of(Options options) throws OptionException {
    Model model = options.text(MODEL).flatMap(Model::named).orElse(Model.AUTO);
    boolean battery = options.text(SUPPLY).orElseThrow().equals("battery");
    return new MulticalOptions(
        model,
        battery,
        interval(options, battery),
        RegisterChoice.parse(options.text(REGISTERS).orElse(""), model.table(), REGISTERS),
        bauds(options.text(SPEED).orElse(AUTO), model));
  }

  private static Duration interval(Options options, boolean battery) throws OptionException {
    Duration interval =
        options.duration(INTERVAL).orElse(battery ? BATTERY_STANDARD : MAINS_STANDARD);
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw new OptionException(
          INTERVAL,
          "Option 'interval' must be from 5s to 31d: the meter itself updates its values every 2 to"
              + " 64 seconds.");
    }
    return interval;
  }

  /** Returns the option for a line of this speed; nothing if it cannot be chosen. */
  static Map<String, String> speed(int baud) {
    String text = Integer.toString(baud);
    return List.of(SPEEDS).contains(text) ? Map.of(SPEED, text) : Map.of();
  }

  private static List<Integer> bauds(String speed, Model model) {
    if (!speed.equals(AUTO)) {
      return List.of(Integer.parseInt(speed));
    }
    return model.family() == null ? BAUDS : List.of(model.family().baud());
  }
}
