// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexLinesTest {
  /** A question, and nine bytes of no meaning. */
  private static final byte[] BYTES = HexFormat.of().parseHex("107b148f1668030368081172a3");

  private static HexLines lines(String text, int radix) {
    return new HexLines(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "a.txt", radix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10:7b:14:8f:16:68:03:03:68:08:11:72:a3",
        "10-7B-14-8F-16\n68-03-03-68-08-11-72-A3\r\n",
        "0x10 0x7B 0x14 0x8F 0x16 0x68 0x03 0x03 0x68 0x08 0x11 0x72 0xA3",
        "unsigned char answer[] = {0x10, 0x7b, 0x14, 0x8f, 0x16,\n"
            + "  0x68, 0x03, 0x03, 0x68, 0x08, 0x11, 0x72, 0xa3};",
        "\\x10\\x7b\\x14\\x8f\\x16\\x68\\x03\\x03\\x68\\x08\\x11\\x72\\xa3",
        "b'\\x10\\x7b\\x14\\x8f\\x16\\x68\\x03\\x03\\x68\\x08\\x11\\x72\\xa3'",
        "10h 7Bh 14h 8Fh 16h 68h 03h 03h 68h 08h 11h 72h A3h",
        "TX: 10 7B 14 8F 16\nRX: 68 03 03 68 08 11 72 A3",
        "> 107B148F16\n< 68030368081172A3",
        "12:34:56.789  10 7B 14 8F 16\n12:34:57.001  68 03 03 68 08 11 72 A3",
        "12:34:56 10 7B 14 8F 16\n12:34:57 68 03 03 68 08 11 72 A3",
        "[2026-01-15 12:34:56] Sent 10 7B 14 8F 16\n"
            + "2026-01-15T12:34:57.5Z RX 68 03 03 68 08 11 72 A3",
        "Jan 15 12:34:56 cellar reader[123]: 10 7B 14 8F 16 68 03 03 68 08 11 72 A3",
        "Opening /dev/ttyUSB0 with 2400 baud\n0.123 10 7B 14 8F 16\n0.4 68 03 03 68 08 11 72 A3\n",
        "; a comment\n// another\n\"10 7B 14 8F 16\" # the question\n68,03,03,68,08,11,72,A3",
        "10:7B:14:8F:16:68:03:03:68:08\n11:72:A3" // the last line could be a time
      })
  void readsTheBytesOfALog(String text) throws Exception {
    assertTrue(HexLines.isLog(text));
    assertArrayEquals(BYTES, lines(text, 0).readAllBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000  10 7b 14 8f 16 68 03 03  68 08 11 72 a3           |.{...h..h..r.|\n0000000d\n",
        "00000000: 107b 148f 1668 0303 6808 1172 a3         .{...h..h..r.",
        "00000000: 107b148f16680303 68081172a3          .{...h..h..r.\r\n",
        "0000   10 7b 14 8f 16 68 03 03 68 08 11 72 a3            .{...h..h..r.",
        "0000: 10 7B 14 8F 16 68\n0006: 03 03 68 08 11 72\n000C: A3",
        "0000000 10 7b 14 8f 16 68 03 03\n0000010 68 08 11 72 a3\n0000015\n",
        "0000000  10  7b  14  8f  16  68  03  03  68  08  11  72\n0000012  a3  >.<\n0000013\n"
      })
  void readsTheBytesOfADump(String text) throws Exception {
    int radix = HexLines.radixOfDump(text);
    assertTrue(radix != 0);
    assertArrayEquals(BYTES, lines(text, radix).readAllBytes());
  }

  @Test
  void repeatsTheRowsThatADumpLeavesOut() throws Exception {
    String text =
        "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
            + "*\n"
            + "00000040  16                                                |.|\n"
            + "00000041\n";
    byte[] expected = new byte[0x41];
    expected[0x40] = 0x16;
    assertEquals(16, HexLines.radixOfDump(text));
    assertArrayEquals(expected, lines(text, 16).readAllBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/KFM5KAIFA-METER\r\n\r\n1-0:1.8.1(000913.250*kWh)\r\n",
        "1-0:1.8.1(000913.250*kWh)\r\n1-0:1.8.2(000413.250*kWh)\r\n",
        "0-0:96.1.1(4B384547303034303436333935353037)\r\n",
        "!5;000913.250;1250;187C\n!5;000913.251;1250;187D\n",
        "F.F(00)\r\n0.0.0(12345678)\r\n",
        "Dear reader,\nmy meter is silent since 12:34:56.\n",
        "Started at 2400 baud\nwaiting for 20 s\n",
        "123.4\n123.5\n123.6\n123.7\n123.8\n123.9\n",
        "12345 23456 34567 45678",
        "h\u0001\u0001h\b\u0001r",
        ""
      })
  void leavesEverythingElseAsItIs(String text) {
    assertFalse(HexLines.isLog(text));
    assertEquals(0, HexLines.radixOfDump(text));
  }

  @Test
  void recognisesALogWhoseLastLineHasNotArrivedYet() {
    assertTrue(HexLines.isLog("RX: 68 03 03 68 08 11 72 A3\nRX: 6"));
  }

  @Test
  void takesPlainDigitsThatBeginWithZerosForNoDump() {
    assertEquals(0, HexLines.radixOfDump("00000000 10 7B 14 8F 16\n68 03 03 68 08 11 72 A3"));
    assertEquals(0, HexLines.radixOfDump("0000 107B 148F\n6803 0368"));
  }

  @Test
  void readsALineOfAnyLength() throws Exception {
    byte[] many = new byte[100_000];
    Arrays.fill(many, (byte) 0x16);
    String text =
        IntStream.range(0, many.length).mapToObj(i -> "0x16").collect(Collectors.joining(","));
    assertArrayEquals(many, lines(text, 0).readAllBytes());
  }

  @Test
  void namesTheLineThatIsNoLineOfBytes() {
    HexLines in = lines("RX: 68 03 03 68\n\n1.8.0(12)\n", 0);
    IOException e = assertThrows(IOException.class, in::readAllBytes);
    assertEquals("a.txt, line 3, has something else than bytes.", e.getMessage());
    HexLines dump = lines("00000000: 6803\n00000002: x\n", 16);
    e = assertThrows(IOException.class, dump::readAllBytes);
    assertEquals("a.txt, line 2, is no line of a dump.", e.getMessage());
  }

  @Test
  void handsOutTheBytesOfALineBeforeTheNextOneArrives() throws Exception {
    try (PipedInputStream arriving = new PipedInputStream();
        PipedOutputStream program = new PipedOutputStream(arriving)) {
      program.write("RX: 68 03\n".getBytes(StandardCharsets.US_ASCII));
      program.flush();
      byte[] into = new byte[10];
      assertEquals(2, new HexLines(arriving, "-", 0).read(into));
    }
  }
}
