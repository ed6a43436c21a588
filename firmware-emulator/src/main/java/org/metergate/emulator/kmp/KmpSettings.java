// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.OptionSpec.Type;
import org.metergate.spi.option.Options;

/**
 * The settings of an emulated meter.
 *
 * @param model 603, 403, 601, 21 or 382.
 * @param serial its number, 32 bits.
 * @param offset of its standard time from UTC.
 * @param echo whether the line reflects what is sent.
 * @param sleepAfter how long after the last request it falls asleep; zero for never.
 * @param wakes whether a request wakes it; else it sleeps forever.
 * @param answerDelay from the last byte of a request to the first of its answer.
 * @param lateEvery every n-th answer is late; zero for none.
 * @param lateBy how much later.
 * @param damageEvery every n-th answer has a flipped bit; zero for none.
 * @param stuffing whether its counters consist of bytes that must be stuffed.
 * @param sensor of the flow temperature: good, open or shorted.
 * @param info code that it shows.
 * @param module where a 601 has its logger: top, base or none.
 * @param yearLast whether the module takes times with the year at the end.
 * @param gigajoules whether a heat meter counts energy in GJ, else in MWh.
 */
record KmpSettings(
    String model,
    long serial,
    ZoneOffset offset,
    boolean echo,
    Duration sleepAfter,
    boolean wakes,
    Duration answerDelay,
    int lateEvery,
    Duration lateBy,
    int damageEvery,
    boolean stuffing,
    String sensor,
    int info,
    String module,
    boolean yearLast,
    boolean gigajoules) {
  static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.choice("model", "Which meter it is.", "603", "403", "601", "21", "382"),
          OptionSpec.standard("serial", Type.INTEGER, "76543210", "The serial number."),
          OptionSpec.standard("utc-offset", Type.TEXT, "+01:00", "The meter's standard time."),
          OptionSpec.standard("echo", Type.BOOLEAN, "false", "Whether the line reflects requests."),
          OptionSpec.standard(
              "sleep-after",
              Type.DURATION,
              "0s",
              "How long after a request the meter falls asleep; 0s for never."),
          OptionSpec.choice(
              "wakes",
              "What wakes it: a request, which it then misses, or nothing.",
              "request",
              "never"),
          OptionSpec.standard(
              "answer-delay", Type.DURATION, "80ms", "From the end of a request to its answer."),
          OptionSpec.standard(
              "late-every", Type.INTEGER, "0", "Every n-th answer is late; 0 for none."),
          OptionSpec.standard("late-by", Type.DURATION, "4s", "By how much it is late."),
          OptionSpec.standard(
              "damage-every",
              Type.INTEGER,
              "0",
              "Every n-th answer has a flipped bit; 0 for none."),
          OptionSpec.standard(
              "stuffing", Type.BOOLEAN, "false", "Counters of bytes that must be stuffed."),
          OptionSpec.choice("sensor", "The flow temperature sensor.", "good", "open", "shorted"),
          OptionSpec.standard("info", Type.INTEGER, "0", "The info code, 0 to 65535."),
          OptionSpec.choice("module", "Where a 601 has its logger module.", "top", "base", "none"),
          OptionSpec.standard(
              "year-last",
              Type.BOOLEAN,
              "false",
              "Whether the logger module takes times with the year at the end."),
          OptionSpec.choice("heat-unit", "In which unit a heat meter counts.", "MWh", "GJ"));

  static KmpSettings of(Options options) throws OptionException {
    return new KmpSettings(
        options.text("model").orElseThrow(),
        whole(options, "serial", 0xFFFF_FFFFL),
        offset(options),
        options.flag("echo"),
        options.duration("sleep-after").orElseThrow(),
        options.text("wakes").orElseThrow().equals("request"),
        options.duration("answer-delay").orElseThrow(),
        (int) whole(options, "late-every", 1_000_000),
        options.duration("late-by").orElseThrow(),
        (int) whole(options, "damage-every", 1_000_000),
        options.flag("stuffing"),
        options.text("sensor").orElseThrow(),
        (int) whole(options, "info", 0xFFFF),
        options.text("module").orElseThrow(),
        options.flag("year-last"),
        options.text("heat-unit").orElseThrow().equals("GJ"));
  }

  private static long whole(Options options, String name, long max) throws OptionException {
    long number = options.integer(name).orElseThrow();
    if (number < 0 || number > max) {
      throw new OptionException(
          name, "Option '" + name + "' is " + number + ", but must be from 0 to " + max + ".");
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
