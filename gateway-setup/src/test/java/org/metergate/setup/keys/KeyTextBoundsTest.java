// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a text, reading it ends soon, without an exception. */
class KeyTextBoundsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String KEY = "C05E7A19D3B2486F90AD1E7733F8042B";

  private static final List<String> PARTS =
      List.of(
          "GPK60",
          "GPK61",
          "gpk",
          "64",
          "65",
          "1",
          "0x",
          "\\x",
          ":",
          " ",
          "\n",
          "\r",
          "=\r\n",
          "=",
          "<",
          ">",
          "<td>",
          "</b>",
          "<!--",
          "-->",
          "<style",
          "&nbsp;",
          "&#x34;",
          "{",
          "}",
          "\\par",
          "{\\rtf1",
          "\\'e6",
          "\\u12345?",
          "\\u0041",
          "AF",
          "9",
          "O",
          "l",
          "X",
          "****",
          "3,4E+31",
          "\u00A0",
          "\uFEFF",
          "\uD83D\uDE00",
          "\uD800",
          "\u0661",
          "\u0410",
          "\u0000",
          KEY,
          KEY.substring(1),
          "encryption",
          "auth",
          "key",
          "|",
          "52, ",
          "-1,",
          "==",
          "/",
          "@a.b",
          "http://",
          "]]>",
          "<![CDATA[");

  static Stream<String> repeated() {
    return Stream.of(
        "<!--",
        "<style ",
        "{\\fonttbl",
        "\\'e6",
        "=\n",
        "a=   ",
        "<td ",
        "<a b",
        "&#",
        "1 ",
        "1,",
        "12 ",
        "34:",
        "1,2e31 ",
        "gpk",
        "gpk60 ",
        "auth ",
        "0x34,",
        "\\x34",
        "AB CD\n",
        KEY,
        KEY + "\n",
        "GPK60 " + KEY + "\n",
        "NHBokKRiSDlzQx4ByJFOIQ==\n",
        "X",
        "*",
        "****",
        "a",
        "A-",
        "64 ",
        "http://",
        "a@",
        "\n",
        " ",
        "\u0000",
        "\uD83D\uDE00",
        "u\u0308",
        "key type: ",
        "{",
        "_");
  }

  @ParameterizedTest
  @MethodSource("repeated")
  void aLongTextOfAnythingIsReadSoon(String part) {
    String text = part.repeat(KeyText.LONGEST / 16 / part.length() + 1);
    KeyReading reading = assertTimeoutPreemptively(SOON, () -> KeyText.read(text), part);
    assertTrue(reading.keys().size() + reading.damaged().size() <= 200, part);
  }

  @Test
  void randomTextsAndBytesEndWithoutAnException() {
    Random random = new Random(20261129);
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(i % 3 == 0 ? "{\\rtf1 " : "");
      for (int n = random.nextInt(60); n > 0; n--) {
        text.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      KeyChoice.from(KeyText.read(text.toString()));
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      KeyReading binary = KeyText.read(KeyText.decode(bytes));
      assertEquals(List.of(), binary.keys(), "a key in random bytes");
    }
  }

  @Test
  void nothingThatIsReadPrintsADigit() {
    KeyReading reading =
        KeyText.read("GPK60 " + KEY + "\nGPK61 " + KEY.substring(1) + "\n" + KEY.replace('E', 'X'));
    assertEquals(1, reading.keys().size());
    assertEquals(2, reading.damaged().size());
    String shown = reading.toString();
    for (int i = 0; i + 4 <= KEY.length(); i++) {
      assertFalse(shown.contains(KEY.substring(i, i + 4)), shown);
    }
  }

  @Test
  void aCharacterOfAnyKindInTheMiddleOfAKeyNeverYieldsAnotherKey() {
    for (int c = 1; c < 0x2400; c += c < 0x180 ? 1 : 7) {
      for (String in : List.of(String.valueOf((char) c), (char) c + "" + (char) c)) {
        String text = "GPK60 " + KEY.substring(0, 13) + in + KEY.substring(13);
        for (FoundKey found : KeyText.read(text).keys()) {
          assertEquals(KEY, found.key().reveal(), Integer.toHexString(c));
        }
      }
    }
  }

  @Test
  void utf16WithoutAMarkIsNotMistakenForShortBinary() {
    byte[] bytes = ("GPK60 " + KEY).getBytes(StandardCharsets.UTF_16LE);
    assertEquals(KEY, KeyText.read(KeyText.decode(bytes)).keys().get(0).key().reveal());
  }
}
