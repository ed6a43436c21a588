// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Describes one option. The same description is used for the check, the help and the documentation.
 *
 * @param name words joined by dashes: {@code encryption-key}.
 * @param type how the text is parsed.
 * @param choices the allowed values, for {@link Type#CHOICE} only.
 * @param standard the default value; empty if there is none.
 * @param help one sentence for the user.
 */
public record OptionSpec(
    String name, Type type, List<String> choices, Optional<String> standard, String help) {

  /** How the text of an option is parsed. */
  public enum Type {
    /** Any text. */
    TEXT,
    /** A key or password: never shown. */
    SECRET,
    /** One of the {@link OptionSpec#choices()}. */
    CHOICE,
    /** A whole number. */
    INTEGER,
    /** A decimal number. */
    DECIMAL,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A number with the unit {@code ms}, {@code s}, {@code min}, {@code h} or {@code d}. */
    DURATION
  }

  /** Copies the choices and checks that nothing is missing. */
  public OptionSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    choices = List.copyOf(choices);
    Objects.requireNonNull(standard, "standard");
    Objects.requireNonNull(help, "help");
  }

  /**
   * Describes an option that may be left out and then has no value.
   *
   * @param name words joined by dashes.
   * @param type how the text is parsed.
   * @param help one sentence.
   * @return the description.
   */
  public static OptionSpec optional(String name, Type type, String help) {
    return new OptionSpec(name, type, List.of(), Optional.empty(), help);
  }

  /**
   * Describes an option with a default value.
   *
   * @param name words joined by dashes.
   * @param type how the text is parsed.
   * @param standard the default value.
   * @param help one sentence.
   * @return the description.
   */
  public static OptionSpec standard(String name, Type type, String standard, String help) {
    return new OptionSpec(name, type, List.of(), Optional.of(standard), help);
  }

  /**
   * Describes a choice among words; the first is the default.
   *
   * @param name words joined by dashes.
   * @param help one sentence.
   * @param choices at least one.
   * @return the description.
   */
  public static OptionSpec choice(String name, String help, String... choices) {
    return new OptionSpec(name, Type.CHOICE, List.of(choices), Optional.of(choices[0]), help);
  }
}
