// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;

class TelegramFramerTest {
  private static final long LONG = 3_000_000_000L;

  private final List<Protection> found = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();

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
