// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.metergate.emulator.cipher.KeyPair;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.OptionSpec.Type;
import org.metergate.spi.option.Options;

/**
 * The settings of an emulated OMNIPOWER.
 *
 * @param seed of the household, and of everything that is not set.
 * @param identity serial number, phases, current transformers.
 * @param keys the first pair.
 * @param nve whether it pushes the NVE lists, else push 1.
 * @param encrypted whether the lists are ciphered.
 * @param scales of the counts.
 * @param solarWatts peak power of the solar panels.
 * @param offset of its standard time from UTC.
 * @param clockError seconds by which its clock is ahead.
 * @param startImport energy in Wh that it shows when switched on, if set.
 * @param startExport likewise, fed in.
 * @param counter invocation counter of the first message, if set.
 * @param rekey what happens to the keys.
 * @param rekeyAfter after how many messages.
 * @param loadWatts what is always on in the house.
 * @param rescale which scale changes.
 * @param rescaleAfter after how many messages.
 */
record OmnipowerSettings(
    long seed,
    Identity identity,
    KeyPair keys,
    boolean nve,
    boolean encrypted,
    Scales scales,
    double solarWatts,
    ZoneOffset offset,
    long clockError,
    Optional<Double> startImport,
    Optional<Double> startExport,
    Optional<Long> counter,
    String rekey,
    long rekeyAfter,
    double loadWatts,
    String rescale,
    long rescaleAfter) {
  static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.standard("seed", Type.INTEGER, "1", "Determines household, serial and keys."),
          OptionSpec.choice("list", "The list that the meter pushes.", "push1", "nve"),
          OptionSpec.standard("encrypted", Type.BOOLEAN, "true", "Whether lists are encrypted."),
          OptionSpec.choice("phases", "How many phases the meter measures.", "3", "1"),
          OptionSpec.standard("ct", Type.BOOLEAN, "false", "Whether it has current transformers."),
          OptionSpec.choice("energy-scale", "Wh per count of its counters.", "10", "1"),
          OptionSpec.choice("voltage-scale", "Volts per count.", "1", "0.01"),
          OptionSpec.standard("solar", Type.DECIMAL, "0", "Peak power of solar panels in kW."),
          OptionSpec.optional("serial", Type.INTEGER, "The serial number, eight digits."),
          OptionSpec.optional("encryption-key", Type.SECRET, "GPK60, 32 hexadecimal digits."),
          OptionSpec.optional("authentication-key", Type.SECRET, "GPK61, 32 hexadecimal digits."),
          OptionSpec.standard("utc-offset", Type.TEXT, "+01:00", "The meter's standard time."),
          OptionSpec.standard("clock-error", Type.INTEGER, "0", "Seconds the clock is ahead."),
          OptionSpec.optional("start-import", Type.DECIMAL, "Energy import at the start, kWh."),
          OptionSpec.optional("start-export", Type.DECIMAL, "Energy export at the start, kWh."),
          OptionSpec.optional("counter", Type.INTEGER, "Invocation counter of the first message."),
          OptionSpec.choice("rekey", "What happens to the keys.", "never", "swap", "renew"),
          OptionSpec.standard("rekey-after", Type.INTEGER, "0", "After how many messages."),
          OptionSpec.standard("load", Type.DECIMAL, "0", "What is always on in the house, in kW."),
          OptionSpec.choice("rescale", "Which scale changes.", "never", "energy", "power"),
          OptionSpec.standard("rescale-after", Type.INTEGER, "0", "After how many messages."));

  static OmnipowerSettings of(Options options) throws OptionException {
    long seed = options.integer("seed").orElseThrow();
    int phases = options.text("phases").map(Integer::parseInt).orElseThrow();
    boolean ct = options.flag("ct");
    return new OmnipowerSettings(
        seed,
        new Identity(serial(options, seed), phases, ct),
        KeyPair.of(options, seed),
        options.text("list").orElseThrow().equals("nve"),
        options.flag("encrypted"),
        new Scales(
            Integer.parseInt(options.text("energy-scale").orElseThrow()),
            Double.parseDouble(options.text("voltage-scale").orElseThrow()),
            ct ? 0.001 : 0.01),
        range(options, "solar", 0, 1000).map(kw -> kw * 1000).orElse(0.0),
        offset(options),
        range(options, "clock-error", -1e9, 1e9).orElse(0.0).longValue(),
        range(options, "start-import", 0, 1e8).map(kwh -> kwh * 1000),
        range(options, "start-export", 0, 1e8).map(kwh -> kwh * 1000),
        range(options, "counter", 0, 0xFFFF_FFFFL).map(Double::longValue),
        options.text("rekey").orElseThrow(),
        range(options, "rekey-after", 0, 1e9).orElse(0.0).longValue(),
        range(options, "load", 0, 1000).map(kw -> kw * 1000).orElse(0.0),
        options.text("rescale").orElseThrow(),
        range(options, "rescale-after", 0, 1e9).orElse(0.0).longValue());
  }

  private static int serial(Options options, long seed) throws OptionException {
    int derived = 10_000_000 + (int) Math.floorMod(seed * 7_654_321 + 20_046_399, 90_000_000L);
    return range(options, "serial", 10_000_000, 99_999_999).orElse((double) derived).intValue();
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

  private static Optional<Double> range(Options options, String name, double min, double max)
      throws OptionException {
    Optional<BigDecimal> number = options.text(name).map(BigDecimal::new);
    if (number.isPresent()
        && (number.get().doubleValue() < min || number.get().doubleValue() > max)) {
      throw new OptionException(
          name,
          String.format(
              "Option '%s' is '%s', but must be from %.0f to %.0f.",
              name, number.get().toPlainString(), min, max));
    }
    return number.map(BigDecimal::doubleValue);
  }
}
