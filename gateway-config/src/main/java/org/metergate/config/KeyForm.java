// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What may stand under a key, as the code asks for it that reads and checks the key. */
public sealed interface KeyForm {

  /** One line of text; what is allowed in it is checked elsewhere. */
  record Text() implements KeyForm {}

  /** A text or a list of texts. */
  record Texts() implements KeyForm {}

  /** A key or password: the text itself, or where it is fetched from. */
  record SecretText() implements KeyForm {}

  /** The name of a file or folder, relative to that of the configuration. */
  record FileName() implements KeyForm {}

  /**
   * A duration, a whole number with its unit.
   *
   * @param standard the value if none is given.
   * @param min the shortest allowed one.
   * @param max the longest allowed one.
   */
  record Span(Duration standard, Duration min, Duration max) implements KeyForm {}

  /**
   * A whole number.
   *
   * @param standard the value if none is given.
   * @param min the smallest allowed one.
   * @param max the largest allowed one.
   */
  record Whole(int standard, int min, int max) implements KeyForm {}

  /**
   * {@code true} or {@code false}.
   *
   * @param standard the value if none is given.
   */
  record Flag(boolean standard) implements KeyForm {}

  /**
   * One of several words.
   *
   * @param standard the word if none is given; empty where one must be.
   * @param words all of them, in the order for people.
   */
  record Words(Optional<String> standard, List<String> words) implements KeyForm {
    /** Copies the words. */
    public Words {
      words = List.copyOf(words);
    }
  }

  /** Keys with values of their own. */
  record Mapping() implements KeyForm {}
}
