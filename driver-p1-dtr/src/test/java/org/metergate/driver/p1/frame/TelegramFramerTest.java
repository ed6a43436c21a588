// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;

class TelegramFramerTest {
  private static final long LONG = 3_000_000_000L;
  private static final String MESSAGE = Texts.KAM5.replace("!", "0-0:96.13.0(text)\r\n!");

  private final List<Protection> found = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private final List<Refusal> reasons = new ArrayList<>();

  @Test
  void readsAChecksumWithoutItsLeadingZeros() {
    hear(withChecksum("0", ""));
    assertEquals(List.of(Protection.CHECKSUM), found);
  }

  @Test
  void readsAChecksumInLowerCaseBehindFilling() {
    String text = new String(Texts.checked(Texts.KAM5), java.nio.charset.StandardCharsets.US_ASCII);
    String crc = text.substring(text.indexOf('!') + 1).toLowerCase(java.util.Locale.ROOT);
    hear(Texts.bytes(Texts.KAM5 + "\0\0" + crc));
    assertEquals(List.of(Protection.CHECKSUM), found);
  }

  @Test
  void aSlashInTheNameIsPartOfIt() {
    hear(Texts.checked(Texts.KAM5.replace("/KAM5", "/HLY5/D545-METER")));
    assertEquals(List.of(Protection.CHECKSUM), found);
  }

  @Test
  void putsCarriageReturnsBackOnlyWhereNoneIsThere() {
    byte[] without = remove(Texts.checked(Texts.DSMR5));
    hear(without);
    assertEquals(List.of(Protection.CHECKSUM_WITH_LINE_ENDS), found);
    found.clear();
    byte[] whole = Texts.checked(Texts.DSMR5);
    int second = 21; // the carriage return of the empty line
    hear(TransmissionErrors.remove(whole, second - 1));
    assertEquals(List.of(), found);
    assertEquals(List.of(Damage.CHECKSUM), damages);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x123\r\n", "(\r\n", "G\r\n"})
  void aChecksumThatIsNoneDoesNotBecomeAbsent(String end) {
    hear(Texts.bytes(Texts.KAM5 + end));
    assertEquals(List.of(), found);
    assertEquals(List.of(Damage.CHECKSUM), damages);
  }

  @Test
  void aLineThatHadChecksumsNeedsThemUntilAnotherMeterMustHaveCome() {
    TelegramFramer framer = new TelegramFramer(ChecksumPolicy.AUTO);
    feed(framer, Texts.checked(Texts.KAM5));
    for (int i = 0; i < 11; i++) {
      feed(framer, Texts.unchecked(Texts.KAM5));
    }
    assertEquals(List.of(Protection.CHECKSUM, Protection.NONE), found);
    assertEquals(10, damages.size());
  }

  @Test
  void withParityTheChecksumIsThatOfTheSevenBits() {
    hear(Texts.withParity(Texts.checked(Texts.DSMR5)));
    assertEquals(List.of(Protection.CHECKSUM), found);
    assertEquals(List.of(), damages);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-0:1.8.1(00913.000*kWh)1-0:1.8.2(1*kWh)",
        "1-0:1.8.1(00913.000*kWh",
        "1-0:1.8.1",
        "abc(1)",
        "1-0:1.8.1 (1) x",
      })
  void withoutChecksumEachLineMustParse(String line) {
    hear(Texts.unchecked("/KMP5 A\r\n\r\n" + line + "\r\n!"));
    assertEquals(List.of(), found);
  }

  @Test
  void withoutChecksumTheEndMayComeWithSilence() {
    hear(Texts.bytes(Texts.DSMR3));
    assertEquals(List.of(Protection.NONE), found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "text", "6678", "kWh"})
  void theChecksumDecidesWhateverByteIsInATelegram(String place) {
    String text = MESSAGE.replace("/KAM5", "/KAM5 name");
    for (int b = 0; b < 256; b++) {
      found.clear();
      hear(Texts.checked(text.replace(place, place.charAt(0) + "" + (char) b)));
      assertEquals(List.of(Protection.CHECKSUM), found, place + " with byte " + b);
    }
    assertEquals(List.of(), damages);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 1024, 2048, 4096})
  void aLongMessageOfAnyBytesCostsNothing(int length) {
    hear(Texts.checked(MESSAGE.replace("text", "\u00ff".repeat(length))));
    hear(Texts.checked(MESSAGE.replace("text", "4F".repeat(length))));
    byte[] random = TransmissionErrors.random(length, length);
    String any = new String(random, StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", "");
    hear(Texts.checked(MESSAGE.replace("text", any)));
    assertEquals(Collections.nCopies(3, Protection.CHECKSUM), found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello!", "a ! b", "!", "!12", "!BEEF)(", "what!?"})
  void anExclamationMarkWithinATextIsPartOfIt(String message) {
    hear(Texts.checked(MESSAGE.replace("text", message)));
    hear(Texts.unchecked(MESSAGE.replace("text", message)));
    assertEquals(List.of(Protection.CHECKSUM, Protection.NONE), found);
  }

  @Test
  void aTelegramWithAChecksumIsNeverCalledOneWithout() {
    byte[] good = Texts.checked(Texts.KAM5);
    for (int at = 8; at < good.length - 2; at++) {
      for (int b = 0; b < 256; b++) {
        byte[] hit = good.clone();
        hit[at] = (byte) b;
        hear(hit);
        String where = "byte " + at + " is " + b + ": " + reasons + found;
        assertEquals(
            b == (good[at] & 0xFF) || lowerCase(good, at) == b ? 1 : 0, found.size(), where);
        assertFalse(reasons.contains(Refusal.CHECKSUM_MISSING), where);
        assertFalse(reasons.contains(Refusal.CONTROL_CHARACTER), where);
        assertFalse(reasons.contains(Refusal.FOREIGN_BYTE), where);
        found.clear();
        reasons.clear();
      }
    }
  }

  /** The digit of a checksum in lower case is the same digit. */
  private static int lowerCase(byte[] good, int at) {
    return at > Texts.KAM5.length() - 1 ? Character.toLowerCase(good[at]) : -1;
  }

  @ParameterizedTest
  @CsvSource({
    "0-0:96.13.0(a~b), CONTROL_CHARACTER, 7",
    "0-0:96.13.0(a~b), FOREIGN_BYTE, 228",
    "1-0:1.8.0(1~3*kWh), FOREIGN_BYTE, 255",
    "1-0:1.~.0(123*kWh), FOREIGN_BYTE, 184",
    "1-0:1.8.0(1~3*kWh, LINE, 50",
    "1-0:1.8.0x(1~3*kWh), LINE, 50",
  })
  void aTelegramWithoutChecksumIsRefusedForWhatIsWrongWithIt(String line, Refusal why, int b) {
    hear(Texts.unchecked("/KMP5 A\r\n\r\n" + line.replace('~', (char) b) + "\r\n!"));
    assertEquals(List.of(), found);
    assertEquals(List.of(why), reasons);
  }

  @Test
  void aTelegramThatDoesNotEndIsTooLong() {
    hear(Texts.checked(MESSAGE.replace("text", "4F".repeat(TelegramFramer.LONGEST_TEXT / 2))));
    assertEquals(List.of(Refusal.TOO_LONG), reasons);
  }

  @Test
  void aLostMarkIsNoCutTelegramAndALostLineIs() {
    byte[] whole = Texts.checked(Texts.KAM5);
    hear(TransmissionErrors.remove(whole, Texts.KAM5.length() - 1));
    hear(Texts.bytes(Texts.KAM5.replace("!", "")));
    assertEquals(List.of(Refusal.CHECKSUM, Refusal.CUT), reasons);
    assertEquals(List.of(), found);
  }

  @Test
  void whereTheChecksumIsIgnoredBytesFrom80OnMayBeInTexts() {
    String text = MESSAGE.replace("text", "\u00ff".repeat(1024));
    TelegramFramer framer = new TelegramFramer(ChecksumPolicy.IGNORE);
    feed(framer, Texts.bytes(text + "1234\r\n"));
    feed(framer, Texts.bytes(text + "12x4\r\n"));
    feed(framer, Texts.unchecked(text));
    feed(framer, Texts.bytes(text.replace("1.8.0", "1.\u00b8.0") + "1234\r\n"));
    assertEquals(
        List.of(Protection.CHECKSUM_IGNORED, Protection.CHECKSUM_IGNORED, Protection.NONE), found);
    assertEquals(List.of(Refusal.LINE), reasons);
  }

  private void hear(byte[] bytes) {
    feed(new TelegramFramer(ChecksumPolicy.AUTO), bytes);
  }

  private void feed(TelegramFramer framer, byte[] bytes) {
    FrameSink<Frame> sink =
        new FrameSink<>() {
          @Override
          public void frame(Frame frame) {
            found.add(((Telegram) frame).protection());
          }

          @Override
          public void noise(byte[] noise, int offset, int length) {
            // what remains of a refused telegram
          }

          @Override
          public void corrupt(Damage damage) {
            damages.add(damage);
            reasons.add(framer.refusal());
          }
        };
    framer.accept(bytes, 0, bytes.length, sink);
    framer.silence(LONG, sink);
  }

  /** A telegram whose checksum begins with a digit, which is replaced. */
  private static byte[] withChecksum(String digit, String replacement) {
    for (int i = 0; ; i++) {
      String text = Texts.KAM5.replace("230.1", "230." + i);
      String whole = new String(Texts.checked(text), java.nio.charset.StandardCharsets.US_ASCII);
      if (whole.contains("!" + digit)) {
        return Texts.bytes(whole.replace("!" + digit, "!" + replacement));
      }
    }
  }

  private static byte[] remove(byte[] bytes) {
    return Texts.bytes(
        new String(bytes, java.nio.charset.StandardCharsets.US_ASCII).replace("\r", ""));
  }
}
