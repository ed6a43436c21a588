// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words and numbers that say what a key is for, in the languages of the countries where these
 * meters are. They are matched in lower case without accents. Key types are decimal (64, 65, and
 * 96, 97 for hexadecimal 60, 61) or hexadecimal (0x40, 0x41, 0x60, 0x61); a plain 60 or 61 may be a
 * minute or a year, so it counts only at the beginning of a line directly before a key.
 */
final class Labels {
  /** In the order in which they are matched: the word for a radio key has "encrypt" in it. */
  private static final Map<KeyRole, Pattern> WORDS = new LinkedHashMap<>();

  private static final String GAP = "[\\s_.:#/-]{0,4}";
  private static final String TYPE =
      "(?:key"
          + GAP
          + "(?:type|id|no|nr|number|index)?|type|id|object|nogle|nokkel|nyckel|avain|"
          + "schlussel|gpk)[\\s_.:#=\"'>(-]{0,6}(?:type\\b)?[\\s_.:#=\"'>(-]{0,6}";

  private static final String NUMBERED =
      "(?:key|nogle|nokkel|nyckel|avain|schlussel)" + GAP + "(?:no|nr|number|id|type)?" + GAP;

  private static final Pattern ENCRYPTION_NUMBER =
      Pattern.compile("(?<![\\w.,:-])(?:64|96|0x[46]0)(?![\\w.]|:\\d|-\\d)");
  private static final Pattern AUTHENTICATION_NUMBER =
      Pattern.compile("(?<![\\w.,:-])(?:65|97|0x[46]1)(?![\\w.]|:\\d|-\\d)");

  /** What stands between the beginning of a line and a key in a table: number, type, 0x. */
  private static final Pattern ADJACENT =
      Pattern.compile(
          "(?:^|\\n|\\u0001)[\\s|;,*>•.(\"'-]{0,20}(0x)?(40|41|60|61|64|65|96|97)"
              + "(?:[\\s|;,:.)\"'=-]{0,40}1)?[\\s|;,:.)\"'=-]{0,40}(?:0x)?[\\s\"'{(\\[]{0,9}$");

  static {
    WORDS.put(KeyRole.GPK11, Pattern.compile("gpk" + GAP + "(?:no|nr)?" + GAP + "0?11(?!\\d)"));
    WORDS.put(
        KeyRole.RADIO,
        Pattern.compile(
            "\\bdek\\b|data"
                + GAP
                + "encryption"
                + GAP
                + "key|\\bradio\\w{0,12}|wireless|"
                + "\\bw-?m-?bus|\\bfunk\\w{0,12}"));
    WORDS.put(
        KeyRole.ENCRYPTION,
        Pattern.compile(
            "gpk"
                + GAP
                + "(?:no|nr)?"
                + GAP
                + "60(?!\\d)|\\bguek\\b|"
                + TYPE
                + "(?:64|96|0x[46]0)(?![\\w.])|"
                + NUMBERED
                + "60(?!\\d)|(?<![a-z])(?:en|de)crypt(?!ed)|ciphering|cipher"
                + GAP
                + "key|"
                + "chiffr|cryptage|krypter(?!et\\b|t\\b|ad\\b|te\\b)|kryptering|kryptonyckel|"
                + "salaus|salauk|purkuavain|verschlussel(?!t)|entschlussel|versleutel|"
                + "ontsleutel|encriptac|encriptad|cifra|cifrad|descifr|crittograf|criptograf|"
                + "criptare|szyfr|sifr|titkosit|krupteer|enkripc|dulkod|шифр|криптир|κρυπτογρ|"
                + "加密|暗号|enc_?key|(?<![a-z])ek(?![a-z])|(?<![a-z])enc(?![a-z])|conf_key"));
    WORDS.put(
        KeyRole.AUTHENTICATION,
        Pattern.compile(
            "gpk"
                + GAP
                + "(?:no|nr)?"
                + GAP
                + "61(?!\\d)|\\bgak\\b|"
                + TYPE
                + "(?:65|97|0x[46]1)(?![\\w.])|"
                + NUMBERED
                + "61(?!\\d)|auth(?!or(?!i[sz]ation))|autent|autorisation|agthed|todenn|varmenn|verifi|autoris|dogrulama|认证|認證|認証|"
                + "todent|verificati|uwierzyteln|overov|overen|hiteles|pristnost|"
                + "audkenn|аутент|автент|αυθεντ|(?<![a-z])ak(?![a-z])"));
    WORDS.put(
        KeyRole.OTHER,
        Pattern.compile(
            "gpk" + GAP + "\\d{1,2}|\\bkek\\b|\\bmaster" + GAP + "key|system" + GAP + "title"));
  }

  /**
   * A word for a role.
   *
   * @param at index of its beginning.
   * @param end index behind it.
   * @param role the role.
   */
  record Label(int at, int end, KeyRole role) {}

  private Labels() {}

  /** Returns the words for roles, in order; where two overlap, the more special one. */
  static List<Label> words(String letters) {
    List<Label> found = new ArrayList<>();
    WORDS.forEach(
        (role, pattern) -> {
          for (Matcher m = pattern.matcher(letters); m.find(); ) {
            Label label = new Label(m.start(), m.end(), role);
            found.add(label);
          }
        });
    found.sort(Comparator.comparingInt(Label::at)); // keeps the order of roles at one place
    List<Label> apart = new ArrayList<>();
    for (Label label : found) {
      Label last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
      if (last == null || label.at() >= last.end()) {
        apart.add(label);
      }
    }
    return apart;
  }

  /** Returns the role of one name, such as that of an element. */
  static KeyRole of(String name) {
    List<Label> words = words(Characters.letters(name));
    return words.isEmpty() ? KeyRole.UNKNOWN : words.get(words.size() - 1).role();
  }

  /** Whether a word for a role stands on the line before an index. */
  static boolean isNear(String letters, int index, int limit) {
    int from = Math.max(index - limit, letters.lastIndexOf('\n', Math.max(0, index - 1)) + 1);
    return from < index && !words(letters.substring(from, index)).isEmpty();
  }

  /** Returns the role by a number at the beginning of the line, directly before the key. */
  static Optional<KeyRole> adjacentNumber(String before) {
    String tail = before.substring(Math.max(0, before.length() - 200));
    Matcher m = ADJACENT.matcher(tail);
    KeyRole role = null;
    while (m.find()) {
      role =
          m.group(2).endsWith("0") || m.group(2).matches("64|96")
              ? KeyRole.ENCRYPTION
              : KeyRole.AUTHENTICATION;
    }
    return Optional.ofNullable(role);
  }

  /** Returns the role by the last number for a key type in a part of a line. */
  static Optional<KeyRole> number(String part) {
    int encryption = last(ENCRYPTION_NUMBER, part);
    int authentication = last(AUTHENTICATION_NUMBER, part);
    if (encryption < 0 && authentication < 0) {
      return Optional.empty();
    }
    return Optional.of(encryption > authentication ? KeyRole.ENCRYPTION : KeyRole.AUTHENTICATION);
  }

  private static int last(Pattern pattern, String part) {
    int last = -1;
    for (Matcher m = pattern.matcher(part); m.find(); ) {
      last = m.start();
    }
    return last;
  }
}
