// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.pulse;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.OptionSpec.Type;
import org.metergate.spi.option.Options;

/**
 * The settings of an emulated pulse output. Rates of faults are probabilities from 0 to 1.
 *
 * @param seed equal seeds result in equal pulses.
 * @param reed whether its contact bounces and is slow.
 * @param rate maximum pulses per second, 0.0001 to 16.7, for reeds up to 1; it varies between a
 *     fifth of that and all of it.
 * @param length of a pulse, 1 ms or more.
 * @param glitchRate probability for each pulse that a spike of up to 1 ms follows it, and that one
 *     falls into it.
 * @param missingRate probability for each pulse that it is missing.
 * @param stretchRate probability for each pulse that it lasts twenty times as long.
 * @param max total number of pulses; 0 for no end.
 * @param quantities the driver's option for what they represent, one for each line.
 * @param perUnit the driver's option for their weight.
 */
record PulseSettings(
    long seed,
    boolean reed,
    double rate,
    Duration length,
    double glitchRate,
    double missingRate,
    double stretchRate,
    long max,
    List<String> quantities,
    String perUnit) {
  private static final double FASTEST_S0 = 16.7;
  private static final double FASTEST_REED = 1;

  static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.standard("seed", Type.INTEGER, "1", "Determines when pulses occur."),
          OptionSpec.choice("contact", "The kind of output; a reed bounces.", "s0", "reed"),
          OptionSpec.standard(
              "rate", Type.DECIMAL, "0.5", "Maximum pulses per second, up to 16.7; reeds up to 1."),
          OptionSpec.optional(
              "length", Type.DURATION, "The length of a pulse; unless set 30ms, for reeds 500ms."),
          rate("glitch-rate", "Probability for each pulse, 0 to 1, of a spike with it."),
          rate("missing-rate", "Probability for each pulse, 0 to 0.99, that it is missing."),
          rate("stretch-rate", "Probability for each pulse, 0 to 1, of 20 times its length."),
          OptionSpec.standard("pulses", Type.INTEGER, "0", "Total number; 0 for no end."),
          OptionSpec.standard(
              "quantity", Type.TEXT, "energy_import", "What they represent; a list for lines."),
          OptionSpec.standard("pulses-per-unit", Type.TEXT, "1000", "Their weight."));

  private static OptionSpec rate(String name, String help) {
    return OptionSpec.standard(name, Type.DECIMAL, "0", help);
  }

  static PulseSettings of(Options options) throws OptionException {
    boolean reed = options.text("contact").orElseThrow().equals("reed");
    Duration length = options.duration("length").orElse(Duration.ofMillis(reed ? 500 : 30));
    if (length.toMillis() < 1 || length.compareTo(Duration.ofSeconds(10)) > 0) {
      throw new OptionException("length", "Option 'length' must be 1ms to 10s.");
    }
    return new PulseSettings(
        options.integer("seed").orElseThrow(),
        reed,
        within(options, "rate", 0.0001, reed ? FASTEST_REED : FASTEST_S0),
        length,
        within(options, "glitch-rate", 0, 1),
        within(options, "missing-rate", 0, 0.99),
        within(options, "stretch-rate", 0, 1),
        (long) within(options, "pulses", 0, 1e15),
        List.of(options.text("quantity").orElseThrow().split("\\s*,\\s*")),
        options.text("pulses-per-unit").orElseThrow());
  }

  private static double within(Options options, String name, double min, double max)
      throws OptionException {
    double number = new BigDecimal(options.text(name).orElseThrow()).doubleValue();
    if (number < min || number > max) {
      throw new OptionException(
          name, "Option '%s' is %s, but must be %s to %s.".formatted(name, number, min, max));
    }
    return number;
  }
}
