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
 * What goes wrong on a line. Rates are chances from 0 to 1.
 *
 * @param seed equal seeds and equal frames give equal faults.
 * @param flipRate chance for each byte that one of its bits is flipped.
 * @param loseRate chance for each byte that it is lost.
 * @param addRate chance for each byte that another one comes before it.
 * @param cutRate chance for each burst that it breaks off.
 * @param noiseRate chance for each burst that noise follows it a while later.
 * @param silenceAfter when the line falls silent, since it was made.
 * @param silenceFor for how long; zero for never.
 * @param misreadAs the framing with which the line is read, where it is not the meter's.
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
          OptionSpec.standard("fault-seed", Type.INTEGER, "1", "Chooses which bytes are hit."),
          rate("flip-rate", "Chance for each byte, 0 to 1, that one of its bits is flipped."),
          rate("lose-rate", "Chance for each byte, 0 to 1, that it is lost."),
          rate("add-rate", "Chance for each byte, 0 to 1, that a stray one comes before it."),
          rate("cut-rate", "Chance for each telegram, 0 to 1, that it breaks off."),
          rate("noise-rate", "Chance for each telegram, 0 to 1, that noise follows it."),
          OptionSpec.standard(
              "silence-after", Type.DURATION, "0s", "When the line falls silent for a while."),
          OptionSpec.standard(
              "silence-for", Type.DURATION, "0s", "How long the line is silent then."),
          OptionSpec.choice(
              "misread-as",
              "Framing of a port that is set wrongly.",
              "none",
              "8N1",
              "8E1",
              "8O1",
              "7E1",
              "7O1",
              "7N1"));

  /**
   * Lists what can be set of a meter and its line.
   *
   * @param meter the options of the meter itself.
   * @return those and {@link #OPTIONS}.
   */
  public static List<OptionSpec> behind(List<OptionSpec> meter) {
    return Stream.concat(meter.stream(), OPTIONS.stream()).toList();
  }

  /**
   * Reads the faults from a meter's options.
   *
   * @param options described by {@link #OPTIONS} among others.
   * @return the faults.
   * @throws OptionException for a rate that is no chance.
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

  /** Says whether every byte that the meter sends is on the line, unchanged and alone. */
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
          name, "Option '" + name + "' is '" + rate + "', but must be a chance from 0 to 1.");
    }
    return rate.doubleValue();
  }
}
