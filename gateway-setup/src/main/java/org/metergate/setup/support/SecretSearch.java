// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metergate.recording.RecordingWriter;
import org.metergate.spi.option.Secret;

/**
 * Searches bytes for secrets, in the forms in which one could have been carried along unnoticed: as
 * it is, in hexadecimal, in Base64 (both alphabets, at any alignment), with percent signs, and as
 * raw bytes; each of them also from its end to its beginning, in either case, and with or without
 * separators. It is written apart from {@code Redaction}, which hides them, so that each proves the
 * other. Any thread.
 */
public final class SecretSearch {
  /** Shorter ones occur anywhere by chance, and are found as whole words alone. */
  private static final int FREE = 8;

  /** Shorter ones are no secret: they can be guessed. */
  private static final int SHORTEST = 4;

  private static final int LONGEST = 8192;

  /** From here on a text of hexadecimal digits is a key. */
  private static final int KEY_DIGITS = 16;

  /** Each form, in lower case and without separators, with what to call it. */
  private final Map<String, String> compact = new LinkedHashMap<>();

  /** Each form with its separators, in lower case. */
  private final Map<String, String> plain = new LinkedHashMap<>();

  private final Map<String, String> words = new LinkedHashMap<>();

  /**
   * Prepares a search.
   *
   * @param secrets each line of them is searched for by itself.
   */
  public SecretSearch(Collection<Secret> secrets) {
    for (Secret secret : secrets) {
      String text = secret.reveal();
      for (String line : text.substring(0, Math.min(LONGEST, text.length())).split("\\R")) {
        if (line.strip().length() >= SHORTEST) {
          add(line.strip());
        }
      }
    }
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    both(text, "as it is");
    both(URLEncoder.encode(text, StandardCharsets.UTF_8), "with percent signs");
    encodings(bytes);
    String digits = separated(text);
    if (digits.length() >= KEY_DIGITS
        && digits.length() % 2 == 0
        && digits.matches("[0-9A-Fa-f]+")) {
      byte[] key = HexFormat.of().parseHex(digits);
      both(digits, "in hexadecimal");
      both(new String(key, StandardCharsets.ISO_8859_1), "as raw bytes");
      encodings(key);
    }
  }

  private void encodings(byte[] bytes) {
    both(HexFormat.of().formatHex(bytes), "in hexadecimal");
    both(HexFormat.of().formatHex(reversed(bytes)), "in hexadecimal");
    for (byte[] order : new byte[][] {bytes, reversed(bytes)}) {
      for (int before = 0; before < 3; before++) {
        base64(order, before);
      }
    }
  }

  /** Adds the digits that depend on these bytes alone, wherever in a longer text they begin. */
  private void base64(byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int from = before == 0 ? 0 : before + 1;
    int to = text.length() - (shifted.length % 3 == 0 ? 0 : 1);
    if (to - from >= FREE) {
      String digits = text.substring(from, to);
      both(digits, "in Base64");
      both(digits.replace('+', '-').replace('/', '_'), "in Base64");
    }
  }

  private void both(String form, String name) {
    put(form, name);
    put(new StringBuilder(form).reverse().toString(), name + ", reversed");
  }

  private void put(String form, String name) {
    String lower = form.toLowerCase(Locale.ROOT);
    if (lower.matches("true|false|null|none|auto|yes")) {
      return; // words of every document; a value of a key that only looked like a secret's
    }
    if (lower.length() < FREE) {
      words.putIfAbsent(lower, name);
      return;
    }
    plain.putIfAbsent(lower, name);
    String bare = separated(lower);
    if (bare.length() >= FREE) {
      compact.putIfAbsent(bare, name);
    }
  }

  /**
   * Searches bytes.
   *
   * @param bytes text in UTF-8, or anything else.
   * @return in which form one of the secrets is there, and never the secret; empty if none is.
   */
  public Optional<String> find(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith(RecordingWriter.HEADER)) {
      String traffic = text.substring(RecordingWriter.HEADER.length()); // has our own name
      return findIn(traffic)
          .or(() -> inTraffic(traffic, " < "))
          .or(() -> inTraffic(traffic, " > "));
    }
    return findIn(text).or(() -> findIn(new String(bytes, StandardCharsets.ISO_8859_1)));
  }

  private Optional<String> findIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return first(plain, lower)
        .or(() -> first(compact, separated(lower)))
        .or(() -> firstWord(lower));
  }

  /** Searches one direction of a recording, whose bytes are in pieces, each with its time. */
  private Optional<String> inTraffic(String recording, String direction) {
    StringBuilder digits = new StringBuilder();
    recording
        .lines()
        .filter(line -> line.contains(direction) && !line.startsWith("#"))
        .forEach(line -> digits.append(separated(line.split(direction, 2)[1])));
    if (digits.length() % 2 != 0 || !digits.toString().matches("[0-9A-Fa-f]*")) {
      return findIn(digits.toString());
    }
    byte[] bytes = HexFormat.of().parseHex(digits);
    return findIn(digits.toString())
        .or(() -> findIn(new String(bytes, StandardCharsets.ISO_8859_1)))
        .or(() -> findIn(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Optional<String> first(Map<String, String> forms, String text) {
    return forms.entrySet().stream()
        .filter(form -> text.contains(form.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Optional<String> firstWord(String text) {
    for (Map.Entry<String, String> word : words.entrySet()) {
      for (int at = text.indexOf(word.getKey());
          at >= 0;
          at = text.indexOf(word.getKey(), at + 1)) {
        int end = at + word.getKey().length();
        boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
        if (begins && ends) {
          return Optional.of(word.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static String separated(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c) && c != ':' && c != '_' && c != '-') {
        bare.append(c);
      }
    }
    return bare.toString();
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
