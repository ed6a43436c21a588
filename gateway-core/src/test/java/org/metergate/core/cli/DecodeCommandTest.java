// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeCommandTest {
  private static final List<String> NO_KEYS = List.of("decode", "--driver", "omnipower-dlms");

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  private static Run decode(Object... more) {
    return Run.of(
        Stream.concat(NO_KEYS.stream(), Arrays.stream(more).map(Object::toString)).toList());
  }

  private static Run fromStandardInput(InputStream in, List<String> args) {
    InputStream before = System.in;
    try {
      System.setIn(in);
      return Run.of(args);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void printsOneObjectALineForEachReadingOfAnEncryptedStream() throws Exception {
    Telegrams telegrams = Telegrams.encrypted(3);
    Path capture = Files.write(folder.resolve("capture"), telegrams.bytes());
    Run run = Run.of(telegrams.decode("--meter", "stairs", capture)).ends(0);
    List<Map<String, Object>> readings = JsonLines.of(run.out());
    assertEquals(3, readings.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(i + 1L, readings.get(i).get("telegram"));
      assertEquals("stairs", readings.get(i).get("meter"));
      assertEquals("live", readings.get(i).get("origin"));
      assertTrue(JsonLines.asList(readings.get(i).get("measurements")).size() > 20);
    }
    assertTrue(run.err().startsWith("3 readings, 3 good frames, 0 faults\n"), run.err());
  }

  @Test
  void countsOneOfAThingInTheSingular() throws Exception {
    Telegrams one = Telegrams.encrypted(1);
    Run run = Run.of(one.decode("--hex", file("one.hex", one.hex()))).ends(0);
    assertTrue(run.err().startsWith("1 reading, 1 good frame, 0 faults\n"), run.err());
  }

  @Test
  void readsTheSameFromBytesFromHexadecimalTextFromARecordingAndFromStandardInput()
      throws Exception {
    Telegrams telegrams = Telegrams.encrypted(2);
    String expected = values(Run.of(telegrams.decode(bytes(telegrams))));
    String spread =
        telegrams.hex().replaceAll("(.{32})", "$1 # a comment, as people write it\r\n\t");
    assertEquals(expected, values(Run.of(telegrams.decode("--hex", file("a.hex", spread)))));
    String recording =
        "# metergate-recording 1\n1.000000 < "
            + telegrams.hex().substring(0, 200)
            + "\n1.100000 < "
            + telegrams.hex().substring(200)
            + "\n";
    assertEquals(expected, values(Run.of(telegrams.decode(file("a.rec", recording)))));
    assertEquals(
        expected, values(Run.of(telegrams.decode("--hex", file("b.rec", recording)))), "--hex too");
    assertEquals(
        expected,
        values(
            fromStandardInput(new ByteArrayInputStream(telegrams.bytes()), telegrams.decode("-"))));
  }

  @Test
  void readsANamedPipe() throws Exception {
    Telegrams one = Telegrams.encrypted(1);
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    Assumptions.assumeTrue(made.waitFor() == 0, "mkfifo is not there");
    Thread writer =
        new Thread(
            () -> {
              try {
                Files.write(pipe, one.bytes());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    writer.start();
    String expected = values(Run.of(one.decode(bytes(one))));
    assertEquals(expected, values(Run.of(one.decode(pipe))));
    writer.join();
  }

  private Path bytes(Telegrams telegrams) throws IOException {
    return Files.write(folder.resolve("bytes"), telegrams.bytes());
  }

  /** The readings without the time at which they were decoded. */
  private static String values(Run run) {
    run.ends(0);
    return run.out().replaceAll("\"receivedAt\":\"[^\"]*\"", "");
  }

  @Test
  void saysThatAFileIsEmpty() throws Exception {
    Path empty = file("empty", "");
    for (Run run : List.of(decode(empty), decode("--hex", empty))) {
      run.ends(1);
      assertEquals("", run.out());
      assertEquals(
          "0 readings, 0 good frames, 0 faults\nmetergate: " + empty + " is empty.\n", run.err());
    }
  }

  @Test
  void namesAFolderAMissingFileAndAFileThatCannotBeRead() throws Exception {
    decode(folder).refuses(1, folder + " is a folder, not a capture.");
    decode(folder.resolve("gone"))
        .refuses(
            1,
            "The file "
                + folder.resolve("gone")
                + " cannot be read: there is no such file or folder.");
    decode("/proc/self/mem")
        .refuses(1, "The file /proc/self/mem cannot be read: Input/output error.");
  }

  @Test
  void namesTheCharacterThatIsNoHexadecimalDigitAfterTheReadingsBeforeIt() throws Exception {
    Telegrams one = Telegrams.encrypted(1);
    Path bad = file("bad.hex", "# first line\n" + one.hex() + "\n  7Eg1\n");
    Run run = Run.of(one.decode("--hex", bad)).ends(1);
    assertEquals(1, JsonLines.of(run.out()).size());
    assertTrue(
        run.err()
            .endsWith(
                "metergate: " + bad + ", line 3, column 5: 'g' is not a hexadecimal digit.\n"),
        run.err());
  }

  @Test
  void saysThatHalfAByteIsMissing() throws Exception {
    Path odd = file("odd.hex", "7EA1e");
    Run run = decode("--hex", odd).ends(1);
    assertTrue(run.err().contains(odd + " ends in the middle of a byte"), run.err());
  }

  @Test
  void readsTheBytesOfLogsAndDumpsOfOtherPrograms() throws Exception {
    Telegrams telegrams = Telegrams.encrypted(2);
    String expected = values(Run.of(telegrams.decode(bytes(telegrams))));
    String digits = telegrams.hex();
    String log = digits.replaceAll("(.{2,32}?)(?=7EA|(?<=\\G.{32})|$)", "12:34:56.1 RX: $1\n");
    StringBuilder dump = new StringBuilder();
    for (int at = 0; at < digits.length(); at += 32) {
      String row = digits.substring(at, Math.min(at + 32, digits.length()));
      dump.append(String.format("%08x: %s  ................%n", at / 2, row));
    }
    for (String text : List.of(digits.replaceAll("(..)", "0x$1, "), log, dump.toString())) {
      assertEquals(expected, values(Run.of(telegrams.decode(file("a.txt", text)))), text);
      assertEquals(expected, values(Run.of(telegrams.decode("--hex", file("a.txt", text)))));
    }
  }

  @Test
  void leavesOutTheByteOrderMarkOfAnEditor() throws Exception {
    Telegrams one = Telegrams.encrypted(1);
    String expected = values(Run.of(one.decode(bytes(one))));
    for (String text : List.of("# meter\r\n" + one.hex(), one.hex().replaceAll("(..)", "$1:"))) {
      assertEquals(
          expected, values(Run.of(one.decode(file("a.hex", "\u00EF\u00BB\u00BF" + text)))));
      assertEquals(
          expected,
          values(Run.of(one.decode("--hex", file("a.hex", "\u00EF\u00BB\u00BF" + text)))));
    }
  }

  @Test
  void recognisesHexadecimalTextByItsBeginningAlsoBehindComments() throws Exception {
    Telegrams telegrams = Telegrams.encrypted(2);
    String expected = values(Run.of(telegrams.decode(bytes(telegrams))));
    String comments = "# a meter of ours: 1 telegram\r\n\n#\n".repeat(20);
    for (String text :
        List.of(telegrams.hex(), comments + telegrams.hex() + "\n", "  " + telegrams.hex())) {
      assertEquals(expected, values(Run.of(telegrams.decode(file("a.hex", text)))));
      InputStream arriving =
          new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
              return super.read(into, offset, Math.min(length, 900)); // as through a pipe
            }
          };
      assertEquals(expected, values(fromStandardInput(arriving, telegrams.decode("-"))));
    }
    Path late = file("b.hex", telegrams.hex() + "\nno digits");
    Run run = Run.of(telegrams.decode(late)).ends(1);
    assertEquals(2, JsonLines.of(run.out()).size());
    assertTrue(
        run.err().endsWith(late + ", line 2, column 1: 'n' is not a hexadecimal digit.\n"),
        run.err());
    for (String other :
        List.of(
            "7EA12", "# 7EA1 7EA1 7EA1\n", "7EA1 7EA1, 7EA1 7EA1", "4B38".repeat(24) + ")\r\n")) {
      run = Run.of(telegrams.decode(file("c", other))).ends(1);
      assertTrue(!run.err().contains("hexadecimal"), run.err());
    }
  }

  @Test
  void saysWhyAnEncryptedStreamGivesNoReadingWithoutKeys() throws Exception {
    Run run = decode(bytes(Telegrams.encrypted(2))).ends(1);
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("0 readings, 2 good frames, 2 faults\n2 x keys-missing: "));
    assertTrue(run.err().contains("encryption-key and authentication-key"), run.err());
  }

  @Test
  void endsWithAFaultWhereOneOfManyTelegramsIsDamaged() throws Exception {
    Telegrams telegrams = Telegrams.encrypted(3);
    byte[] stream = telegrams.bytes();
    stream[stream.length / 2] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged"), stream);
    Run run = Run.of(telegrams.decode(damaged)).ends(1);
    assertEquals(2, JsonLines.of(run.out()).size());
    assertTrue(run.err().startsWith("2 readings, 2 good frames, 1 fault\n"), run.err());
    assertTrue(run.err().contains("1 x checksum: "), run.err());
  }

  @Test
  void findsNothingInNoise() throws Exception {
    byte[] noise = new byte[10_000];
    new Random(7).nextBytes(noise);
    Run run = decode(Files.write(folder.resolve("noise"), noise)).ends(1);
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("0 readings, 0 good frames, "), run.err());
  }

  @Test
  void namesTheLineOfABrokenRecordingAndARecordingOfALaterForm() throws Exception {
    Run run = decode(file("a.rec", "# metergate-recording 1\n0.1 < 7Ex\n")).ends(1);
    assertTrue(run.err().contains("could not be read as a recording: line 2 "), run.err());
    Path later = file("b.rec", "# metergate-recording 2\n");
    decode(later)
        .refuses(
            1, later + ": line 1 is not '# metergate-recording 1', so this is not a recording.");
    Path nothing = file("c.rec", "# metergate-recording 1\n5.0 ! silence\n");
    assertTrue(
        decode(nothing)
            .ends(1)
            .err()
            .endsWith(nothing + " contains nothing that this driver reads.\n"));
  }

  @Test
  void namesTheLengthOfAWrongKeyAndNotTheKey() {
    Run run = decode("--option", "encryption-key=5AD84121", "x");
    run.refuses(
        2,
        "The value of encryption-key is not a key. It has 8 hexadecimal digits, but a key has 32.");
  }

  @Test
  void saysWhatKeptTheStreamFromItsEnd() throws Exception {
    Telegrams telegrams = Telegrams.plain(1);
    InputStream breaking =
        new InputStream() {
          private final InputStream good = new ByteArrayInputStream(telegrams.bytes());

          @Override
          public int read() throws IOException {
            int next = good.read();
            if (next < 0) {
              throw new IOException("Input/output error");
            }
            return next;
          }
        };
    Run run = fromStandardInput(breaking, telegrams.decode("-")).ends(1);
    assertEquals(1, JsonLines.of(run.out()).size());
    assertTrue(
        run.err()
            .endsWith("metergate: standard input cannot be read to its end: Input/output error.\n"),
        run.err());
  }

  @Test
  void endsQuietlyAndEarlyWhenNobodyReadsItsOutput() throws Exception {
    Telegrams telegrams = Telegrams.plain(1);
    int most = 100_000;
    RepeatedStream endless = new RepeatedStream(telegrams.bytes(), most);
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    StringWriter err = new StringWriter();
    InputStream before = System.in;
    try {
      System.setIn(endless);
      int exitCode =
          Main.commandLine()
              .setOut(new PrintWriter(closed, true))
              .setErr(new PrintWriter(err, true))
              .execute(telegrams.decode("-").toArray(String[]::new));
      assertEquals(141, exitCode);
    } finally {
      System.setIn(before);
    }
    assertEquals("", err.toString());
    assertTrue(endless.given() < 2_000, "went on for " + endless.given() + " telegrams");
  }

  @Test
  void handsOutWhatHasArrivedBeforeMoreComes() throws Exception {
    Telegrams telegrams = Telegrams.plain(2);
    StringWriter out = new StringWriter();
    int[] readingsAtSecondTelegram = {-1};
    InputStream live =
        new InputStream() {
          private int telegram;

          @Override
          public int read() {
            throw new AssertionError("bytes must be read in blocks");
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            if (telegram == 1) {
              readingsAtSecondTelegram[0] = (int) out.toString().lines().count();
            }
            if (telegram == 2) {
              return -1;
            }
            byte[] next = telegrams.each().get(telegram++);
            System.arraycopy(next, 0, into, offset, next.length);
            return next.length;
          }
        };
    InputStream before = System.in;
    try {
      System.setIn(live);
      int exitCode =
          Main.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(new StringWriter()))
              .execute(telegrams.decode("-").toArray(String[]::new));
      assertEquals(0, exitCode);
    } finally {
      System.setIn(before);
    }
    assertEquals(1, readingsAtSecondTelegram[0]);
  }

  @Test
  void keepsEveryValueAsTextAndItsRawInteger() throws Exception {
    Telegrams one = Telegrams.encrypted(1);
    Map<String, Object> reading = JsonLines.of(Run.of(one.decode(bytes(one))).out()).get(0);
    assertNotNull(reading.get("meterTime"));
    assertFalse(reading.get("identifier").toString().isEmpty());
    Map<String, Object> energy =
        JsonLines.asList(reading.get("measurements")).stream()
            .map(JsonLines::asMap)
            .filter(m -> m.get("quantity").equals("energy_import"))
            .findFirst()
            .orElseThrow();
    assertEquals("1.1.1.8.0.255", energy.get("register"));
    assertEquals(energy.get("raw") + "0", energy.get("value"), "the emulated meter counts 10 Wh");
  }
}
