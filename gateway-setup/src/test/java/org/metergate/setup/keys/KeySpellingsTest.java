// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metergate.setup.keys.SampleKeys.base64;
import static org.metergate.setup.keys.SampleKeys.bytes;
import static org.metergate.setup.keys.SampleKeys.form;
import static org.metergate.setup.keys.SampleKeys.groups;
import static org.metergate.setup.keys.SampleKeys.isRight;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to write a key in each way to say what it is for. */
class KeySpellingsTest {
  /** How one key may be written; each is tried in every frame. */
  static Stream<UnaryOperator<String>> spellings() {
    return Stream.of(
        key -> key,
        String::toLowerCase,
        key -> "0x" + key,
        key -> "0X" + key.toLowerCase(),
        key -> "\"" + key + "\"",
        key -> "`" + key + "`",
        key -> "**" + key + "**",
        key -> "<" + key + ">",
        key -> "[" + key + "]",
        key -> "\u00AB" + key + "\u00BB",
        key -> key + "h",
        key -> "&H" + key,
        key -> key + ".",
        key -> "X'" + key + "'",
        groups(1, " "),
        groups(2, " "),
        groups(2, ":"),
        groups(2, "-"),
        groups(2, "."),
        groups(2, "_"),
        groups(2, ", "),
        groups(2, ";"),
        groups(2, "\u00A0"),
        groups(2, "\u202F"),
        groups(2, " : "),
        groups(4, " "),
        groups(4, "  "),
        groups(4, "\u2011"),
        groups(4, "\u2013"),
        groups(4, "-"),
        groups(4, "\t"),
        groups(5, " "),
        groups(6, " "),
        groups(8, " "),
        groups(8, "-"),
        groups(10, " "),
        groups(16, " "),
        key -> groups(4, " ").apply(key).replaceFirst(" ", "-").replaceFirst(" ", ":"),
        key -> key.substring(0, 12) + " |\n|  |  | " + key.substring(12),
        key -> key.replaceFirst("1", "|"),
        key -> key.replaceFirst("1", "!"),
        groups(4, "\u200B"),
        groups(8, "\u00AD"),
        key -> "0x" + groups(2, ", 0x").apply(key),
        key -> "0x" + groups(2, ",0x").apply(key),
        key -> "0x" + groups(2, " 0x").apply(key),
        key -> "{0x" + groups(4, ", 0x").apply(key) + "}",
        key -> "{0x" + groups(8, "u, 0x").apply(key) + "u}",
        key -> "0x" + groups(16, "ULL, 0x").apply(key) + "ULL",
        key -> "\\x" + groups(2, "\\x").apply(key),
        key -> "%" + groups(2, "%").apply(key),
        key -> "$" + groups(2, ",$").apply(key),
        key -> groups(2, "h,").apply(key) + "h",
        key ->
            "{"
                + key.substring(0, 8)
                + "-"
                + key.substring(8, 12)
                + "-"
                + key.substring(12, 16)
                + "-"
                + key.substring(16, 20)
                + "-"
                + key.substring(20)
                + "}",
        key -> key.substring(0, 21) + "\n" + key.substring(21),
        key -> "0x" + key.substring(0, 14) + "\r\n    " + key.substring(14),
        key -> key.substring(0, 20) + "=\r\n" + key.substring(20),
        key -> key.substring(0, 20) + "\n> " + key.substring(20),
        key -> key.substring(0, 20) + "-\n" + key.substring(20),
        key ->
            groups(2, ":").apply(key.substring(0, 20))
                + ":\n    "
                + groups(2, ":").apply(key.substring(20)),
        key ->
            groups(4, " ").apply(key.substring(0, 16))
                + "\n"
                + groups(4, " ").apply(key.substring(16)),
        SampleKeys::base64,
        key -> base64(key).replace('+', '-').replace('/', '_'),
        key -> Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII)),
        key -> HexFormat.of().formatHex(key.getBytes(StandardCharsets.US_ASCII)),
        SampleKeys::decimals,
        key ->
            "["
                + bytes(key)
                    .mapToObj(b -> String.valueOf((byte) b))
                    .collect(Collectors.joining(","))
                + "]",
        key ->
            key.chars()
                .mapToObj(c -> String.valueOf((char) (c + 0xFEE0)))
                .collect(Collectors.joining()),
        key -> key.replace("0", "O").replace("1", "l"),
        key -> key.replace("0", "\u00D8"),
        key -> key.replace("A", "\u0410").replace("C", "\u0421"),
        key -> groups(4, " ").apply(key.replace("0", "o").replace("1", "I")),
        key -> "<b>" + key + "</b>",
        key -> "<td>" + key + "</td>",
        key -> key.substring(0, 11) + "<wbr>" + key.substring(11),
        key ->
            key.substring(0, 16) + "<span style=\"color:#112233\">" + key.substring(16) + "</span>",
        key -> groups(4, "&nbsp;").apply(key),
        key -> groups(4, "&#8203;").apply(key),
        key -> "<![CDATA[" + key + "]]>");
  }

  /** What may stand around the two keys so that each has its role. */
  static List<String> frames() {
    return List.of(
        "GPK60: {E}\nGPK61: {A}\n",
        "GPK61 = {A}\r\nGPK60 = {E}\r\n",
        "gpk-60 {E}\rgpk-61 {A}",
        "GPK 60\n{E}\n\nGPK 61\n{A}\n",
        "| Key | Type | Generation Key |\n|---|---|---|\n| 64 | 1 | {E} |\n| 65 | 1 | {A} |\n",
        "Encryption key\t{E}\nAuthentication key\t{A}",
        "Hello,\n\nyour meter 5706567280463991 (28046399), 2026-11-29 10:61.\n\nEncryption:"
            + " {E}\nAuthentication: {A}\n\nKind regards\nCustomer service, phone 70 12 34 56\n",
        "{\n  \"gpk60\": \"{E}\",\n  \"gpk61\": \"{A}\"\n}",
        "encryption-key: {E}\nauthentication-key: {A}\n",
        "> > Krypteringsn\u00f8gle (GPK60): {E}\n> > Autentifikationsn\u00f8gle (GPK61): {A}\n");
  }

  @ParameterizedTest
  @MethodSource("frames")
  void readsEachSpellingInEachFrame(String frame) {
    List<String> wrong = new ArrayList<>();
    List<UnaryOperator<String>> spellings = spellings().toList();
    for (int i = 0; i < spellings.size(); i++) {
      String text = form(frame, spellings.get(i));
      if (!isRight(KeyText.read(text))) {
        wrong.add(i + ": " + text + " -> " + KeyText.read(text));
      }
    }
    assertEquals("", String.join("\n", wrong), wrong.size() + " of " + spellings.size());
  }
}
