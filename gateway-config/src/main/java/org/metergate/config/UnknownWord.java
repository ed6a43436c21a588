// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.Collection;
import org.metergate.spi.option.NearestName;

/** Sentences about unknown words, with the word that was probably meant. */
final class UnknownWord {
  private UnknownWord() {}

  /** Returns the sentence for a key that a section does not have. */
  static String key(String typed, Collection<String> known) {
    String near = suggestion(typed, known);
    return near.isEmpty()
        ? "There is no such key here; there are: " + String.join(", ", known) + "."
        : "There is no such key here." + near;
  }

  /** Returns the sentence for a value that is not one of those allowed. */
  static String choice(String typed, Collection<String> words) {
    String all = String.join(", ", words);
    return "'" + typed + "' is not one of " + all + "." + suggestion(typed, words);
  }

  private static String suggestion(String typed, Collection<String> known) {
    return NearestName.to(typed, known).map(n -> " Did you mean '" + n + "'?").orElse("");
  }
}
