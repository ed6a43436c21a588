// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Describes one option, so that one description serves the check, the help and the documentation.
 *
 * @param name words with dashes: {@code encryption-key}.
 * @param type how the text is read.
 * @param choices the allowed texts, for {@link Type#CHOICE} only.
 * @param standard the value when none is given; empty where there is none.
 * @param help one sentence for people.
 */
public record OptionSpec(
    String name, Type type, List<String> choices, Optional<String> standard, String help) {

  /** How the text of an option is read. */
  public enum Type {
    /** Any text. */
    TEXT,
    /** A key or password: never shown again. */
    SECRET,
    /** One of the {@link OptionSpec#choices()}. */
    CHOICE,
    /** A whole number. */
    INTEGER,
    /** A decimal number. */
    DECIMAL,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A number with {@code ms}, {@code s}, {@code min}, {@code h} or {@code d}. */
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
   * An option that may be left out and then has no value.
   *
   * @param name words with dashes.
   * @param type how the text is read.
   * @param help one sentence.
   * @return the description.
   */
  public static OptionSpec optional(String name, Type type, String help) {
    return new OptionSpec(name, type, List.of(), Optional.empty(), help);
  }

  /**
   * An option with a value of its own when none is given.
   *
   * @param name words with dashes.
   * @param type how the text is read.
   * @param standard the value then.
   * @param help one sentence.
   * @return the description.
   */
  public static OptionSpec standard(String name, Type type, String standard, String help) {
    return new OptionSpec(name, type, List.of(), Optional.of(standard), help);
  }

  /**
   * A choice among words; the first is the standard.
   *
   * @param name words with dashes.
   * @param help one sentence.
   * @param choices at least one.
   * @return the description.
   */
  public static OptionSpec choice(String name, String help, String... choices) {
    return new OptionSpec(name, Type.CHOICE, List.of(choices), Optional.of(choices[0]), help);
  }
}
