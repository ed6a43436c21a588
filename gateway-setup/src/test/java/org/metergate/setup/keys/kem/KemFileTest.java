// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.kem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.setup.keys.KeyRole;

/** Files that the test encrypts itself; meters, keys and passwords are invented. */
class KemFileTest {
  private static final String DEK = "0A1B2C3D4E5F60718293A4B5C6D7E8F9";
  private static final String E = "C05E7A19D3B2486F90AD1E7733F8042B";
  private static final String A = "18F3D9A60B7C42E5816E0FD25A94B37C";
  private static final String FIRST =
      "<MetersInOrder orderid=\"9\"><Meter><MeterName>MC403</MeterName><MeterNo>70000001</MeterNo>"
          + "<SerialNo>70000001</SerialNo><ConfigNo/><DEK>"
          + DEK
          + "</DEK></Meter></MetersInOrder>";
  private static final String SECOND =
      "<Devices><Device><ShortName>OMNIPOWER</ShortName><SerialNumber>28000001</SerialNumber>"
          + "<X><Y><Name>DEK</Name><Value>"
          + DEK
          + "</Value></Y><Y><Name>GPK60</Name><Value>"
          + E
          + "</Value></Y><Y><Name>GPK61</Name><Value>"
          + A
          + "</Value></Y></X></Device></Devices>";
  private static final String ZEROS = "zeros";
  private static final String RANDOM = "random";

  private static byte[] file(String content, String password, String padding) throws Exception {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length / 16 + 1) * 16);
    if (padding.equals(RANDOM)) {
      byte[] rest = new byte[padded.length - text.length];
      new Random(content.length()).nextBytes(rest);
      rest[rest.length - 1] = (byte) rest.length;
      if (rest.length > 2) {
        rest[0] = '>'; // by chance
      }
      System.arraycopy(rest, 0, padded, text.length, rest.length);
    }
    byte[] key = Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), 16);
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key));
    return envelope(Base64.getMimeEncoder().encodeToString(cipher.doFinal(padded)));
  }

  private static byte[] envelope(String value) {
    return ("\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<EncryptedData"
            + " xmlns=\"http://www.w3.org/2001/04/xmlenc#\"><EncryptionMethod"
            + " Algorithm=\"http://www.w3.org/2001/04/xmlenc#aes128-cbc\"/><CipherData><CipherValue>"
            + value
            + "</CipherValue></CipherData></EncryptedData>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip(String... namesAndTexts) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return bytes.toByteArray();
  }

  private static String raw(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static KemFile kem(byte[] bytes) throws KemException {
    return KemFile.in(Container.content(bytes)).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {ZEROS, RANDOM})
  void opensBothVersionsPlainOrZippedWhateverThePadding(String padding) throws Exception {
    for (String password :
        List.of("12345678", "\u00c6bler og p\u00e6rer", "1", "0123456789abcdef")) {
      for (int more = 0; more < 17; more++) {
        String first = FIRST.replace("</Meter>", "<N>" + "x".repeat(more) + "</N></Meter>");
        byte[] file = file(first, password, padding);
        List<KemKey> keys = kem(file).keys(password);
        assertEquals(1, keys.size());
        assertEquals(KeyRole.RADIO, keys.get(0).role());
        assertEquals("MC403", keys.get(0).type());
        assertEquals("70000001", keys.get(0).number());
        assertEquals(DEK, keys.get(0).key().reveal());
      }
      byte[] file = file(SECOND, password, padding);
      byte[] zipped = zip("__MACOSX/._a", "x", "folder/", "", "folder/4711.KEM", raw(file));
      for (byte[] bytes : List.of(file, zipped)) {
        List<KemKey> keys = kem(bytes).keys(password);
        assertEquals(
            List.of(KeyRole.RADIO, KeyRole.ENCRYPTION, KeyRole.AUTHENTICATION),
            keys.stream().map(KemKey::role).toList());
        assertEquals(E, keys.get(1).key().reveal());
      }
    }
    assertFalse(kem(FIRST.getBytes(StandardCharsets.UTF_8)).needsPassword());
    assertEquals(1, kem(FIRST.getBytes(StandardCharsets.UTF_8)).keys("").size());
  }

  @Test
  void aWrongPasswordIsAlwaysNoticed() throws Exception {
    KemFile file = kem(file(SECOND, "12345678", RANDOM));
    for (int i = 0; i < 4000; i++) {
      String wrong = String.valueOf(20_000_000 + i);
      KemException e = assertThrows(KemException.class, () -> file.keys(wrong));
      assertTrue(e.isAboutThePassword(), e.getMessage());
      assertFalse(e.getMessage().contains(wrong));
    }
    for (String wrong : List.of("", "12345678 ", "12345678901234567")) {
      assertTrue(assertThrows(KemException.class, () -> file.keys(wrong)).isAboutThePassword());
    }
  }

  private static void refused(byte[] bytes, String words) {
    KemException e =
        assertThrows(
            KemException.class,
            () -> {
              Optional<KemFile> file = KemFile.in(Container.content(bytes));
              file.orElseThrow().keys("12345678");
            });
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertTrue(e.getMessage().matches("[A-Z].*\\."), e.getMessage());
    assertFalse(e.getMessage().contains(DEK.substring(0, 8)), e.getMessage());
  }

  @Test
  void documentTypesAndEntitiesAreRefusedInsideAndOutside() throws Exception {
    String type = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>";
    refused((type + raw(file(FIRST, "12345678", ZEROS)).substring(42)).getBytes(), "DOCTYPE");
    refused(file("<?xml version=\"1.0\"?>" + type + FIRST, "12345678", ZEROS), "DOCTYPE");
    String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
    refused(
        ("<?xml version=\"1.0\"?>" + FIRST.replace("<DEK>", bomb + "<DEK>")).getBytes(), "DOCTYPE");
  }

  @Test
  void otherFilesAreNamedInASentence() throws Exception {
    refused(file("<MetersInOrder></MetersInOrder>", "12345678", ZEROS), "no list of meters");
    refused(file("<Devices><Device/></Devices>", "12345678", ZEROS), "no keys");
    refused(envelope("AAAA"), "damaged");
    refused(envelope("%%"), "damaged");
    refused(
        raw(envelope("")).replace("aes128-cbc", "rsa-oaep").getBytes(StandardCharsets.ISO_8859_1),
        "another maker");
    byte[] good = file(FIRST, "12345678", ZEROS);
    refused(Arrays.copyOf(good, good.length - 40), "not well-formed");
    refused("%PDF-1.7".getBytes(), "PDF");
    refused(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, "picture");
    refused(new byte[] {0x1F, (byte) 0x8B, 8}, "archive");
    refused(zip("[Content_Types].xml", "<a/>", "word/document.xml", "<a/>"), "word processor");
    refused(zip("a.txt", "1", "b.txt", "2"), "several files");
    refused(zip("a.zip", raw(zip("b", "c"))), "another archive");
    refused(zip(), "empty or damaged");
    byte[] zip = zip("a.kem", raw(good));
    refused(Arrays.copyOf(zip, zip.length / 2), "damaged");
  }

  @Test
  void anArchiveThatIsMadeToFillAMemoryIsRefused() throws Exception {
    refused(zip("a.kem", "<".repeat(30_000_000)), "much larger");
    refused(zip("a.kem", "<".repeat(900_000)), "much larger");
    String[] many = new String[60];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "a" + i;
      many[i + 1] = "x";
    }
    refused(zip(many), "more than 20");
  }

  @Test
  void aTextIsLeftToTheReaderOfTexts() throws Exception {
    for (String text : List.of("GPK60 " + E, "<Key><KeyType>64</KeyType></Key>", "BMW", "")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertEquals(Optional.empty(), KemFile.in(Container.content(bytes)), text);
    }
    byte[] zipped = zip("keys.txt", "GPK60 " + E);
    assertEquals("GPK60 " + E, raw(Container.content(zipped)));
  }

  @Test
  void noDamageOfAFileEndsInAnythingButASentence() throws Exception {
    Random random = new Random(5);
    for (byte[] good :
        List.of(
            file(SECOND, "12345678", RANDOM), zip("a.kem", raw(file(FIRST, "12345678", ZEROS))))) {
      for (int i = 0; i < 1500; i++) {
        byte[] bytes = good.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        try {
          Optional<KemFile> file = KemFile.in(Container.content(bytes));
          if (file.isPresent()) {
            file.get().keys("12345678");
          }
        } catch (KemException e) {
          assertTrue(e.getMessage().endsWith("."), e.getMessage());
        }
      }
    }
  }
}
