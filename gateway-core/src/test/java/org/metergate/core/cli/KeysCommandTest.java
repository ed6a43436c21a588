// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.kit.EmulatedLine;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

@Timeout(120)
class KeysCommandTest {
  private static final String E = "C05E7A19D3B2486F90AD1E7733F8042B";
  private static final String A = "18F3D9A60B7C42E5816E0FD25A94B37C";
  private static final String OTHER = "77AA10293C4B5D6E7F8091A2B3C4D5E6";

  @TempDir Path folder;
  private String to;

  @BeforeEach
  void choosesAFolder() {
    to = folder.resolve("keys").toString();
  }

  private String file(String name, String text) throws Exception {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private String file(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private Run keys(String... args) {
    List<String> all = new ArrayList<>(List.of("keys", "-c", folder.resolve("g.yaml").toString()));
    all.addAll(List.of(args));
    Run run = Run.of(all);
    assertShowsNoKey(run);
    return run;
  }

  private static void assertShowsNoKey(Run run) {
    String shown = (run.out() + run.err()).replaceAll("[\\s:-]", "").toUpperCase(Locale.ROOT);
    for (String key : List.of(E, A, OTHER)) {
      for (int i = 0; i + 8 <= key.length(); i++) {
        assertFalse(shown.contains(key.substring(i, i + 8)), shown);
      }
    }
  }

  private String key(String name) throws Exception {
    return Files.readString(folder.resolve("keys").resolve(name)).strip();
  }

  /** Two minutes of an emulated meter, as raw bytes. */
  private String recording(String options) throws Exception {
    VirtualTime time = new VirtualTime(Instant.parse("2026-11-29T12:00:00Z"));
    ByteEmulatorProvider provider =
        (ByteEmulatorProvider) Installation.find().emulator("omnipower");
    Map<String, String> values =
        options.isEmpty()
            ? Map.of("encryption-key", E, "authentication-key", A)
            : Map.of(options.split("=")[0], options.split("=")[1]);
    EmulatedMeter meter = provider.create(Options.of(provider.info().options(), values), time);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[4096];
    try (EmulatedLine line =
        new EmulatedLine(
            time, LineSettings.eightNone(2400), List.of(meter), Duration.ofMinutes(2))) {
      while (true) {
        bytes.write(chunk, 0, line.read(chunk, Duration.ofSeconds(1)));
      }
    } catch (LinkLostException e) {
      return file("meter.bin", bytes.toByteArray());
    }
  }

  @Test
  void writesBothKeysForTheirOwnerAloneAndPrintsTheLinesOfTheConfiguration() throws Exception {
    Run run = keys(file("mail.txt", "64 1 0x" + E + "\r\n65 1 0x" + A)).ends(0);
    assertEquals(
        "    options:\n      encryption-key: !file keys/gpk60\n      authentication-key: !file"
            + " keys/gpk61\n",
        run.out());
    assertEquals(E, key("gpk60"));
    assertEquals(A, key("gpk61"));
    for (String name : List.of("gpk60", "gpk61")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(folder.resolve("keys").resolve(name))));
    }
    assertTrue(run.err().contains("line 1, character 8"), run.err());
  }

  @Test
  void theConfigurationThatIsPrintedReadsTheMeter() throws Exception {
    String[] places = {to, folder.resolve("a folder: with 'signs' \"and\" #").toString()};
    for (String place : places) {
      String lines = keys(file("mail", E + " " + A), "--to", place).ends(0).out();
      String config =
          "gateway: { name: house }\nmeters:\n  m:\n    driver: omnipower-dlms\n    link:"
              + " \"emulator:omnipower\"\n"
              + lines
              + "journal: { path: "
              + folder.resolve("j.db")
              + " }\n";
      Files.writeString(folder.resolve("g.yaml"), config);
      Run.of("check", "-c", folder.resolve("g.yaml").toString()).ends(0);
    }
  }

  @Test
  void neverReplacesOtherKeysUnlessAsked() throws Exception {
    String mail = file("mail", "GPK60 " + E + "\nGPK61 " + A);
    keys(mail).ends(0);
    keys(mail).ends(0);
    String newer = file("newer", "GPK60 " + OTHER + "\nGPK61 " + A);
    Run run = keys(newer).ends(1);
    assertTrue(run.err().contains("--force"), run.err());
    assertEquals(E, key("gpk60"));
    keys(newer, "--force").ends(0);
    assertEquals(OTHER, key("gpk60"));
  }

  @Test
  void readsStandardInput() throws Exception {
    InputStream before = System.in;
    try {
      for (String[] args : List.of(new String[] {"-"}, new String[0])) {
        System.setIn(new ByteArrayInputStream(("GPK61=" + A + "\nGPK60=" + E).getBytes()));
        keys(args).ends(0);
        assertEquals(E, key("gpk60"));
      }
      System.setIn(new ByteArrayInputStream(new byte[0]));
      keys("-").refuses(1, "Standard input is empty.");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void findsTheRightOrderAndMendsADigitWithARecording() throws Exception {
    String recording = recording("");
    for (String text :
        List.of(
            "GPK60 " + A + "\nGPK61 " + E,
            E + A,
            "GPK60 " + E.substring(0, 13) + E.substring(14) + "\nGPK61 " + A,
            "GPK60 " + E + "\nGPK61 " + A.replace("42E5", "4E25"),
            "GPK60 " + E.replace('2', 'Z') + "\nGPK61 " + A,
            OTHER + "\n" + A + "\n" + E)) {
      String mail = file("mail", text);
      Run run = keys(mail, "--with-recording", recording, "--force").ends(0);
      assertEquals(E, key("gpk60"), run.toString());
      assertEquals(A, key("gpk61"), run.toString());
      assertTrue(run.err().contains("fits the messages of meter"), run.err());
    }
  }

  @Test
  void writesNothingWhereNoKeyFitsTheRecording() throws Exception {
    String wrong = file("mail", "GPK60 " + OTHER + "\nGPK61 " + A);
    Run run = keys(wrong, "--with-recording", recording("")).ends(1);
    assertTrue(run.err().contains("No key fits"), run.err());
    run = keys(wrong, "--with-recording", recording("encrypted=false")).ends(1);
    assertTrue(run.err().contains("does not encrypt"), run.err());
    run = keys(wrong, "--with-recording", file("noise", "hello")).ends(1);
    assertTrue(run.err().contains("No message"), run.err());
    assertFalse(Files.exists(folder.resolve("keys")));
  }

  static Stream<String> withoutTwoKeys() {
    return Stream.of(
        "nothing in it",
        "GPK60 " + E,
        "GPK11 " + E,
        "GPK60 " + E + "1\nGPK61 " + A,
        "GPK60 " + E.substring(0, 26) + "XXXXXX\nGPK61 " + A,
        "GPK60 " + E + "\nGPK61 " + E,
        "DEK: " + E);
  }

  @ParameterizedTest
  @MethodSource("withoutTwoKeys")
  void writesNothingWithoutTwoKeysAndSaysWhy(String text) throws Exception {
    Run run = keys(file("mail", text)).ends(1);
    assertEquals("", run.out());
    assertTrue(run.err().lines().count() >= 2, run.err());
    assertTrue(run.err().strip().endsWith("Nothing was written."), run.err());
    assertFalse(Files.exists(folder.resolve("keys")));
  }

  /**
   * Each way in which something is printed, for keys that are right, damaged, and in odd places.
   */
  @Test
  void nothingThatIsPrintedHasEightDigitsOfAKeyWhateverTheForm() throws Exception {
    String half = E.substring(0, 20) + " and " + E.substring(20);
    List<String> forms =
        List.of(
            E,
            E + A + OTHER,
            E.toLowerCase(Locale.ROOT) + "\n" + A.replace("0", "O"),
            "GPK60 " + E + "\nGPK60 " + OTHER + "\nGPK61 " + A,
            "GPK60 " + half,
            "{\"" + E + "\": \"" + A + "\"}",
            "<" + E + ">" + A + "</" + E + ">",
            "GPK60 " + E.replace('2', 'Z') + "\nGPK61 " + A.substring(1),
            "GPK60 "
                + String.join(" ", E.split("(?<=\\G....)"))
                + "\n"
                + A.substring(0, 26)
                + "XXXXXX",
            "<MetersInOrder><Meter><MeterName>"
                + E
                + "</MeterName><MeterNo>"
                + A
                + "</MeterNo><DEK>"
                + OTHER
                + "</DEK></Meter></MetersInOrder>",
            "<MetersInOrder><Meter><" + "K" + E + ">" + A + "</K" + E + "></Meter></MetersInOrder>",
            "<Devices><Device><Name>" + E + "</Name><Value>" + A + "</Value></Device></Devices>",
            "<Devices>" + E,
            "<EncryptedData><CipherValue>" + E + "</CipherValue></EncryptedData>",
            "{\\rtf1 " + E + "\\par " + A + "}");
    String recording = recording("");
    for (String form : forms) {
      String mail = file("mail", form);
      String password = file("password", E);
      keys(mail, "--force");
      keys(mail, "--force", "--encryption-only", "--password-file", password);
      keys(mail, "--force", "--with-recording", recording);
    }
    keys(E);
    keys("mail", A);
    keys("--driver", E, "--with-recording", recording, file("mail", E));
  }

  @Test
  void oneKeyAloneIsWrittenOnDemand() throws Exception {
    String mail = file("mail", "Encryption key " + E);
    keys(mail).ends(1);
    Run run = keys(mail, "--encryption-only").ends(0);
    assertFalse(run.out().contains("authentication"), run.out());
    assertEquals(E, key("gpk60"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FOLDER|is a folder; give the file with the keys.",
        "FOLDER/none|there is no such file",
        "empty|is empty.",
        "large|is larger than a megabyte",
        "mail --with-recording FOLDER|is a folder, not a recording.",
        "mail --with-recording none|there is no such file"
      })
  void anInputThatCannotBeReadIsASentence(String line) throws Exception {
    file("empty", " \r\n\t");
    file("large", "1".repeat((1 << 20) + 1));
    file("mail", E + "\n" + A);
    String[] args = line.substring(0, line.indexOf('|')).split(" ");
    for (int i = 0; i < args.length; i++) {
      args[i] =
          args[i].startsWith("--")
              ? args[i]
              : folder.resolve(args[i].replaceFirst("FOLDER/?", "")).toString();
    }
    Run run = keys(args).ends(1);
    assertTrue(run.err().contains(line.substring(line.indexOf('|') + 1)), run.err());
    assertEquals(1, run.err().strip().lines().count(), run.err());
  }

  @Test
  void wrongUsageIsExitCodeTwo() throws Exception {
    String mail = file("mail", E + "\n" + A);
    keys(mail, "--with-recording", "x", "--link", "serial:/dev/x").ends(2);
    keys(mail, "--with-recording", mail, "--driver", "multical-kmp").ends(2);
    keys(mail, "--driver", "none", "--with-recording", mail).ends(2);
    keys(mail, E).ends(2);
    keys(mail, "--password=" + E).ends(2);
  }

  private String kem(String names) throws Exception {
    String xml =
        "<Devices><Device><ShortName>OMNIPOWER</ShortName><SerialNumber>28000001</SerialNumber>"
            + names
            + "</Device></Devices>";
    byte[] text = xml.getBytes(StandardCharsets.UTF_8);
    byte[] key = Arrays.copyOf("12345678".getBytes(StandardCharsets.US_ASCII), 16);
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key));
    String value =
        Base64.getEncoder()
            .encodeToString(cipher.doFinal(Arrays.copyOf(text, (text.length / 16 + 1) * 16)));
    return file(
        "meter.kem",
        "<EncryptedData><CipherData><CipherValue>"
            + value
            + "</CipherValue></CipherData></EncryptedData>");
  }

  private static String pair(String name, String value) {
    return "<K><Name>" + name + "</Name><Value>" + value + "</Value></K>";
  }

  @Test
  void opensAKemFileWithThePasswordFromAFileAndSaysWhatADekIs() throws Exception {
    String password = file("password", "12345678\r\n");
    String radio = kem(pair("DEK", OTHER));
    Run run = keys(radio, "--password-file", password).ends(1);
    assertTrue(run.err().contains("DEK is the key of its radio"), run.err());
    assertTrue(run.err().contains("GPK60 and GPK61"), run.err());
    assertFalse(run.err().contains("There is no key in it"), run.err());
    String all = kem(pair("GPK61", A) + pair("DEK", OTHER) + pair("GPK60", E));
    keys(all, "--password-file", password).ends(0);
    assertEquals(E, key("gpk60"));
    assertEquals(A, key("gpk61"));
    Run wrong = keys(all, "--password-file", file("wrong", "12345679")).ends(1);
    assertTrue(wrong.err().contains("The password does not open this file."), wrong.err());
    assertFalse(wrong.err().contains("12345679"), wrong.err());
    keys(all, "--password-file", file("blank", " 12345678 \n")).ends(0);
  }

  @Test
  void withoutATerminalTheOptionForThePasswordIsNamed() throws Exception {
    Run run = keys(kem(pair("GPK60", E))).ends(2);
    assertTrue(run.err().contains("--password-file"), run.err());
  }
}
