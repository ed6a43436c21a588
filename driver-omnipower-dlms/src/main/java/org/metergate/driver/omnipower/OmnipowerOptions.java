// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.metergate.ciphering.CipherKey;
import org.metergate.ciphering.KeyOptions;
import org.metergate.driver.omnipower.list.Scales;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;

/**
 * The options of one meter.
 *
 * @param encryption the key that decrypts messages; none where the meter does not encrypt.
 * @param authentication the key that authenticates them; a key of zeros counts as none.
 * @param proofRequired whether messages without authentication are refused.
 * @param scales the values of one count in Kamstrup's lists.
 */
record OmnipowerOptions(
    Optional<CipherKey> encryption,
    Optional<CipherKey> authentication,
    boolean proofRequired,
    Scales scales) {
  private static final String AUTHENTICATION = "authentication";
  private static final String ENERGY_SCALE = "energy-scale";
  private static final String VOLTAGE_SCALE = "voltage-scale";
  private static final String CURRENT_SCALE = "current-scale";
  private static final String POWER_SCALE = "power-scale";
  private static final String AUTO = "auto";
  private static final String REQUIRED = "required";

  static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.optional(
              KeyOptions.ENCRYPTION_KEY,
              OptionSpec.Type.SECRET,
              "The key that decrypts the messages (GPK60, key type 64), 32 hexadecimal digits,"
                  + " also with blanks, dashes, 0x or in lower case; leave it out where the meter"
                  + " does not encrypt."),
          OptionSpec.optional(
              KeyOptions.AUTHENTICATION_KEY,
              OptionSpec.Type.SECRET,
              "The key that authenticates the messages (GPK61, key type 65), 32 hexadecimal"
                  + " digits; without it they are read, with the finding that they are not"
                  + " authenticated."),
          OptionSpec.choice(
              AUTHENTICATION,
              "Whether messages without authentication are read with a warning or refused; once a"
                  + " meter has sent authenticated messages, those without are refused with auto"
                  + " too.",
              AUTO,
              REQUIRED),
          OptionSpec.choice(
              ENERGY_SCALE,
              "How many watt-hours a count of energy is, which the meter does not send; with auto it"
                  + " is found from power and time, or set with 'metergate scale', and until then"
                  + " energies are stored raw and not delivered.",
              AUTO,
              "1",
              "10"),
          OptionSpec.choice(
              VOLTAGE_SCALE,
              "How many volts a count of voltage is; with auto, a count above 1000 is read as"
                  + " hundredths.",
              AUTO,
              "1",
              "0.01"),
          OptionSpec.choice(
              CURRENT_SCALE,
              "How many amperes a count of current is; with auto, the meter's type decides, else"
                  + " hundredths are checked against the powers.",
              AUTO,
              "0.01",
              "0.001"),
          OptionSpec.choice(
              POWER_SCALE,
              "How many watts a count of power is; the finding power-doubted names the one that fits.",
              "1",
              "0.1",
              "0.01",
              "10"));

  static OmnipowerOptions of(Options options) throws OptionException {
    KeyOptions keys = KeyOptions.of(options);
    boolean required = options.text(AUTHENTICATION).orElse(AUTO).equals(REQUIRED);
    if (required && keys.authentication().isEmpty()) {
      throw new OptionException(
          KeyOptions.AUTHENTICATION_KEY,
          "With 'authentication: required' an authentication-key is needed, since no message can"
              + " be authenticated without it.");
    }
    return new OmnipowerOptions(
        keys.encryption(), keys.authentication(), required, scales(options));
  }

  private static Scales scales(Options options) {
    return new Scales(
        exponent(options, ENERGY_SCALE),
        exponent(options, VOLTAGE_SCALE),
        exponent(options, CURRENT_SCALE),
        exponent(options, POWER_SCALE).orElse(0));
  }

  private static OptionalInt exponent(Options options, String name) {
    return switch (options.text(name).orElse(AUTO)) {
      case "10" -> OptionalInt.of(1);
      case "1" -> OptionalInt.of(0);
      case "0.1" -> OptionalInt.of(-1);
      case "0.01" -> OptionalInt.of(-2);
      case "0.001" -> OptionalInt.of(-3);
      default -> OptionalInt.empty();
    };
  }
}
