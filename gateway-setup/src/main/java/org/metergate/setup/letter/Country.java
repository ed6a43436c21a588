// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.letter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The countries whose letters are known, with the language of each. */
public enum Country {
  /** Denmark, where what the port sends is encrypted. */
  DK("da", true),
  /** Norway. */
  NO("no", false),
  /** Sweden. */
  SE("sv", false),
  /** Finland. */
  FI("fi", false);

  /** The second language of each letter. */
  public static final String ENGLISH = "en";

  private final String language;
  private final boolean encrypts;

  Country(String language, boolean encrypts) {
    this.language = language;
    this.encrypts = encrypts;
  }

  /**
   * Returns the code on the command line and in the texts.
   *
   * @return two lower-case letters.
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the languages in which the letter can be written, its own first.
   *
   * @return two codes.
   */
  public List<String> languages() {
    return List.of(language, ENGLISH);
  }

  /** Returns whether keys are needed even where no encryption was seen yet. */
  boolean encrypts() {
    return encrypts;
  }

  /**
   * Finds a country.
   *
   * @param code as {@link #code()} returns it; upper case is accepted too.
   * @return the country, or empty for any other text.
   */
  public static Optional<Country> of(String code) {
    return Arrays.stream(values())
        .filter(country -> country.code().equals(code.toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
