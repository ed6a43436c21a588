// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of which each character knows its place in the text as it was given, through any number of
 * replacements. Immutable.
 */
final class PlacedText {
  private final String text;
  private final int[] places;

  private PlacedText(String text, int[] places) {
    this.text = text;
    this.places = places;
  }

  /** Collects characters with their places. */
  static final class Builder {
    private final StringBuilder text;
    private int[] places;

    Builder(int capacity) {
      text = new StringBuilder(capacity);
      places = new int[Math.max(16, capacity)];
    }

    void add(CharSequence characters, int place) {
      for (int i = 0; i < characters.length(); i++) {
        add(characters.charAt(i), place);
      }
    }

    void add(char character, int place) {
      if (text.length() == places.length) {
        places = Arrays.copyOf(places, 2 * places.length);
      }
      places[text.length()] = place;
      text.append(character);
    }

    PlacedText build() {
      return new PlacedText(text.toString(), Arrays.copyOf(places, text.length()));
    }
  }

  String text() {
    return text;
  }

  /** Returns where in the given text the character at an index stood. */
  int place(int index) {
    return index < places.length ? places[index] : places.length == 0 ? 0 : places[index - 1] + 1;
  }

  /** Replaces each match; what replaces it has the place where the match began. */
  PlacedText replaceAll(Pattern pattern, Function<MatchResult, String> replacement) {
    Matcher match = pattern.matcher(text);
    if (!match.find()) {
      return this;
    }
    Builder next = new Builder(text.length());
    int from = 0;
    do {
      copy(next, from, match.start());
      next.add(replacement.apply(match.toMatchResult()), place(match.start()));
      from = match.end();
    } while (match.find());
    copy(next, from, text.length());
    return next.build();
  }

  /**
   * Puts a blank in place of each part that begins with a match.
   *
   * @param end gives the index behind the part, or less than zero to leave this and all later ones.
   */
  PlacedText without(Pattern begin, ToIntFunction<MatchResult> end) {
    Matcher match = begin.matcher(text);
    Builder next = new Builder(text.length());
    int from = 0;
    while (match.find(from)) {
      int to = end.applyAsInt(match.toMatchResult());
      if (to < 0) {
        break;
      }
      copy(next, from, match.start());
      next.add(' ', place(match.start()));
      from = to;
    }
    copy(next, from, text.length());
    return next.build();
  }

  private void copy(Builder to, int from, int end) {
    for (int i = from; i < end; i++) {
      to.add(text.charAt(i), places[i]);
    }
  }
}
