// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.metergate.spi.option.Secret;

/** What a redaction recognises, and what it leaves alone. */
class RedactionTest {
  private static final String PASSWORD = "Grün & \"sicher\"/7+x";
  private static final String KEY = "5AD84121D9D20B364B7A11F3C1B5827F";

  private static Redaction of(String... secrets) {
    Redaction redaction = new Redaction();
    List.of(secrets).forEach(secret -> redaction.learn(new Secret(secret)));
    return redaction;
  }

  private static void assertHidden(String secret, String form) {
    String text = "The server says: <" + form + "> and more.";
    String shown = of(secret).hide(text);
    assertTrue(shown.startsWith("The server says: <"), shown);
    assertTrue(shown.endsWith("> and more."), shown);
    assertTrue(shown.contains(Redaction.HIDDEN), shown);
    for (int i = 0; i + 8 <= form.length(); i++) {
      assertFalse(shown.contains(form.substring(i, i + 8)), shown);
    }
  }

  @Test
  void hidesAPasswordInEveryForm() {
    byte[] bytes = PASSWORD.getBytes(StandardCharsets.UTF_8);
    assertHidden(PASSWORD, PASSWORD);
    assertHidden(PASSWORD, PASSWORD.toUpperCase(Locale.ROOT));
    assertHidden(PASSWORD, URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8));
    assertHidden(PASSWORD, URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).replace("+", "%20"));
    assertHidden(PASSWORD, PASSWORD.replace("\"", "\\\"").replace("/", "\\/"));
    assertHidden(PASSWORD, PASSWORD.replace("&", "&amp;").replace("\"", "&quot;"));
    assertHidden(PASSWORD, PASSWORD.replace("ü", "\\u00fc"));
    assertHidden(PASSWORD, HexFormat.of().formatHex(bytes));
    assertHidden(PASSWORD, HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes));
    assertHidden(PASSWORD, HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(bytes));
  }

  @Test
  void hidesAPasswordInTheBase64OfALoginAtEveryAlignment() {
    for (String user : List.of("a", "ab", "abc", "abcd", "metergate")) {
      for (String end : List.of("", "x", "\n")) {
        byte[] login = (user + ":" + PASSWORD + end).getBytes(StandardCharsets.UTF_8);
        assertHidden(PASSWORD, Base64.getEncoder().encodeToString(login));
        assertHidden(PASSWORD, Base64.getUrlEncoder().withoutPadding().encodeToString(login));
      }
    }
  }

  @Test
  void hidesAKeyInEveryForm() {
    byte[] bytes = HexFormat.of().parseHex(KEY);
    assertHidden(KEY, KEY);
    assertHidden(KEY, KEY.toLowerCase(Locale.ROOT));
    for (String separator : List.of(" ", "-", ":", ", ", "_")) {
      assertHidden(KEY, HexFormat.ofDelimiter(separator).formatHex(bytes));
    }
    assertHidden(KEY, HexFormat.ofDelimiter(" ").withPrefix("0x").formatHex(bytes));
    assertHidden(KEY, Base64.getEncoder().encodeToString(bytes));
    assertHidden(KEY, Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8)));
    assertHidden("5A D8 41 21 D9 D2 0B 36 4B 7A 11 F3 C1 B5 82 7F", KEY);
  }

  @Test
  void hidesAPartOfASecretThatWasCut() {
    assertHidden(KEY, KEY.substring(0, 9));
    assertHidden(KEY, KEY.substring(20));
    assertHidden("correct-horse-battery", "correct-ho");
    assertHidden("correct-horse-battery", "battery");
  }

  @Test
  void hidesWhatItsPlaceShowsToBeASecret() {
    Redaction nothing = new Redaction();
    assertEquals(
        "http://me:(not shown)@host/?q=1&token=(not shown)&x=2",
        nothing.hide("http://me:pass@host/?q=1&token=abc&x=2"));
    assertEquals(
        "emulator:omnipower?encryption-key=(not shown)&seed=5",
        nothing.hide("emulator:omnipower?encryption-key=123&seed=5"));
  }

  @Test
  void leavesEverythingElseAlone() {
    Redaction redaction = of(KEY, PASSWORD, "key", "");
    for (String text :
        List.of(
            "",
            "The key is wrong; a key has 32 hexadecimal digits.",
            "serial:/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0",
            "2026-11-29T10:33:04.123Z 10.0.0.17:8086 fe80::1 7E A0 40",
            "The server http://host:8086/path refuses it (401).")) {
      assertEquals(text, redaction.hide(text));
      assertEquals(text, redaction.hideMistake(text));
    }
  }

  @Test
  void namesTheFileOfAPrivateKeyAndHidesWhatIsNone() {
    for (String value :
        List.of(
            "page.pem",
            "tls/page-key.pem",
            "'page key.key' # new",
            "\"../page.p8\" }",
            "a.pem, x")) {
      Redaction redaction = new Redaction();
      redaction.learnFrom("  tls: { certificate: chain.pem, key: " + value);
      String file = value.replaceAll("^[\"']|[\"',].*", "");
      String sentence = "The file '" + file + "' cannot be read.";
      assertEquals(sentence, redaction.hide(sentence));
    }
    for (String value : List.of("geheim.pem.9", "a@b.pem", "gehe im;x.key")) {
      Redaction redaction = new Redaction();
      redaction.learnFrom("key: " + value);
      assertEquals("(not shown)", redaction.hide(value));
    }
  }

  @Test
  void showsTheAddressOfAMeterOnABusAndNothingThatIsLonger() {
    String address = "672111832D2C1F16";
    for (String value : List.of(address, "\"" + address + "\"", "'" + address + "' }")) {
      Redaction redaction = new Redaction();
      redaction.learnFrom("  options: { secondary: " + value + ", encryption-key: " + KEY);
      String sentence = "mbus-67211183: " + address + " does not answer.";
      assertEquals(sentence, redaction.hide(sentence));
      assertEquals(Redaction.HIDDEN, redaction.hide(KEY));
    }
    for (String line : List.of("secondary: " + KEY, "number: " + address)) {
      Redaction redaction = new Redaction();
      redaction.learnFrom(line);
      assertEquals(Redaction.HIDDEN, redaction.hide(line.split(" ")[1]));
    }
  }

  /** Otherwise the digits that both begin with were hidden in the example. */
  @Test
  void showsTheExampleInASentenceAboutAnAddressThatIsWrittenWrongly() {
    String sentence = "Option 'secondary' is 8 or 16 digits, like 67211183 or 672111832D2C3504.";
    for (String value :
        List.of(
            "67211183-2D2C-34-04",
            "\"67211183 2D2C 34 04\"",
            "67:21:11:83:2D:2C:34:04",
            "67211183_2D2C_34_04, encryption-key: " + KEY,
            "672111832D2C3404 # of the heat meter",
            "672111832D2C3404 }")) {
      Redaction redaction = new Redaction();
      redaction.learnFrom("  options: { secondary: " + value);
      assertEquals(sentence, redaction.hideMistake(sentence), value);
    }
    for (String key : List.of(KEY, "67 21 11 83 2D 2C 34 04 1F", "672111832D2C34041")) {
      Redaction redaction = new Redaction();
      redaction.learnFrom("secondary: " + key);
      assertEquals(Redaction.HIDDEN, redaction.hide(key));
    }
  }

  @Test
  void hidesUnknownKeysInMistakes() {
    String bytes = HexFormat.ofDelimiter(" ").formatHex(HexFormat.of().parseHex(KEY));
    assertEquals("It is '(not shown)'.", new Redaction().hideMistake("It is '" + bytes + "'."));
    assertEquals(
        "It is '(not shown)'.", new Redaction().hideMistake("It is '" + "1".repeat(32) + "'."));
  }

  /** The first letters of "cannot" made a key of a long number before it. */
  @Test
  void aWordBesideALongNumberBelongsToNoKey() {
    Redaction redaction = new Redaction();
    for (String text :
        List.of(
            "/tmp/12345678901234567890 cannot be read.",
            "/tmp/2026/11291201/55512345678 be written: made 12345678901234567890")) {
      assertEquals(text, redaction.hideMistake(text));
    }
    String part = KEY.substring(0, 22);
    String spaced = HexFormat.ofDelimiter(" ").formatHex(HexFormat.of().parseHex("ABCDEF" + part));
    String prefixed =
        HexFormat.ofDelimiter(" ").withPrefix("0x").formatHex(HexFormat.of().parseHex("AB" + part));
    for (String key : List.of(part, KEY, spaced, prefixed, part + "AB", "AB" + part)) {
      for (String around : List.of("%s", "'%s' cannot", "%s cannot", "made %s", "q%s", "%sq")) {
        String shown = redaction.hideMistake(String.format(around, key));
        assertFalse(shown.replaceAll("[^0-9A-F]", "").matches(".*[0-9A-F]{3}.*"), shown);
      }
    }
  }

  @Test
  void joinsWhatAnotherOneKnows() {
    Redaction redaction = of(PASSWORD);
    redaction.join(of(KEY));
    assertEquals(Redaction.HIDDEN, redaction.hide(KEY));
    assertEquals(Redaction.HIDDEN, redaction.hide(PASSWORD));
  }

  @Test
  void isQuickWithTextsOfAMillionCharacters() {
    Redaction redaction = new Redaction();
    redaction.learnFrom("password: \"" + "5a".repeat(500_000));
    redaction.learnFrom("password: " + "x y".repeat(300_000));
    assertEquals("all well", redaction.hide("all well"));
    assertTrue(redaction.hide("%41".repeat(100_000)).length() > 1000);
  }
}
