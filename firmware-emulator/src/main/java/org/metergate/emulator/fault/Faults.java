// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.fault;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.OptionSpec.Type;
import org.metergate.spi.option.Options;

/**
 * The faults of a line. Rates are probabilities from 0 to 1.
 *
 * @param seed equal seeds and equal frames result in equal faults.
 * @param flipRate probability for each byte that one of its bits is flipped.
 * @param loseRate probability for each byte that it is lost.
 * @param addRate probability for each byte that a stray one precedes it.
 * @param cutRate probability for each burst that it breaks off.
 * @param noiseRate probability for each burst that noise follows it some time later.
 * @param silenceAfter when the line falls silent, from its creation on.
 * @param silenceFor for how long; zero for never.
 * @param misreadAs the framing with which the line is read, if it is not the meter's.
 */
public record Faults(
    long seed,
    double flipRate,
    double loseRate,
    double addRate,
    double cutRate,
    double noiseRate,
    Duration silenceAfter,
    Duration silenceFor,
    Optional<String> misreadAs) {
  /** The options of every emulated meter that describe its line. */
  public static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.standard(
              "fault-seed", Type.INTEGER, "1", "Determines which bytes are damaged."),
          rate("flip-rate", "Probability for each byte, 0 to 1, that one of its bits is flipped."),
          rate("lose-rate", "Probability for each byte, 0 to 1, that it is lost."),
          rate("add-rate", "Probability for each byte, 0 to 1, that a stray one precedes it."),
          rate("cut-rate", "Probability for each telegram, 0 to 1, that it breaks off."),
          rate("noise-rate", "Probability for each telegram, 0 to 1, that noise follows it."),
          OptionSpec.standard("silence-after", Type.DURATION, "0s", "When the line falls silent."),
          OptionSpec.standard("silence-for", Type.DURATION, "0s", "How long the line is silent."),
          OptionSpec.choice(
              "misread-as",
              "Framing of a port with a wrong setting.",
              "none",
              "8N1",
              "8E1",
              "8O1",
              "7E1",
              "7O1",
              "7N1"));

  /**
   * Returns the options of a meter and its line.
   *
   * @param meter the options of the meter itself.
   * @return those and {@link #OPTIONS}.
   */
  public static List<OptionSpec> withLineOptions(List<OptionSpec> meter) {
    return Stream.concat(meter.stream(), OPTIONS.stream()).toList();
  }

  /**
   * Reads the faults from a meter's options.
   *
   * @param options whose specs include {@link #OPTIONS}.
   * @return the faults.
   * @throws OptionException for a rate that is not from 0 to 1.
   */
  public static Faults of(Options options) throws OptionException {
    return new Faults(
        options.integer("fault-seed").orElseThrow(),
        chance(options, "flip-rate"),
        chance(options, "lose-rate"),
        chance(options, "add-rate"),
        chance(options, "cut-rate"),
        chance(options, "noise-rate"),
        options.duration("silence-after").orElseThrow(),
        options.duration("silence-for").orElseThrow(),
        options.text("misread-as").filter(framing -> !framing.equals("none")));
  }

  /** Returns whether no byte is changed, lost or added. */
  boolean spareBytes() {
    return flipRate + loseRate + addRate + cutRate + noiseRate == 0 && silenceFor.isZero();
  }

  /**
   * Returns the setting with which a line is read.
   *
   * @param sent the meter's own.
   * @return the same speed with the wrong framing, or the meter's own.
   */
  LineSettings readAs(LineSettings sent) {
    return misreadAs
        .map(framing -> LineSettings.parse(sent.baud() + " " + framing).orElseThrow())
        .orElse(sent);
  }

  private static OptionSpec rate(String name, String help) {
    return OptionSpec.standard(name, Type.DECIMAL, "0", help);
  }

  private static double chance(Options options, String name) throws OptionException {
    BigDecimal rate = options.decimal(name).orElseThrow();
    if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) > 0) {
      throw new OptionException(
          name, "Option '" + name + "' is '" + rate + "', but must be a probability from 0 to 1.");
    }
    return rate.doubleValue();
  }
}
