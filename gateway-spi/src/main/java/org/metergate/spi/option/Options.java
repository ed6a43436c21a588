// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values of a set of options, checked against their descriptions on creation: after that every
 * getter returns a well-formed value or none.
 */
public final class Options {
  private static final Pattern KEY_LIKE = Pattern.compile("[0-9A-Fa-f]{20}");

  private final Map<String, OptionSpec> specs = new LinkedHashMap<>();
  private final Map<String, Secret> values;

  /**
   * Checks the values; all texts are kept as secrets, since only the description determines which
   * ones are.
   *
   * @param specs the descriptions of the options.
   * @param values the given values, as written.
   * @throws OptionException for an unknown name (with the nearest valid one) or an ill-formed
   *     value.
   */
  public Options(List<OptionSpec> specs, Map<String, Secret> values) throws OptionException {
    specs.forEach(spec -> this.specs.put(spec.name(), spec));
    this.values = new LinkedHashMap<>(values);
    for (Map.Entry<String, Secret> given : values.entrySet()) {
      OptionSpec spec = this.specs.get(given.getKey());
      if (spec == null) {
        throw new OptionException(
            given.getKey(),
            NearestName.unknown("option", shown(given.getKey()), this.specs.keySet()));
      }
      check(spec, given.getValue().reveal());
    }
  }

  /**
   * Creates options from plain texts, for the command line and for tests.
   *
   * @param specs the descriptions of the options.
   * @param values texts by name.
   * @return the checked options.
   * @throws OptionException as for the constructor.
   */
  public static Options of(List<OptionSpec> specs, Map<String, String> values)
      throws OptionException {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    values.forEach((name, text) -> secrets.put(name, new Secret(text)));
    return new Options(specs, secrets);
  }

  /**
   * Returns a text, choice or any other value as written.
   *
   * @param name of a described option.
   * @return the given value, else the default, else empty.
   */
  public Optional<String> text(String name) {
    return secret(name).map(Secret::reveal);
  }

  /**
   * Returns a secret.
   *
   * @param name of a described option.
   * @return the given value, else the default, else empty.
   */
  public Optional<Secret> secret(String name) {
    OptionSpec spec = specs.get(name);
    if (spec == null) {
      throw new IllegalArgumentException("option " + name + " is not described");
    }
    return Optional.ofNullable(values.get(name)).or(() -> spec.standard().map(Secret::new));
  }

  /**
   * Returns a whole number.
   *
   * @param name of an option of type INTEGER.
   * @return the number, or empty.
   */
  public Optional<Long> integer(String name) {
    return text(name).map(Long::valueOf);
  }

  /**
   * Returns a decimal number.
   *
   * @param name of an option of type DECIMAL.
   * @return the number, or empty.
   */
  public Optional<BigDecimal> decimal(String name) {
    return text(name).map(BigDecimal::new);
  }

  /**
   * Returns a truth value.
   *
   * @param name of an option of type BOOLEAN.
   * @return false if there is neither a given value nor a default.
   */
  public boolean flag(String name) {
    return text(name).map("true"::equals).orElse(false);
  }

  /**
   * Returns a duration.
   *
   * @param name of an option of type DURATION.
   * @return the duration, or empty.
   */
  public Optional<Duration> duration(String name) {
    return text(name).flatMap(Durations::parse);
  }

  private static void check(OptionSpec spec, String text) throws OptionException {
    String wanted =
        switch (spec.type()) {
          case TEXT, SECRET -> null;
          case CHOICE ->
              spec.choices().contains(text)
                  ? null
                  : spec.choices().stream().collect(Collectors.joining("', '", "one of '", "'"));
          case INTEGER -> text.matches("-?\\d{1,18}") ? null : "a whole number";
          case DECIMAL -> text.matches("-?\\d{1,18}(\\.\\d{1,18})?") ? null : "a number like 0.01";
          case BOOLEAN -> text.matches("true|false") ? null : "'true' or 'false'";
          case DURATION ->
              Durations.parse(text).isPresent()
                  ? null
                  : "a duration like 500ms, 10s, 15min, 1h, 2d";
        };
    if (wanted != null) {
      throw new OptionException(
          spec.name(),
          String.format(
              Locale.ROOT,
              "Option '%s' is '%s', but must be %s.",
              spec.name(),
              shown(text),
              wanted));
    }
  }

  /** Hides a key that was written into the wrong option. */
  private static String shown(String text) {
    return KEY_LIKE.matcher(text.replaceAll("[\\s-]", "")).find() ? "(not shown)" : text;
  }
}
