// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.kit.KitSession;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * Answers with a right checksum and a random or altered content, up to the reading: what a meter
 * that is not known, or a collision of checksums, could send. Nothing but a finding may come of a
 * content that does not fit, and no value that cannot be. The counts show that the values behind
 * the lengths are reached, not only the first check.
 */
class RandomAnswersTest {
  private static final int ANSWERS = 3_000;
  private static final int[] REGISTERS = {60, 68, 86, 99, 1001, 1002, 1003, 1004, 348, 1047, 98};
  private static final int[] LENGTHS = {1, 2, 4, 4, 4, 7, 8, 10};

  /** Units that are forms, and others; the rest is random. */
  private static final int[] UNITS = {
    0x03, 0x28, 0x25, 0x2F, 0x30, 0x31, 0x32, 0x33, 0x35, 0x36, 0x37, 0x4F
  };

  /** The kinds of answers that contain values, each with its first bytes and its last ones. */
  private enum Kind {
    REGISTERS("3F10", ""),
    OWN_LOG("3FB80605", ""),
    MODULE_LOG("7FA001", "10F5110200");

    private final String head;
    private final String tail;

    Kind(String head, String tail) {
      this.head = head;
      this.tail = tail;
    }

    /** Builds an answer whose lengths fit, and whose values are random, often of one byte only. */
    private byte[] content(Random random) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(HexFormat.of().parseHex(head));
      int registers = 1 + random.nextInt(3);
      int records = 1 + random.nextInt(3);
      int[] lengths = new int[registers];
      if (this == OWN_LOG) {
        out.writeBytes(new byte[] {0, (byte) records, (byte) registers, 0, 0, 1, 0});
        out.writeBytes(new byte[] {0, 0, 1, 0, 0, 0});
      } else if (this == MODULE_LOG) {
        out.writeBytes(new byte[] {(byte) registers, 0x10, (byte) 0xF3});
      }
      for (int i = 0; i < registers; i++) {
        lengths[i] = register(random, out);
      }
      for (int record = 1; record < records && this != REGISTERS; record++) {
        if (this == MODULE_LOG) {
          out.writeBytes(new byte[] {0x10, (byte) (0xF3 + record)});
        }
        for (int length : lengths) {
          value(random, length, out);
        }
      }
      out.writeBytes(HexFormat.of().parseHex(tail));
      return out.toByteArray();
    }
  }

  private static int register(Random random, ByteArrayOutputStream out) {
    int register = random.nextInt(5) == 0 ? random.nextInt(0x10000) : pick(random, REGISTERS);
    int length = random.nextInt(12) == 0 ? random.nextInt(256) : pick(random, LENGTHS);
    out.write(register >> 8);
    out.write(register);
    out.write(random.nextInt(5) == 0 ? random.nextInt(256) : pick(random, UNITS));
    out.write(length);
    out.write(random.nextInt(3) == 0 ? random.nextInt(256) : 0x40 + random.nextInt(4));
    value(random, length, out);
    return length;
  }

  private static void value(Random random, int length, ByteArrayOutputStream out) {
    int kind = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      boolean small = kind < 3 && i < length - 2;
      out.write(kind == 5 ? 0xFF : small ? 0 : random.nextInt(256));
    }
  }

  private static int pick(Random random, int[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Alters some answers; where a length changes, the rest is read as something else. */
  private static byte[] altered(byte[] content, Random random) {
    byte[] bytes = content;
    for (int change = random.nextInt(3); change > 0; change--) {
      int at = 2 + random.nextInt(bytes.length - 2); // address and command stay
      bytes = bytes.clone();
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, at); // cut off
        if (bytes.length <= 2) {
          return bytes;
        }
      } else {
        bytes[at] = (byte) random.nextInt(256);
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void becomeReadingsOfPossibleValuesOrAFinding(Kind kind) throws InterruptedException {
    Random random = new Random(kind.ordinal() + 1L);
    int complete = 0;
    int values = 0;
    for (int i = 0; i < ANSWERS; i++) {
      byte[] content = altered(kind.content(random), random);
      String hex = HexFormat.of().formatHex(content);
      KitSession session = Streams.listen(Frames.answer(content), "model", model(kind));
      complete += session.readings().isEmpty() ? 0 : 1;
      for (Reading reading : session.readings()) {
        values += reading.measurements().size();
        reading.measurements().forEach(one -> assertPossible(one, hex));
        reading.meterTime().ifPresent(time -> assertYear(time.local().getYear(), hex));
      }
      for (KitSession.Found found : session.findings()) {
        String id = found.finding().code().id();
        assertTrue(EXPECTED.contains(id), id + " of " + hex);
      }
    }
    int share = 100 * complete / ANSWERS;
    assertTrue(share >= 40, kind + ": only " + share + " % became readings");
    assertTrue(values >= ANSWERS / 2, values + " values");
  }

  private static final List<String> EXPECTED =
      List.of(
          "malformed-answer",
          "nothing-known",
          "sensor-open",
          "sensor-shorted",
          "zeros-withheld",
          "answer-cut",
          "answer-damaged",
          "no-kmp-bytes",
          "info-code");

  private static String model(Kind kind) {
    return kind == Kind.MODULE_LOG ? "601" : "603";
  }

  private static void assertPossible(Measurement one, String hex) {
    if (one.value() instanceof Value.Decimal decimal) {
      int digits = decimal.number().precision() - decimal.number().scale();
      assertTrue(digits <= 25 && decimal.number().scale() <= 17, one + " of " + hex);
      assertTrue(decimal.number().scale() >= 0, "no power of ten: " + hex);
    } else if (one.value() instanceof Value.Moment moment) {
      assertYear(moment.time().local().getYear(), hex);
    } else if (one.value() instanceof Value.Text text) {
      assertTrue(!text.text().isBlank() && text.text().length() <= 510, one + " of " + hex);
      assertEquals(0, text.text().chars().filter(Character::isISOControl).count(), hex);
    }
  }

  private static void assertYear(int year, String hex) {
    assertTrue(year >= 2000 && year <= 2099, year + " of " + hex);
  }
}
