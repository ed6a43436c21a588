// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.metergate.driver.mbus.emulator.BusMeter.Habit;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.OptionSpec.Type;
import org.metergate.spi.option.Options;

/**
 * The settings of an emulated bus.
 *
 * @param identities of its meters, at least one.
 * @param habits of those that do not answer as usual, by their index from 0.
 * @param seed determines how much is used where.
 * @param offset of the meters' standard time from UTC.
 * @param speed in bits per second.
 * @param echo whether the converter reflects what is sent.
 * @param damageEvery every n-th answer has a flipped bit; zero for none.
 */
record BusSettings(
    List<Identity> identities,
    Map<Integer, Habit> habits,
    long seed,
    ZoneOffset offset,
    int speed,
    boolean echo,
    int damageEvery) {
  /** As many as there are primary addresses from 1 on; 0 is for a meter without one. */
  private static final int MOST_METERS = 250;

  private static final long HIGHEST_NUMBER = 99_999_999;
  private static final String MIXED = "mixed";

  /** The kinds on a mixed bus, in turn. */
  private static final List<Model> MIXTURE =
      List.of(
          Model.MULTICAL_603,
          Model.MULTICAL_403,
          Model.MULTICAL_303,
          Model.FLOWIQ_2101,
          Model.ELECTRICITY_382);

  /** The options that name a meter which answers in its own way. */
  private static final Map<String, Habit> HABITS = new LinkedHashMap<>();

  static {
    HABITS.put("silent", Habit.SILENT);
    HABITS.put("late", Habit.LATE);
    HABITS.put("busy", Habit.BUSY);
    HABITS.put("three-telegrams", Habit.SPLIT);
  }

  static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.standard(
              "meters", Type.INTEGER, "1", "How many meters are on the bus, 1 to 250."),
          OptionSpec.choice(
              "model",
              "Which meters they are; mixed for five kinds in turn.",
              "603",
              "403",
              "303",
              "302",
              "601",
              "flowiq2101",
              "382",
              MIXED),
          OptionSpec.standard(
              "first-address",
              Type.INTEGER,
              "1",
              "The primary address of the first meter; the others count up."),
          OptionSpec.standard(
              "number",
              Type.INTEGER,
              "72000001",
              "The identification of the first meter; the others count up."),
          OptionSpec.standard("seed", Type.INTEGER, "1", "Determines how much each meter counts."),
          OptionSpec.standard("utc-offset", Type.TEXT, "+01:00", "The meters' standard time."),
          OptionSpec.choice(
              "speed",
              "The speed of the bus in bits per second.",
              "2400",
              "300",
              "600",
              "1200",
              "4800",
              "9600"),
          which("silent", "The meter that never answers"),
          which("late", "The meter that answers 1.8 s after a request"),
          which("busy", "The meter that answers that it is busy"),
          which("three-telegrams", "The meter that sends its values in three telegrams"),
          which("same-address", "The meter that has the primary address of the one before it"),
          which("same-number", "The meter that has the identification of the one before it"),
          OptionSpec.standard(
              "echo", Type.BOOLEAN, "false", "Whether the converter reflects requests."),
          OptionSpec.standard(
              "damage-every",
              Type.INTEGER,
              "0",
              "Every n-th answer has a flipped bit; 0 for none."));

  private static OptionSpec which(String name, String help) {
    return OptionSpec.standard(
        name, Type.INTEGER, "0", help + ": 1 for the first one, 0 for none.");
  }

  static BusSettings of(Options options) throws OptionException {
    int meters = (int) whole(options, "meters", 1, MOST_METERS);
    Map<Integer, Habit> habits = new LinkedHashMap<>();
    for (Map.Entry<String, Habit> habit : HABITS.entrySet()) {
      long which = whole(options, habit.getKey(), 0, meters);
      if (which > 0) {
        habits.put((int) which - 1, habit.getValue());
      }
    }
    return new BusSettings(
        identities(options, meters),
        habits,
        options.integer("seed").orElseThrow(),
        offset(options),
        Integer.parseInt(options.text("speed").orElseThrow()),
        options.flag("echo"),
        (int) whole(options, "damage-every", 0, 1_000_000));
  }

  private static List<Identity> identities(Options options, int meters) throws OptionException {
    int address = (int) whole(options, "first-address", 0, MOST_METERS + 1 - meters);
    long number = whole(options, "number", 0, HIGHEST_NUMBER + 1 - meters);
    int sameAddress = other(options, "same-address", meters);
    int sameNumber = other(options, "same-number", meters);
    List<Identity> identities = new ArrayList<>();
    for (int i = 0; i < meters; i++) {
      identities.add(
          new Identity(
              address + i - (i == sameAddress ? 1 : 0),
              number + i - (i == sameNumber ? 1 : 0),
              number + i,
              model(options.text("model").orElseThrow(), i)));
    }
    return identities;
  }

  private static Model model(String option, int index) {
    if (option.equals(MIXED)) {
      return MIXTURE.get(index % MIXTURE.size());
    }
    for (Model model : Model.values()) {
      if (model.option().equals(option)) {
        return model;
      }
    }
    throw new IllegalArgumentException(option);
  }

  /** Returns the index of a meter that has another before it, or -1. */
  private static int other(Options options, String name, int meters) throws OptionException {
    int index = (int) whole(options, name, 0, meters) - 1;
    if (index == 0) {
      throw new OptionException(name, "Option '" + name + "' is 1, but no meter is before that.");
    }
    return index;
  }

  /** Connects the meters; where each is, 0.6 to 1.4 times the usual amount is used. */
  List<BusMeter> connect() {
    Random random = new Random(seed);
    List<BusMeter> meters = new ArrayList<>();
    for (int i = 0; i < identities.size(); i++) {
      double share = 0.6 + 0.8 * random.nextDouble();
      meters.add(new BusMeter(identities.get(i), habits.getOrDefault(i, Habit.USUAL), share));
    }
    return meters;
  }

  private static long whole(Options options, String name, long min, long max)
      throws OptionException {
    long number = options.integer(name).orElseThrow();
    if (number < min || number > max) {
      throw new OptionException(
          name,
          "Option '" + name + "' is " + number + ", but must be from " + min + " to " + max + ".");
    }
    return number;
  }

  private static ZoneOffset offset(Options options) throws OptionException {
    String text = options.text("utc-offset").orElseThrow();
    try {
      return ZoneOffset.of(text);
    } catch (DateTimeException e) {
      throw new OptionException(
          "utc-offset", "Option 'utc-offset' is '" + text + "', but must be like +01:00.");
    }
  }
}
