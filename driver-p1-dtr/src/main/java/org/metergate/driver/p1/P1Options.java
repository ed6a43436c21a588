// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.metergate.ciphering.CipherKey;
import org.metergate.ciphering.KeyOptions;
import org.metergate.driver.p1.frame.ChecksumPolicy;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;

/**
 * The options of one meter.
 *
 * @param encryption the key that decrypts telegrams; none where the meter does not encrypt.
 * @param authentication the key that authenticates them, if configured.
 * @param proofRequired whether telegrams without authentication are refused.
 * @param checksum when a telegram is accepted.
 * @param onDemand the interval at which a telegram is requested; empty where the request line is
 *     held.
 * @param standardTime the offset of the meter's winter time from UTC.
 */
record P1Options(
    Optional<CipherKey> encryption,
    Optional<CipherKey> authentication,
    boolean proofRequired,
    ChecksumPolicy checksum,
    Optional<Duration> onDemand,
    ZoneOffset standardTime) {
  private static final String AUTHENTICATION = "authentication";
  private static final String CRC = "crc";
  private static final String MODE = "mode";
  private static final String INTERVAL = "interval";
  private static final String UTC_OFFSET = "utc-offset";
  private static final String REQUIRED = "required";
  private static final String HELD = "held";
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);

  static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.optional(
              KeyOptions.ENCRYPTION_KEY,
              OptionSpec.Type.SECRET,
              "The key that decrypts telegrams (Luxembourg, Austria), 32 hexadecimal digits;"
                  + " leave it out where the meter does not encrypt."),
          OptionSpec.optional(
              KeyOptions.AUTHENTICATION_KEY,
              OptionSpec.Type.SECRET,
              "The second key, 32 hexadecimal digits, if the grid company gave one; without it the"
                  + " key that all meters of Luxembourg share is tried."),
          OptionSpec.choice(
              AUTHENTICATION,
              "Whether telegrams without authentication are read with a warning or refused; once a"
                  + " meter has sent authenticated telegrams, those without are refused with auto"
                  + " too.",
              "auto",
              REQUIRED),
          OptionSpec.choice(
              CRC,
              "Whether a telegram needs a right checksum: where it or its version has one, always, or"
                  + " never.",
              "auto",
              REQUIRED,
              "ignore"),
          OptionSpec.choice(
              MODE,
              "Whether the request line is held all the time or raised for one telegram at a time.",
              HELD,
              "on-demand"),
          OptionSpec.standard(
              INTERVAL,
              OptionSpec.Type.DURATION,
              "1min",
              "How often a telegram is requested with 'mode: on-demand', 5s or more."),
          OptionSpec.standard(
              UTC_OFFSET,
              OptionSpec.Type.TEXT,
              "+01:00",
              "How far the meter's winter time is from UTC; +02:00 in Finland and Lithuania."));

  static P1Options of(Options options) throws OptionException {
    KeyOptions keys = KeyOptions.of(options);
    boolean proof = options.text(AUTHENTICATION).orElseThrow().equals(REQUIRED);
    if (proof && keys.encryption().isEmpty()) {
      throw new OptionException(
          KeyOptions.ENCRYPTION_KEY,
          "With 'authentication: required' an encryption-key is needed, since a telegram that is"
              + " not encrypted cannot be authenticated.");
    }
    return new P1Options(
        keys.encryption(),
        keys.authentication(),
        proof,
        checksum(options),
        onDemand(options),
        zone(options));
  }

  private static ChecksumPolicy checksum(Options options) {
    return switch (options.text(CRC).orElseThrow()) {
      case REQUIRED -> ChecksumPolicy.REQUIRED;
      case "ignore" -> ChecksumPolicy.IGNORE;
      default -> ChecksumPolicy.AUTO;
    };
  }

  private static Optional<Duration> onDemand(Options options) throws OptionException {
    Duration interval = options.duration(INTERVAL).orElseThrow();
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new OptionException(
          INTERVAL,
          "Option 'interval' is '"
              + options.text(INTERVAL).orElseThrow()
              + "', but must be 5s or more: a meter may take that long to answer.");
    }
    boolean held = options.text(MODE).orElseThrow().equals(HELD);
    return held ? Optional.empty() : Optional.of(interval);
  }

  private static ZoneOffset zone(Options options) throws OptionException {
    String text = options.text(UTC_OFFSET).orElseThrow();
    try {
      return ZoneOffset.of(text);
    } catch (DateTimeException e) {
      throw new OptionException(
          UTC_OFFSET, "Option 'utc-offset' is '" + text + "', but must be like +01:00.");
    }
  }
}
