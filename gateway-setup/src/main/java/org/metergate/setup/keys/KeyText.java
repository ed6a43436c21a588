// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the keys in a text in any of the forms in which people have them: mails, tables, programs,
 * PDF files, scans. Pure functions, for any thread; they need time in proportion to the text.
 */
public final class KeyText {
  /** How long a text may be, in bytes: far more than a mail with keys in it. */
  public static final int LONGEST = 1 << 20;

  /** "KAM" and other makers' letters, a byte, and a number: 16 digits that are public. */
  private static final Pattern SYSTEM_TITLE =
      Pattern.compile("(?<![0-9a-z])(?:0x)?4b414d[0-9a-f]{10}(?![0-9a-z])");

  /** The number of a case or a letter in the form of RFC 4122, with its version and variant. */
  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
          Pattern.CASE_INSENSITIVE);

  private KeyText() {}

  /**
   * Decodes the bytes of a file or of standard input.
   *
   * @param bytes UTF-8, UTF-16 or Windows-1252.
   * @return the text.
   */
  public static String decode(byte[] bytes) {
    return Characters.decode(bytes);
  }

  /**
   * Reads a text.
   *
   * @param text of at most {@link #LONGEST} characters; a longer one is cut.
   * @return what it says of keys; empty lists for a text without any.
   */
  public static KeyReading read(String text) {
    String given = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    PlacedText prepared = Markup.remove(Characters.plain(given));
    String letters = Characters.letters(prepared.text());
    List<Candidate> candidates = KeyFinder.in(prepared.text(), letters);
    List<KeyRole> roles = Roles.of(without(letters, candidates), candidates);
    Lines lines = new Lines(given);
    List<FoundKey> keys = new ArrayList<>();
    List<DamagedKey> damaged = new ArrayList<>();
    boolean named = roles.stream().anyMatch(role -> role != KeyRole.UNKNOWN);
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      String written = prepared.text().substring(candidate.from(), candidate.to());
      if (named && roles.get(i) == KeyRole.UNKNOWN && IDENTIFIER.matcher(written).matches()) {
        continue;
      }
      Place place = place(prepared, lines, candidate.from());
      if (candidate.damage() != null) {
        damaged.add(new DamagedKey(candidate.damage(), roles.get(i), place, candidate.digits()));
      } else {
        MeterKey key = MeterKey.of(candidate.digits());
        FoundKey found = new FoundKey(key, roles.get(i), place, candidate.replaced());
        addUnlessKnown(keys, found);
      }
    }
    List<Place> titles = new ArrayList<>();
    for (Matcher m = SYSTEM_TITLE.matcher(letters); m.find(); ) {
      titles.add(place(prepared, lines, m.start()));
    }
    return new KeyReading(keys, damaged, titles);
  }

  /**
   * Returns the role that a name says.
   *
   * @param name such as GPK60 or DEK.
   * @return unknown for a name that says none.
   */
  public static KeyRole role(String name) {
    return Labels.of(name);
  }

  /** A digit of a key is no part of a word next to it. */
  private static String without(String letters, List<Candidate> candidates) {
    StringBuilder rest = new StringBuilder(letters);
    for (Candidate candidate : candidates) {
      for (int i = candidate.from(); i < candidate.to(); i++) {
        rest.setCharAt(i, '\u0001');
      }
    }
    return rest.toString();
  }

  private static Place place(PlacedText prepared, Lines lines, int index) {
    int place = prepared.place(index);
    return new Place(lines.line(place), lines.column(place));
  }

  /** A mail quotes the one before it: the same key with the same role is one key. */
  private static void addUnlessKnown(List<FoundKey> keys, FoundKey found) {
    boolean known =
        keys.stream().anyMatch(k -> k.key().equals(found.key()) && k.role() == found.role());
    if (!known) {
      keys.add(found);
    }
  }
}
