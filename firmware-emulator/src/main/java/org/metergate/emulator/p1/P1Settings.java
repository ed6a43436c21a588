// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.metergate.emulator.cipher.KeyPair;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.OptionSpec.Type;
import org.metergate.spi.option.Options;

/**
 * The settings of an emulated P1 meter.
 *
 * @param model which meter.
 * @param seed of the household, and of everything that is not set.
 * @param request how its request line is wired.
 * @param zone whose local time its clock shows.
 * @param solarWatts peak power of the solar panels.
 * @param keys with which Luxembourg's telegrams are encrypted.
 * @param plainText whether they are sent unencrypted although there is a key.
 * @param losesReturns whether the line loses the carriage returns.
 * @param onlyName whether the port has no supply, so that only the identification is sent.
 * @param overrunRate probability for each telegram that it is cut off by the next.
 */
record P1Settings(
    Model model,
    long seed,
    Request request,
    ZoneId zone,
    double solarWatts,
    KeyPair keys,
    boolean plainText,
    boolean losesReturns,
    boolean onlyName,
    double overrunRate) {

  /** How a telegram is requested. */
  enum Request {
    /** By the request line, with the level of the link. */
    WIRED,
    /** By the request line, but with the opposite level. */
    INVERTED,
    /** Its pin is tied to 5 V: it sends all the time. */
    TIED
  }

  static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.choice("model", "Which meter.", Model.words()),
          OptionSpec.standard("seed", Type.INTEGER, "1", "Determines household, serial and keys."),
          OptionSpec.choice(
              "request", "How its request line is wired.", "wired", "inverted", "tied"),
          OptionSpec.standard("zone", Type.TEXT, "Europe/Amsterdam", "Its local time."),
          OptionSpec.standard("solar", Type.DECIMAL, "0", "Peak power of solar panels in kW."),
          OptionSpec.optional("encryption-key", Type.SECRET, "32 hexadecimal digits."),
          OptionSpec.optional("authentication-key", Type.SECRET, "32 hexadecimal digits."),
          OptionSpec.standard(
              "plain-text", Type.BOOLEAN, "false", "Whether luxembourg sends without encryption."),
          OptionSpec.standard(
              "lose-returns", Type.BOOLEAN, "false", "Whether carriage returns are lost."),
          OptionSpec.standard(
              "only-name", Type.BOOLEAN, "false", "Whether its port has no supply."),
          OptionSpec.standard(
              "overrun-rate",
              Type.DECIMAL,
              "0",
              "Probability for each telegram, 0 to 1, that it is cut off by the next."));

  static P1Settings of(Options options) throws OptionException {
    long seed = options.integer("seed").orElseThrow();
    return new P1Settings(
        Model.of(options.text("model").orElseThrow()),
        seed,
        Request.valueOf(options.text("request").orElseThrow().toUpperCase(java.util.Locale.ROOT)),
        zone(options),
        range(options, "solar", 1000) * 1000,
        KeyPair.of(options, seed),
        options.flag("plain-text"),
        options.flag("lose-returns"),
        options.flag("only-name"),
        range(options, "overrun-rate", 1));
  }

  /** Returns the serial number, eight digits. */
  int serial() {
    return 10_000_000 + (int) Math.floorMod(seed * 5_432_167 + 30_216_581, 89_000_000L);
  }

  private static ZoneId zone(Options options) throws OptionException {
    String text = options.text("zone").orElseThrow();
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new OptionException(
          "zone", "Option 'zone' is '" + text + "', but must be like Europe/Amsterdam.");
    }
  }

  private static double range(Options options, String name, double max) throws OptionException {
    BigDecimal number = options.decimal(name).orElseThrow();
    if (number.signum() < 0 || number.doubleValue() > max) {
      throw new OptionException(
          name,
          String.format("Option '%s' is '%s', but must be from 0 to %.0f.", name, number, max));
    }
    return number.doubleValue();
  }
}
