// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes a text out of what programs wrap around it: soft line breaks and escapes of mails
 * (quoted-printable and Base64, RFC 2045, 6.7 and 6.8), HTML, XML, RTF, escapes of JSON, addresses
 * of pages. What stands in a name or an attribute of XML stays, since it says what a key is for.
 * Pure function.
 */
final class Markup {
  private static final Pattern BASE64_PART =
      Pattern.compile(
          "(?i)content-transfer-encoding:[ \\t]{0,9}base64[^\\n]{0,200}\\n(?:[^\\n]{1,400}\\n){0,20}\\n"
              + "([a-z0-9+/=\\n]{20,1400000}+)");
  private static final Pattern RTF = Pattern.compile("^\\s*\\{\\\\rtf");
  private static final Pattern RTF_GROUP =
      Pattern.compile(
          "\\{\\\\\\*?\\\\?(?:fonttbl|colortbl|stylesheet|info|generator)[^}]{0,4000}+\\}");
  private static final Pattern RTF_WORD =
      Pattern.compile(
          "\\\\(?:'([0-9a-fA-F]{2})|u(-?\\d{1,5})\\??|([a-z]{1,32}+)-?\\d{0,9} ?|[{}~*])");
  private static final Set<String> RTF_BREAKS =
      Set.of("par", "line", "row", "cell", "sect", "page", "tab", "trowd");

  private static final Pattern SOFT_BREAK =
      Pattern.compile("(?<=[0-9A-Za-z])(?<![A-Za-z0-9+/]{43})=[ \\t]*\\n");
  private static final Pattern QUOTED =
      Pattern.compile("(?i)content-transfer-encoding:\\s*quoted-printable");
  private static final Pattern ANY_QUOTED = Pattern.compile("=([0-9A-F]{2})");
  private static final Pattern SAFE_QUOTED =
      Pattern.compile("=(3D|20|09|A0)|=C2=A0|=E2=80=[89A][0-9A-F]");

  private static final Pattern HIDDEN = Pattern.compile("(?i)<(?:(!--)|(style|script)\\b)");
  private static final Pattern LITERAL = Pattern.compile("<!\\[CDATA\\[|\\]\\]>");
  private static final Pattern TAG =
      Pattern.compile("<(/?)([A-Za-z!?][\\w:.-]{0,40}+)([^<>]{0,2000}+)>");
  private static final Set<String> INLINE =
      Set.of(
          "b", "i", "u", "em", "strong", "span", "font", "wbr", "a", "code", "tt", "sup", "sub",
          "small", "big", "mark", "o:p", "kbd", "samp", "s", "w:t", "w:r", "w:rpr", "img", "nobr");
  private static final Set<String> BLOCKS =
      Set.of(
          "br",
          "p",
          "div",
          "tr",
          "table",
          "tbody",
          "thead",
          "li",
          "ul",
          "ol",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "html",
          "body",
          "head",
          "title",
          "meta",
          "link",
          "pre",
          "blockquote",
          "center",
          "dl",
          "dt",
          "dd",
          "section",
          "article",
          "w:p",
          "!doctype");
  private static final Set<String> CELLS = Set.of("td", "th");

  private static final Pattern ENTITY =
      Pattern.compile("&(?:#(\\d{1,6})|#[xX]([0-9a-fA-F]{1,5})|([a-zA-Z]{2,8}));");
  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("nbsp", " "),
          Map.entry("ensp", " "),
          Map.entry("emsp", " "),
          Map.entry("thinsp", " "),
          Map.entry("shy", ""),
          Map.entry("zwnj", ""),
          Map.entry("zwj", ""),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("amp", "&"),
          Map.entry("colon", ":"),
          Map.entry("oslash", "ø"),
          Map.entry("aelig", "æ"),
          Map.entry("aring", "å"),
          Map.entry("auml", "ä"),
          Map.entry("ouml", "ö"),
          Map.entry("uuml", "ü"));

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|([nrt]))");

  /** A scan makes a bar or an exclamation mark of a 1. */
  private static final Pattern BAR =
      Pattern.compile(
          "(?<![0-9A-Za-z|!])(?=[0-9A-FOol]{0,31}[|!])[0-9A-Fa-fOolI|!]{32}(?![0-9A-Za-z|!])");

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\b(?:https?|ftp)://[^\\s\"'<>]{1,2000}+|[\\w.+-]{1,64}+@[\\w.-]{1,200}+");

  private Markup() {}

  static PlacedText remove(PlacedText given) {
    PlacedText text = given.replaceAll(BASE64_PART, Markup::part);
    if (RTF.matcher(text.text()).find()) {
      text = text.replaceAll(RTF_GROUP, match -> " ");
      text = text.replaceAll(RTF_WORD, Markup::rtf);
      text = text.replaceAll(Pattern.compile("[{}]"), match -> "");
    }
    text = quotedPrintable(text);
    text = withoutHidden(text.replaceAll(LITERAL, match -> " "));
    text = text.replaceAll(TAG, Markup::tag);
    text = text.replaceAll(ENTITY, Markup::entity);
    text = text.replaceAll(ESCAPE, Markup::escape);
    text = text.replaceAll(ADDRESS, match -> " ".repeat(match.group().length()));
    return text.replaceAll(BAR, match -> match.group().replace('|', 'I').replace('!', 'I'));
  }

  /** Removes comments, styles and scripts; one that does not end stays. */
  private static PlacedText withoutHidden(PlacedText given) {
    String lower = given.text().toLowerCase(Locale.ROOT);
    boolean comments = lower.contains("-->");
    return given.without(
        HIDDEN,
        begin -> {
          String end =
              begin.group(1) != null ? "-->" : "</" + begin.group(2).toLowerCase(Locale.ROOT);
          boolean possible = begin.group(1) == null || comments;
          int at = possible ? lower.indexOf(end, begin.end()) : -1;
          return at < 0 ? -1 : at + end.length();
        });
  }

  /** A part of a stored mail; a picture in it is left out. */
  private static String part(MatchResult part) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(part.group(1));
      for (byte one : bytes) {
        if (one == 0) {
          return "\n";
        }
      }
      return "\n" + Characters.plain(Characters.decode(bytes)).text() + "\n";
    } catch (IllegalArgumentException e) {
      return part.group();
    }
  }

  private static String rtf(MatchResult word) {
    if (word.group(1) != null) {
      byte[] one = HexFormat.of().parseHex(word.group(1));
      return new String(one, Charset.forName("windows-1252"));
    }
    if (word.group(2) != null) {
      return String.valueOf((char) Integer.parseInt(word.group(2)));
    }
    return RTF_BREAKS.contains(word.group(3)) ? "\n" : word.group().equals("\\~") ? " " : "";
  }

  /**
   * Joins lines that a mail program broke; not behind the {@code ==} of Base64. Other escapes are
   * resolved where the mail says that there are some: elsewhere {@code EK=34} is a name and a
   * digit.
   */
  private static PlacedText quotedPrintable(PlacedText text) {
    boolean broken = SOFT_BREAK.matcher(text.text()).find();
    boolean said = QUOTED.matcher(text.text()).find();
    PlacedText joined = text.replaceAll(SOFT_BREAK, match -> "");
    if (said) {
      return joined.replaceAll(ANY_QUOTED, match -> character(match.group(1)));
    }
    return broken
        ? joined.replaceAll(
            SAFE_QUOTED, match -> match.group(1) == null ? " " : character(match.group(1)))
        : joined;
  }

  private static String character(String hex) {
    int value = Integer.parseInt(hex, 16);
    return value == 0xA0 || value > 0x7F ? " " : String.valueOf((char) value);
  }

  private static String tag(MatchResult tag) {
    String name = tag.group(2).toLowerCase(Locale.ROOT);
    if (INLINE.contains(name)) {
      return "";
    }
    if (BLOCKS.contains(name)) {
      return "\n";
    }
    if (CELLS.contains(name)) {
      return "\t";
    }
    boolean closes = !tag.group(1).isEmpty() || name.startsWith("!") || name.startsWith("?");
    return closes ? " \u0002 " : " " + tag.group(2) + tag.group(3) + " ";
  }

  private static String entity(MatchResult entity) {
    if (entity.group(3) != null) {
      String known = ENTITIES.get(entity.group(3).toLowerCase(Locale.ROOT));
      return known == null ? entity.group() : known;
    }
    int code =
        entity.group(1) != null
            ? Integer.parseInt(entity.group(1))
            : Integer.parseInt(entity.group(2), 16);
    return Characters.plain(Character.isValidCodePoint(code) ? Character.toString(code) : " ")
        .text();
  }

  private static String escape(MatchResult escape) {
    if (escape.group(1) != null) {
      char c = (char) Integer.parseInt(escape.group(1), 16);
      return Characters.plain(String.valueOf(c)).text();
    }
    return escape.group(2).equals("t") ? "\t" : "\n";
  }
}
