// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.driver.mbus.register.Readout;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/**
 * The answers of each emulated model and one with each type of data, altered and with a fitting
 * checksum, as a meter that nobody knows could send them: from the bytes of the line to what is
 * published, all is within the bounds of what pages, topics and files can take.
 */
class AlteredAnswersTest {
  private static final int LONGEST = 252;

  private static final int LONG_HEADER = 0x72;

  /** Other forms of answers: short header, no header, fixed structure, the other order of bytes. */
  private static final int[] FORMS = {0x7A, 0x78, 0x73, 0x76};

  /** Of a name, which becomes a part of topics and of ids in Home Assistant. */
  private static final int LONGEST_NAME = 100;

  /** Of a unit: a text of 127 characters and what it is divided by. */
  private static final int LONGEST_UNIT = 160;

  /** Of a number: 25 digits before the point and 50 after it. */
  private static final int LONGEST_NUMBER = 80;

  /** Of a text: all bytes of a telegram in hexadecimal. */
  private static final int LONGEST_TEXT = 2 * LONGEST;

  /** Each type of data: integers, reals, BCD, dates, texts, lists of VIFE, storages, subunits. */
  private static final List<String> TYPES =
      List.of(
          "0113FF 02 13FFFF 0313FFFFFF 0413FFFFFF7F 0613FFFFFFFFFF7F 0713FFFFFFFFFFFFFF7F",
          "0513FFFF7F7F 052B01000000 05DB7BCDCCCC3D 057F0000807F 05FB0D00401C46",
          "0913F9 0A131234 0B13563412 0C13563412F0 0E13129078563412 0C78DDEBB4DD",
          "426C7F2C 046D2A274F31 066D5E2D0C4F3103 036D1E2D0C 046DFFFFFFFF 026C0000 046D00000000",
          "0D780A31323334353637383930 0D13C21234 0D13D21234 0D13E212340DFD11054F4C4C4148"
              + "0D7FF096075B2A27A693013DB51AB3DCD13E179410DA6F",
          "02FC034852257434 04FC0A0D1B5B32004A7F80FFE9A03930750000 02FC00 0100",
          "04937D07000000 0486FDFDFDFD7D01000000 04867C0104000000 04FD97FDFDFD1D01000000",
          "04A0A0A0A0A0A02001000000 0493A8A8A8A82801000000 04FFA0A0A07F01020304",
          "84FFFFFFFFFFFFFFFFFFFF7F1301020304 C4FFFFFFFF0F1301020304 F4FF0F0601020304",
          "8C10060100000000 8C2006020000000 84C040061000000004863C01000000 04 863B 02000000",
          "04FF0790A30000 04FF08CB750000 041498FF0000 4414FFC80000 44FF0701000000 426C5F2C",
          "1F0102",
          "0F0102030405",
          "2F2F2F0413010000002F");

  private final List<byte[]> answers = new ArrayList<>();
  private final List<LongFrame> frames = new ArrayList<>();
  private final MbusFramer framer = new MbusFramer();
  private final FrameSink<MbusFrame> sink =
      new FrameSink<>() {
        @Override
        public void frame(MbusFrame frame) {
          if (frame instanceof LongFrame answer) {
            frames.add(answer);
          }
        }

        @Override
        public void noise(byte[] bytes, int offset, int length) {
          // what is in no frame is not decoded
        }

        @Override
        public void corrupt(Damage damage) {
          // nor is a damaged one
        }
      };

  private long measurements;
  private long stored;

  @BeforeEach
  void collectAnswers() throws Exception {
    for (Model model : Model.values()) {
      byte[] answer = HexFormat.of().parseHex(new TestBus("model=" + model.option()).ask(0x7B, 1));
      answers.add(Arrays.copyOfRange(answer, 7, answer.length - 2));
    }
    for (String records : TYPES) {
      String header = "78563412" + (answers.size() % 2 == 0 ? "2D2C3504" : "FFFF0102");
      String digits = (header + "01000000" + records).replace(" ", "");
      answers.add(HexFormat.of().parseHex(digits.substring(0, digits.length() & ~1)));
    }
  }

  @Test
  void fiftyThousandAreWithinBounds() {
    assertTimeout(Duration.ofSeconds(120), () -> receive(50_000));
  }

  @Test
  @Tag("slow")
  @EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
  void tenMillionAreWithinBounds() {
    assertTimeout(Duration.ofMinutes(30), () -> receive(10_000_000));
  }

  @Test
  void theLongestOfEachKindAreWithinBounds() {
    Stream.of(
            "01 86" + "FD".repeat(200) + "7D 01",
            "01 86" + "FB".repeat(200) + "7B 01",
            "01 93" + "A7".repeat(200) + "27 01",
            "01 93" + "F0".repeat(200) + "70 01",
            "01" + "FC7F" + "41".repeat(127) + "27 01",
            "81" + "FF".repeat(200) + "01 13 01",
            "0D FD11 BF" + "1B".repeat(191),
            "05 13 FFFF7F7F".repeat(40),
            "01 13 01".repeat(70))
        .forEach(
            records -> {
              String digits = ("78563412 2D2C3504 01000000" + records).replace(" ", "");
              receive(new LongFrame(0x08, 1, LONG_HEADER, HexFormat.of().parseHex(digits)));
            });
    assertTrue(measurements > 70, measurements + " measurements");
  }

  private void receive(int count) {
    Random random = new Random(13757);
    for (int i = 0; i < count; i++) {
      if (i % 8 == 0) {
        byte[] bytes = new LongFrame(0x08, 1, LONG_HEADER, altered(random)).bytes();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        receive(bytes);
      } else {
        int form = i % 8 == 1 ? FORMS[random.nextInt(FORMS.length)] : LONG_HEADER;
        receive(new LongFrame(0x08, 1, form, altered(random)));
      }
    }
    assertTrue(measurements > 2L * count, measurements + " measurements");
    assertTrue(stored > count / 100, stored + " stored values");
  }

  private void receive(LongFrame frame) {
    receive(frame.bytes());
    assertTrue(frames.contains(frame), () -> HexFormat.of().formatHex(frame.bytes()));
  }

  private void receive(byte[] bytes) {
    frames.clear();
    framer.accept(bytes, 0, bytes.length, sink);
    framer.silence(Long.MAX_VALUE, sink);
    List<Answer.Telegram> telegrams = new ArrayList<>();
    for (LongFrame frame : frames) {
      if (TelegramDecoder.decode(frame) instanceof Answer.Telegram telegram) {
        telegrams.add(telegram);
      }
    }
    if (!telegrams.isEmpty()) {
      check(Readout.of(telegrams), bytes);
    }
  }

  private void check(Readout readout, byte[] bytes) {
    check(readout.measurements(), bytes);
    for (Readout.Stored one : readout.stored()) {
      stored++;
      assertTrue(one.storage() > 0, () -> HexFormat.of().formatHex(bytes));
      check(one.measurements(), bytes);
    }
  }

  private void check(List<Measurement> list, byte[] bytes) {
    Set<String> names = new HashSet<>();
    for (Measurement one : list) {
      measurements++;
      boolean good =
          names.add(one.quantity().name())
              && one.quantity().name().length() <= LONGEST_NAME
              && isPlain(one.quantity().label(), LONGEST_NAME)
              && (one.unit() == null || isPlain(one.unit().display(), LONGEST_UNIT))
              && (one.unit() == null || isPlain(one.unit().ascii(), LONGEST_UNIT))
              && (one.raw() == null || one.raw().precision() <= LONGEST_NUMBER)
              && isWithinBounds(one.value());
      assertTrue(good, () -> one + " of " + HexFormat.of().formatHex(bytes));
    }
  }

  private static boolean isWithinBounds(Value value) {
    return value instanceof Value.Decimal decimal
        ? decimal.number().scale() >= 0 && decimal.toString().length() <= LONGEST_NUMBER
        : isPlain(value.toString(), LONGEST_TEXT);
  }

  private static boolean isPlain(String text, int longest) {
    return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
  }

  private byte[] altered(Random random) {
    byte[] good = answers.get(random.nextInt(answers.size()));
    byte[] data =
        Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(LONGEST + 1) : good.length);
    if (data.length > good.length) {
      byte[] other = answers.get(random.nextInt(answers.size()));
      int count = Math.min(other.length, data.length - good.length);
      System.arraycopy(other, other.length - count, data, good.length, count);
    }
    for (int changes = random.nextInt(6); changes > 0 && data.length > 0; changes--) {
      int at = random.nextInt(data.length);
      if (random.nextBoolean()) {
        data[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        data[at] = (byte) random.nextInt(256);
      }
    }
    return data;
  }
}
