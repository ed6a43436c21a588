// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.setup.keys.SampleKeys.A;
import static org.metergate.setup.keys.SampleKeys.E;
import static org.metergate.setup.keys.SampleKeys.OTHER;
import static org.metergate.setup.keys.SampleKeys.base64;
import static org.metergate.setup.keys.SampleKeys.digits;
import static org.metergate.setup.keys.SampleKeys.form;
import static org.metergate.setup.keys.SampleKeys.groups;
import static org.metergate.setup.keys.SampleKeys.isRight;
import static org.metergate.setup.keys.SampleKeys.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of form with keys of its own; E and A in a text stand for the two keys. */
class KeyTextTest {
  private static void bothAreFound(String form) {
    KeyReading reading = KeyText.read(text(form));
    assertTrue(isRight(reading), () -> form + " -> " + reading);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GPK60 and GPK61 of your meter:\n{E}\n{A}",
        "GPK60 | GPK61\n{E} | {A}",
        "Encryption key;Authentication key\r\n{E};{A}\r\n",
        "{E} (GPK60)\n{A} (GPK61)",
        "{A} {E} (GPK61, GPK60)",
        "{E}\nGPK60\n{A}\nGPK61",
        "Meter;GPK60;GPK61\n28046399;{E};{A}",
        "GPK11;GPK60;GPK61\n{O};{E};{A}",
        "The authentication key comes first, then the encryption key:\n{A}\n{E}",
        "|64|1|0x{E}|\n|65|1|0x{A}|",
        "<tr><td>64</td>\n<td>1</td><td>0x{E}</td></tr><tr><td>65</td>\n<td>1</td><td>0x{A}</td></tr>",
        "{\"keys\":{\"65\":\"{A}\",\"64\":\"{E}\"}}",
        "Generation Key | Key | Type\n0x{E} | 64 | 1\n0x{A} | 65 | 1\n",
        "{A};65;1\r\n{E};64;1\r\n",
        "GPK60 {E}\nReference 123e4567-e89b-12d3-a456-426614174000\nGPK61 {A}",
        "123e4567-e89b-12d3-a456-426614174000\nGPK60 {E}\nGPK61 {A}",
        "5706567280463991;4B414D4501ABF43F;GPK60;{E};GPK61;{A}",
        "4B414D4501ABF43F\n5706567280463991\nGPK60 {E}\nGPK61 {A}",
        "{A} is the authentication key.\n{E} is the encryption key.",
        "GPK60{E}\nGPK61{A}",
        "GPK60{E}GPK61{A}",
        "60: {E}\n61: {A}",
        "60 {E}\r61 {A}",
        "60;1;0x{E}\n61;1;0x{A}",
        "96;{E}\n97;{A}",
        "0x40 {E}\n0x41 {A}",
        "0x60: {E}\n0x61: {A}",
        "6410x{E} 6510x{A}",
        "Key Type Generation Key 64 1 0x{E} 65 1 0x{A}",
        "Key no. 60: {E}, key no. 61: {A}",
        "<Key type=\"64\" value=\"{E}\"/><Key type=\"65\" value=\"{A}\"/>",
        "<Key>\n <KeyType>64</KeyType>\n <Value>{E}</Value>\n</Key>\n<Key>\n <KeyType>65</KeyType>\n"
            + " <Value>{A}</Value>\n</Key>",
        "<EncryptionKey>{E}</EncryptionKey><AuthenticationKey>{A}</AuthenticationKey>",
        "<k:GPK61>{A}</k:GPK61><k:GPK60>{E}</k:GPK60>",
        "[{\"keyType\":65,\"value\":\"{A}\"},{\"keyType\":64,\"value\":\"{E}\"}]",
        "[{\"value\":\"{E}\",\"keyType\":64},{\"value\":\"{A}\",\"keyType\":65}]",
        "{\"text\":\"GPK60 {E}\\nGPK61 {A}\\n\"}",
        "GPK11 {O}\nGPK60 {E}\nGPK61 {A}",
        "GPK60 {E}\nGPK61 {A}\nGPK62 {O}\n",
        "DEK: {O}\nGPK60: {E}\nGPK61: {A}",
        "Radio key {O}; GPK60 {E}; GPK61 {A}",
        "GPK60: {E}\nGPK61: {A}\n\n> GPK60: {E}\n> GPK61: {A}\n",
        "See https://mail.example/t/{O} for help.\nGPK60 {E}\nGPK61 {A}",
        "<!DOCTYPE html><html><head><style>p{color:#fff}</style></head><body><p>Encryption key:"
            + " <b>{E}</b></p><p>Authentication key:&nbsp;<b>{A}</b></p><img src=\"cid:{O}\"></body>",
        "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0\\fs24 GPK60\\tab {E}\\par\nGPK61\\tab {A}\\par\n}",
        "static const uint8_t gpk60[16] = { {E} };\nstatic const uint8_t gpk61[16] = { {A} };",
        "#define ENC_KEY \"{E}\"\n#define AUTH_KEY \"{A}\"\n",
        "--option encryption-key={E} --option authentication-key={A}",
        "EK={E}&AK={A}",
        "System title 4B414D4501ABF43F\nGUEK {E}\nGAK {A}",
        "Cl\u00e9 de chiffrement : {E}\nCl\u00e9 d'authentification : {A}",
        "Chiave di cifratura {E}\nChiave di autenticazione {A}",
        "Encryptiesleutel {E}\nAuthenticatiesleutel {A}",
        "Clave de cifrado {E}\nClave de autenticaci\u00f3n {A}",
        "Klucz szyfrowania {E}\nKlucz uwierzytelniania {A}",
        "\u0160ifrovac\u00ed kl\u00ed\u010d {E}\nAutentiza\u010dn\u00ed kl\u00ed\u010d {A}",
        "Titkos\u00edt\u00e1si kulcs {E}\nHiteles\u00edt\u00e9si kulcs {A}",
        "Kr\u00fcpteerimisv\u00f5ti {E}\nAutentimisv\u00f5ti {A}",
        "\u0160ifravimo raktas {E}\nAutentifikavimo raktas {A}",
        "Nyckel f\u00f6r kryptering {E}\nNyckel f\u00f6r autentisering {A}",
        "Salausavain {E}\nTodentamisavain {A}",
        "Entschlu\u0308sselungsschlu\u0308ssel {E}\nAuthentifizierungsschlu\u0308ssel {A}"
      })
  void findsBothWithTheirRoles(String form) {
    bothAreFound(form);
  }

  @Test
  void readsListingsOfBytesWithTheirOffsets() {
    String dump = "GPK60\n00000000: {E}  4ph..bH9sC....N!\nGPK61\n00000000: {A}  .o..IQv...x?2..:";
    KeyReading words = KeyText.read(form(dump, groups(4, " ")));
    assertTrue(isRight(words), words.toString());
    KeyReading bytes = KeyText.read(form("uint8_t ek[16]= {E}; ak[16]= {A}", groups(2, " ")));
    assertTrue(isRight(bytes), bytes.toString());
  }

  @Test
  void readsMailsAsTheyAreStored() {
    String html =
        text("<p>Encryption key: <b>{E}</b></p>\n<p>Authentication key: <b>{A}</b></p>\n");
    String head =
        "From: a@grid.example\r\nMessage-ID: <"
            + OTHER
            + "@grid.example>\r\nContent-Type:"
            + " text/html; charset=utf-8\r\nContent-Transfer-Encoding: ";
    String base64 = Base64.getMimeEncoder().encodeToString(html.getBytes(StandardCharsets.UTF_8));
    KeyReading packed =
        KeyText.read(head + "base64\r\nX-Other: 1\r\n\r\n" + base64 + "\r\n--b--\r\n");
    assertTrue(isRight(packed), packed.toString());
    String quoted =
        html.replace("=", "=3D")
            .replace("key", "k=65y")
            .replace(E, E.substring(0, 9) + "=\r\n" + E.substring(9))
            .replace("\n", "\r\n");
    KeyReading soft = KeyText.read(head + "quoted-printable\r\n\r\n" + quoted);
    assertTrue(isRight(soft), soft.toString());
    String equal = text("gpk60=3D{E}\r\ngpk61=3D{A}\r\n");
    assertTrue(isRight(KeyText.read(head + "quoted-printable\r\n\r\n" + equal)), equal);
  }

  static Stream<String> withoutRoles() {
    String both = E + A;
    return Stream.of(
        "{E}\n{A}",
        "{E} {A}",
        "{E}{A}",
        "{E};{A}",
        "Keys: {E} / {A}",
        both.substring(0, 40) + "\n" + both.substring(40),
        both.substring(0, 20) + "\n" + both.substring(20, 50) + "\n" + both.substring(50),
        groups(4, " ").apply(both),
        groups(2, ":").apply(both),
        base64(both));
  }

  @ParameterizedTest
  @MethodSource("withoutRoles")
  void leavesTheRoleOpenWhereNothingSaysIt(String form) {
    KeyReading reading = KeyText.read(text(form));
    assertEquals(List.of(E, A), digits(reading, KeyRole.UNKNOWN), reading.toString());
    assertEquals(2, reading.keys().size());
  }

  @Test
  void aNameOfAnotherKeyIsNotARoleOfTheCustomerPort() {
    for (String name : List.of("GPK11", "gpk 11", "DEK", "Radio key", "GPK62", "Master key")) {
      KeyReading reading = KeyText.read(name + ": " + E);
      assertEquals(1, reading.keys().size(), name);
      assertEquals(false, reading.keys().get(0).role().mayBeUsed(), name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GPK60 C05E7A19D3B2486F90AD1E7733F8042, COUNT, 31, 7",
    "GPK60 C05E7A19D3B2486F90AD1E7733F8042B0, COUNT, 33, 7",
    "GPK60 C05E 7A19 D3B2 486F 90AD 1E77 33F8 042, COUNT, 31, 7",
    "GPK60 C0 5E 7A 19 D3 B2 48 6F 90 AD 1E 77 33 F8 04, COUNT, 30, 7",
    "GPK60 C05E7A19D3B2...F8042B, COUNT, 18, 7",
    "GPK60 C05E7A19 D3B2486F (the rest follows), COUNT, 16, 7",
    "64 1 0xC05E7A19D3B2486F90AD1E7733XXXXXX, MASKED, 32, 8",
    "64 1 0xC05E7A19D3B2486F90AD1E77********, MASKED, 32, 8",
    "GPK60 C05E 7A19 D3B2 486F 90AD 1E77 XXXX XXXX, MASKED, 32, 7",
    "GPK60 CO5E7A19D3B2486F9OAD1E7733F8Z42S, UNREADABLE, 32, 7",
    "GPK60 C05E 7A19 D3B2 4G6F 90AD 1E77 33F8 042B, UNREADABLE, 32, 7"
  })
  void neverTakesADamagedKeyAndSaysWhatIsWrongAndWhere(
      String line, DamagedKey.Damage damage, int count, int column) {
    for (String rest : List.of("", "\nGPK61 " + A)) {
      KeyReading reading = KeyText.read("Hello\r\n\r\n" + line + rest);
      assertEquals(List.of(), reading.with(KeyRole.ENCRYPTION), reading.toString());
      assertEquals(1, reading.damaged().size(), reading.toString());
      DamagedKey damaged = reading.damaged().get(0);
      assertEquals(damage, damaged.damage());
      assertEquals(count, damaged.count());
      assertEquals(new Place(3, column), damaged.place());
      assertEquals(KeyRole.ENCRYPTION, damaged.role());
      assertEquals(rest.isEmpty() ? 0 : 1, reading.with(KeyRole.AUTHENTICATION).size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3,47068E+31", "3.47068E+31", "1,2e31", "9.99999999999999E+30"})
  void seesThatASpreadsheetMadeANumberOfAKey(String number) {
    KeyReading reading = KeyText.read("64;1;" + number + "\n65;1;0x" + A);
    assertEquals(DamagedKey.Damage.NUMBER, reading.damaged().get(0).damage());
    assertEquals(KeyRole.ENCRYPTION, reading.damaged().get(0).role());
    assertEquals(List.of(A), digits(reading, KeyRole.AUTHENTICATION));
  }

  @Test
  void namesTheUnreadableCharactersAndTheReplacedOnesByPosition() {
    String scanned = E.replace('2', 'Z');
    KeyReading reading = KeyText.read("GPK60 " + scanned + "\nGPK61 " + A.replace('0', 'O'));
    assertEquals(List.of(12, 31), reading.damaged().get(0).unreadable());
    List<Integer> zeros = new ArrayList<>();
    for (int i = 0; i < A.length(); i++) {
      if (A.charAt(i) == '0') {
        zeros.add(i + 1);
      }
    }
    assertEquals(zeros, reading.with(KeyRole.AUTHENTICATION).get(0).replaced());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void decodesWhateverEncodingThereIs(String charset) {
    String text = text("Krypteringsn\u00f8gle {E}\r\nAutentifikationsn\u00f8gle {A}\r\n");
    byte[] bytes = text.getBytes(Charset.forName(charset));
    assertTrue(isRight(KeyText.read(KeyText.decode(bytes))), charset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Dear customer, your meter is 5706567280463991 and your number 28046399.",
        "5706567 280463991 28046399 12345678",
        "add a bad cafe, be fed; dead beef decade facade",
        "2026-11-29 10:15 2026-11-29 10:16 2026-11-29 10:17",
        "IBAN DK50 0040 0440 1162 43 BIC DABADKKK",
        "https://example.org/c05e7a19d3b2486f90ad1e7733f8042b",
        "C05E7A19D3B2486F90AD1E7733F8042B18F3D9A6", // a hash of 40 digits
        "System title 4B414D4501ABF43F",
        "28046399 12345678 87654321 28046000",
        "28046399\n12345678\n87654321\n28046000",
        "4B414D4501ABF43F\n5706567280463991",
        "4B414D4501ABF43F 4B414D4501ABF440"
      })
  void findsNoKeyWhereThereIsNone(String text) {
    KeyReading reading = KeyText.read(text);
    assertEquals(List.of(), reading.keys());
    assertEquals(List.of(), reading.damaged());
  }
}
