// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two invented keys, ways to write them, and whether a text was read as it is meant. */
final class SampleKeys {
  static final String E = "C05E7A19D3B2486F90AD1E7733F8042B";
  static final String A = "18F3D9A60B7C42E5816E0FD25A94B37C";
  static final String OTHER = "77AA10293C4B5D6E7F8091A2B3C4D5E6";

  static String text(String form) {
    return form(form, UnaryOperator.identity());
  }

  static String form(String text, UnaryOperator<String> form) {
    return text.replace("{E}", form.apply(E))
        .replace("{A}", form.apply(A))
        .replace("{O}", form.apply(OTHER));
  }

  static UnaryOperator<String> groups(int size, String between) {
    return key ->
        IntStream.iterate(0, i -> i < key.length(), i -> i + size)
            .mapToObj(i -> key.substring(i, Math.min(key.length(), i + size)))
            .collect(Collectors.joining(between));
  }

  static String base64(String key) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key));
  }

  static String decimals(String key) {
    return bytes(key).mapToObj(String::valueOf).collect(Collectors.joining(", "));
  }

  static IntStream bytes(String key) {
    byte[] bytes = HexFormat.of().parseHex(key);
    return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xFF);
  }

  static boolean isRight(KeyReading reading) {
    return digits(reading, KeyRole.ENCRYPTION).equals(List.of(E))
        && digits(reading, KeyRole.AUTHENTICATION).equals(List.of(A))
        && reading.with(KeyRole.UNKNOWN).isEmpty()
        && reading.damaged().isEmpty();
  }

  static List<String> digits(KeyReading reading, KeyRole role) {
    return reading.with(role).stream().map(found -> found.key().reveal()).toList();
  }

  private SampleKeys() {}
}
