// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.spi.option.Secret;

class SecretSearchTest {
  private static final String KEY = "5AD84121D9D20B364B7A11F3C1B5827F";
  private static final String PASSWORD = "pa55 wörd/+?";
  private static final SecretSearch SEARCH =
      new SecretSearch(List.of(new Secret(KEY), new Secret(PASSWORD)));

  static Stream<Arguments> planted() {
    byte[] key = HexFormat.of().parseHex(KEY);
    byte[] password = PASSWORD.getBytes(StandardCharsets.UTF_8);
    byte[] login = ("gateway:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    byte[] shifted = ("xy" + PASSWORD + "z").getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of("key as it is", bytes("a " + KEY + " b")),
        Arguments.of("key in lower case", bytes(KEY.toLowerCase(Locale.ROOT))),
        Arguments.of("key with colons", bytes(KEY.replaceAll("..(?!$)", "$0:"))),
        Arguments.of("key in groups", bytes(KEY.replaceAll("....", "$0 "))),
        Arguments.of("key over two lines", bytes(KEY.substring(0, 16) + "\n" + KEY.substring(16))),
        Arguments.of(
            "key in pieces of a recording",
            bytes(
                "# metergate-recording 1\n0.010000 < 7E"
                    + KEY.substring(0, 10)
                    + "\n0.011000 > 3F\n0.020000 < "
                    + KEY.substring(10)
                    + "\n")),
        Arguments.of(
            "password in pieces of a recording, as Base64",
            bytes("# metergate-recording 1\n" + pieces(Base64.getEncoder().encode(password)))),
        Arguments.of("key digits reversed", bytes(reversed(KEY))),
        Arguments.of("key bytes reversed", bytes(HexFormat.of().formatHex(reversed(key)))),
        Arguments.of("key as raw bytes", key),
        Arguments.of("key as raw bytes reversed", reversed(key)),
        Arguments.of("key bytes in Base64", Base64.getEncoder().encode(key)),
        Arguments.of("key text in Base64", Base64.getEncoder().encode(bytes(KEY))),
        Arguments.of("key in hexadecimal of its text", bytes(HexFormat.of().formatHex(bytes(KEY)))),
        Arguments.of("password as it is", bytes("password: " + PASSWORD)),
        Arguments.of("password in upper case", bytes(PASSWORD.toUpperCase(Locale.ROOT))),
        Arguments.of("password reversed", bytes(reversed(PASSWORD))),
        Arguments.of(
            "password in hexadecimal", bytes(HexFormat.of().withUpperCase().formatHex(password))),
        Arguments.of(
            "password reversed in hexadecimal",
            bytes(HexFormat.of().formatHex(reversed(password)))),
        Arguments.of("password in Base64", Base64.getEncoder().encode(password)),
        Arguments.of("password reversed in Base64", Base64.getEncoder().encode(reversed(password))),
        Arguments.of(
            "password in Base64, reversed",
            bytes(reversed(Base64.getEncoder().encodeToString(password)))),
        Arguments.of("password in a login", Base64.getEncoder().encode(login)),
        Arguments.of(
            "password in Base64 at another alignment", Base64.getUrlEncoder().encode(shifted)),
        Arguments.of(
            "password with percent signs",
            bytes(URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("planted")
  void findsAPlantedSecretAndTheBundleIsRefused(String form, byte[] content) {
    assertTrue(SEARCH.find(content).isPresent());
    Bundle bundle =
        new Bundle(
            List.of(
                new BundleEntry("a.txt", "First.", bytes("clean")),
                new BundleEntry("b.rec", "Second.", content)));
    Bundle.SecretFound refused =
        assertThrows(Bundle.SecretFound.class, () -> bundle.zip(SEARCH, "Intro."));
    assertTrue(refused.getMessage().contains("b.rec"), refused.getMessage());
    assertFalse(refused.getMessage().contains(PASSWORD));
    assertFalse(refused.getMessage().contains(KEY));
  }

  @Test
  void findsASecretInTheReasonOfAnEntryWhichIsInTheList() {
    Bundle bundle = new Bundle(List.of(new BundleEntry("a.txt", "Of " + PASSWORD, bytes("clean"))));
    Bundle.SecretFound refused =
        assertThrows(Bundle.SecretFound.class, () -> bundle.zip(SEARCH, "Intro."));
    assertTrue(refused.getMessage().contains("MANIFEST.txt"), refused.getMessage());
  }

  @Test
  void findsAShortPasswordOnlyAsAWholeWord() {
    SecretSearch search = new SecretSearch(List.of(new Secret("house")));
    assertEquals(Optional.empty(), search.find(bytes("household")));
    assertTrue(search.find(bytes("password=HOUSE;")).isPresent());
    assertTrue(search.find(bytes("x esuoh")).isPresent());
  }

  @Test
  void findsNothingInTrafficThatHasNoSecret() {
    Random random = new Random(16);
    byte[] bytes = new byte[500_000];
    random.nextBytes(bytes);
    assertEquals(Optional.empty(), SEARCH.find(bytes));
    assertEquals(Optional.empty(), SEARCH.find(bytes(HexFormat.of().formatHex(bytes))));
  }

  @Test
  void packsTheListAndAllEntriesWhereThereIsNoSecret() throws Exception {
    Bundle bundle = new Bundle(List.of(BundleEntry.of("a.txt", "First.", "content")));
    byte[] zip = bundle.zip(SEARCH, "Introduction.");
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      ZipEntry list = in.getNextEntry();
      assertEquals("MANIFEST.txt", list.getName());
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(
          text.startsWith("Introduction.") && text.contains("a.txt") && text.contains("First."),
          text);
      assertEquals("a.txt", in.getNextEntry().getName());
      assertEquals("content", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void refusesNamesThatLeadOutOfTheBundle() throws IOException {
    for (String name : List.of("../x", "/etc/x", "", ".x", "a/b")) {
      assertThrows(IllegalArgumentException.class, () -> BundleEntry.of(name, "", ""));
    }
  }

  private static String pieces(byte[] bytes) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      lines.append(String.format("0.%06d > %02X%n", i, bytes[i]));
    }
    return lines.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[bytes.length - 1 - i] = bytes[i];
    }
    return reversed;
  }
}
