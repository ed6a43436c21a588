// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.option.Secret;

/**
 * Hides keys and passwords in texts that come from outside: answers of servers, messages of
 * libraries, findings of drivers, quotations of the configuration. A secret is recognised as it is,
 * with percent, JSON and HTML escapes, in Base64 (RFC 4648, both alphabets, at any alignment, as in
 * {@code user:password} of a login) and in hexadecimal of either case with separators; also a part
 * of it, since texts are cut. What looks like a secret by its place ({@code ?token=...}, {@code
 * //user:password@}) is hidden without being known. Any thread.
 */
public final class Redaction {
  /** What is shown in place of a secret. */
  public static final String HIDDEN = "(not shown)";

  /** A part of a password that is shorter than this is not recognised. */
  private static final int TEXT_PART = 6;

  /** A part of a key that is shorter than this is not recognised; hexadecimal digits. */
  private static final int KEY_PART = 8;

  /** Shorter texts occur anywhere by chance; they are only recognised by their place. */
  private static final int SHORTEST = 4;

  /** Only the beginning of longer secrets is recognised: a PEM bundle. */
  private static final int LONGEST = 8192;

  /** From this number of hexadecimal digits on, a text is taken for a key (AES-128 has 32). */
  private static final int KEY_DIGITS = 16;

  private static final int UNKNOWN_KEY = 20;

  private static final Pattern BY_PLACE =
      Pattern.compile(
          "(?i)(?:[?&;][\\w.-]*(?:key|password|passwd|token|secret)=)([^&;\\s'\"<>)]+)"
              + "|(?://[^/@\\s:'\"]*:)([^@\\s/'\"]+)(?=@)");

  private final Parts texts = new Parts();
  private final Parts keys = new Parts();
  private final Parts base64 = new Parts();
  private final Set<Secret> learned = ConcurrentHashMap.newKeySet();

  /** Creates a redaction that knows no secret yet. */
  public Redaction() {}

  /**
   * Adds a secret.
   *
   * @param secret hidden from now on; one of less than four characters only where its place shows
   *     that it is one.
   */
  public void learn(Secret secret) {
    learned.add(secret);
    String text = secret.reveal();
    for (String line : text.substring(0, Math.min(LONGEST, text.length())).split("\\R")) {
      learnLine(line.strip());
    }
  }

  private void learnLine(String line) {
    if (line.length() < SHORTEST) {
      return;
    }
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    String digits = line.replaceAll("[\\s:_-]", "");
    if (digits.length() >= KEY_DIGITS && digits.matches("[0-9A-Fa-f]+")) {
      keys.add(digits.toLowerCase(Locale.ROOT), KEY_PART);
      if (digits.length() % 2 == 0) {
        Base64Forms.of(HexFormat.of().parseHex(digits)).forEach(form -> base64.add(form, KEY_PART));
      }
    } else {
      texts.add(line.toLowerCase(Locale.ROOT), TEXT_PART);
      keys.add(HexFormat.of().formatHex(bytes), 2 * TEXT_PART);
    }
    Base64Forms.of(bytes).forEach(form -> base64.add(form, KEY_PART));
  }

  /**
   * Adds everything in a text that looks like a secret, right or wrong: a mistake in a file may be
   * that a key stands under a wrong name.
   *
   * @param text a configuration, or an argument of a command.
   */
  public void learnFrom(String text) {
    SecretLike.in(text).forEach(this::learn);
  }

  /**
   * Adds the secrets of another one, such as that of a newer version of a file.
   *
   * @param other keeps its own.
   */
  public void join(Redaction other) {
    texts.addAll(other.texts);
    keys.addAll(other.keys);
    base64.addAll(other.base64);
    learned.addAll(other.learned);
  }

  /**
   * Returns what was added, so that another search can prove that none of it is in a file that is
   * passed on.
   *
   * @return in no order; also what only looked like a secret.
   */
  public Set<Secret> secrets() {
    return Set.copyOf(learned);
  }

  /**
   * Hides what is secret in a text.
   *
   * @param text any text, such as a sentence or a line.
   * @return the same text with {@link #HIDDEN} in place of each secret.
   */
  public String hide(String text) {
    return hide(text, Integer.MAX_VALUE);
  }

  /**
   * Hides what is secret in a sentence about a mistake in a configuration: also what may be a key
   * though it is not known: 32 hexadecimal digits, or 20 with a letter among them.
   *
   * @param sentence quotes the configuration.
   * @return the same sentence with {@link #HIDDEN} in place of each secret.
   */
  public String hideMistake(String sentence) {
    return hide(sentence, UNKNOWN_KEY);
  }

  private String hide(String text, int unknownKey) {
    boolean[] hidden = new boolean[text.length()];
    Matcher place = BY_PLACE.matcher(text);
    while (place.find()) {
      int group = place.group(1) == null ? 2 : 1;
      mark(hidden, place.start(group), place.end(group));
    }
    Projection plain = Projection.plain(text);
    Projection unescaped = Projection.unescaped(text);
    List<int[]> found = new ArrayList<>(texts.find(plain.lowerCase()));
    found.addAll(texts.find(unescaped.lowerCase()));
    for (Projection digits : Projection.hexadecimal(text)) {
      found.addAll(keys.find(digits));
      Projection unknown = digits.withoutWords(text);
      if (unknown.length() >= unknownKey && unknown.looksLikeKey()) {
        found.add(unknown.all());
      }
    }
    base64.find(plain.base64()).forEach(part -> found.add(wholeWord(text, part)));
    found.addAll(base64.find(unescaped.base64()));
    found.forEach(part -> mark(hidden, part[0], part[1]));
    return replace(text, hidden);
  }

  /** Extends a part of a Base64 text to the whole: the rest has the name that belongs to it. */
  private static int[] wholeWord(String text, int[] part) {
    int from = part[0];
    int to = part[1];
    while (from > 0 && Base64Forms.isDigit(text.charAt(from - 1))) {
      from--;
    }
    while (to < text.length() && Base64Forms.isDigit(text.charAt(to))) {
      to++;
    }
    return new int[] {from, to};
  }

  private static void mark(boolean[] hidden, int from, int to) {
    Arrays.fill(hidden, from, to, true);
  }

  private static String replace(String text, boolean[] hidden) {
    StringBuilder shown = null;
    for (int i = 0; i < hidden.length; i++) {
      if (hidden[i] && shown == null) {
        shown = new StringBuilder(text.length()).append(text, 0, i);
      }
      if (shown != null && !hidden[i]) {
        shown.append(text.charAt(i));
      } else if (hidden[i] && (i == 0 || !hidden[i - 1])) {
        shown.append(HIDDEN);
      }
    }
    return shown == null ? text : shown.toString();
  }
}
