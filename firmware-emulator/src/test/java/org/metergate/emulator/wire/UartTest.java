// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.emulator.wire.Received.Damage;
import org.metergate.emulator.wire.Uart.Model;

/**
 * The model of the line gives the figures that were measured for it elsewhere, two of them on real
 * hardware: what users of an ESP saw of OMNIPOWER lines read as 8E1.
 */
class UartTest {
  private static final String PUSH1 = "7EA1E9410313C637E6E700DB084B414D45";
  private static final String NVE = "7EA0E22B2113239AE6E7000F000000000C";
  private static final String NVE_HOURLY = "7EA12C2B2113FC04E6E7000F000000000C";
  private static final String NVE_ENCRYPTED = "7EA1004103132F7AE6E700DB084B414D45";

  /** A list goes on with a date, which counts for the last bytes of a head. */
  private static final String DATE = "07E80102030407E80102030407E801020304";

  @ParameterizedTest
  @EnumSource(Model.class)
  void readsWhatWasSentWithTheSameSettings(Model model) {
    for (String settings :
        List.of("1200 8N2", "2400 8N1", "2400 8E1", "9600 7E1", "9600 7O1", "115200 8N1")) {
      byte[] bytes = random(500, 7);
      List<Received> received = new Reading(settings, model, false).of(bytes, settings, 0);
      assertEquals(500, received.size(), settings);
      int mask = settings.contains(" 7") ? 0x7F : 0xFF;
      for (int i = 0; i < bytes.length; i++) {
        assertEquals(Damage.NONE, received.get(i).damage());
        assertEquals(bytes[i] & mask, received.get(i).value());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7EA1E9410313C637E6E700DB084B414D45, 7E 68 2F 0D 13 DC",
    "7EA0E22B2113239AE6E7000F000000000C, 7E 13 2B 48 A2 D2"
  })
  void readsAnOmnipowerAsUsersSawItWithEvenParity(String head, String seen) {
    assertHead(seen, new Reading("2400 8E1", Model.WAITS, false), head + DATE, "2400 8N1");
  }

  @ParameterizedTest
  @CsvSource({
    PUSH1 + ", RESTARTS, A0 2F 0B 5F 7E 76 8E 64",
    PUSH1 + ", WAITS, A0 69 E8 E5 D9 73 64 86",
    NVE_ENCRYPTED + ", RESTARTS, A0 2F 7D F9 D9 A1 0B 33",
    NVE_ENCRYPTED + ", WAITS, A0 F9 7D F9 D9 A1 0B 33",
    NVE + ", RESTARTS, A0 D9 48 EB CB 97 5B 33",
    NVE + ", WAITS, A0 D9 48 EB CB B9 CB 86",
    NVE_HOURLY + ", RESTARTS, A0 2F 5A B5 6F 76 C0 DF",
    NVE_HOURLY + ", WAITS, A0 39 4B EB CB 07 DF 88"
  })
  void readsAnInvertedHeadAsMeasured(String head, Model model, String seen) {
    for (double error : new double[] {-1, 0, 1}) {
      Reading reading = new Reading("2400 8N1", model, true);
      assertHead(seen, reading, head + DATE, "2400 8N1", error);
    }
  }

  @ParameterizedTest
  @CsvSource({
    PUSH1 + ", RESTARTS, F8 66 C0 9E 98 06 30 1E",
    PUSH1 + ", WAITS, F8 66 9E 98 06 E6 00 1E",
    NVE + ", RESTARTS, F8 06 C0 1E 03 9E",
    NVE_HOURLY + ", RESTARTS, F8 66 C0 1E 3C 98"
  })
  void readsAHeadAtTwiceItsSpeedAsMeasured(String head, Model model, String seen) {
    assertHead(seen, new Reading("4800 8N1", model, false), head + DATE, "2400 8N1");
  }

  @ParameterizedTest
  @CsvSource({"RESTARTS, 80 78 3C 00 F8 78", "WAITS, 80 78 00 F8 78 F8"})
  void readsAHeadAtFourTimesItsSpeedAsMeasured(Model model, String seen) {
    assertHead(seen, new Reading("9600 8N1", model, false), PUSH1 + DATE, "2400 8N1");
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void readsTheNameOfAP1PortAsMeasured(Model model) {
    String name = "2F4B414D350D0A" + "313233343536";
    assertHead("68 5A 5F 59 65 79 BD", new Reading("115200 8N1", model, true), name, "115200 8N1");
    assertHead("FE 86 9E 98 06", new Reading("230400 8N1", model, false), name, "115200 8N1");
    String old = "2F4B4D503520" + "313233343536";
    assertHead("28 5A 59 55 F6", new Reading("9600 8N1", model, true), old, "9600 7E1");
    assertHead("FE E6 9E 98 E6", new Reading("19200 8N1", model, false), old, "9600 7E1");
  }

  private static void assertHead(String seen, Reading reading, String head, String sentWith) {
    assertHead(seen, reading, head, sentWith, 0);
  }

  private static void assertHead(
      String seen, Reading reading, String head, String sentWith, double error) {
    List<Integer> values =
        Reading.values(reading.of(HexFormat.of().parseHex(head), sentWith, error));
    List<Integer> expected =
        Arrays.stream(seen.split(" ")).map(hex -> Integer.parseInt(hex, 16)).toList();
    assertEquals(hex(expected), hex(values.subList(0, expected.size())));
  }

  private static List<String> hex(List<Integer> values) {
    return values.stream().map(value -> String.format("%02X", value)).toList();
  }

  @ParameterizedTest
  @CsvSource({"2, 31", "4, 13", "8, 9"})
  void seesOnlyValuesOfWholeRunsWhenItIsAWholeNumberOfTimesTooFast(int times, int expected) {
    Set<Integer> possible = new HashSet<>();
    for (int value = 0; value < 256; value++) {
      for (int used = 0; used < times; used++) {
        if (consistsOfRuns(value, times, used)) {
          possible.add(value);
        }
      }
    }
    assertEquals(expected, possible.size());
    for (Model model : Model.values()) {
      Reading reading = new Reading(2400 * times + " 8N1", model, false);
      List<Received> received = reading.of(random(3000, times), "2400 8N1", 0.2);
      long inSet = received.stream().filter(r -> possible.contains(r.value())).count();
      assertTrue(inSet >= 0.97 * received.size(), model + ": " + inSet + "/" + received.size());
    }
  }

  /**
   * The start bit and eight data bits in runs of equal bits; some bits of the first came before.
   */
  private static boolean consistsOfRuns(int value, int run, int used) {
    int bits = value << 1;
    int end = run - used;
    for (int i = 1; i < 9; i++) {
      if (i == end) {
        end += run;
      } else if ((bits >> i & 1) != (bits >> i - 1 & 1)) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void seesMostlyTwoValuesWhenItIsEightTimesTooFast(Model model) {
    Reading reading = new Reading("19200 8N1", model, false);
    List<Received> received = reading.of(random(3000, 5), "2400 8N1", 0);
    long two = received.stream().filter(r -> Set.of(0, 0x80, 0xFE).contains(r.value())).count();
    long high = received.stream().filter(r -> r.value() == 0x80).count();
    assertTrue(two >= 0.97 * received.size(), two + " of " + received.size());
    assertTrue(high > 0.1 * received.size(), high + " of " + received.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"19200 8N1", "38400 8N1", "115200 8N1"})
  void seesOnlyBreaksWhenItIsTenTimesTooFastOrMore(String settings) {
    for (Model model : Model.values()) {
      List<Received> received =
          new Reading(settings, model, false).of(random(2000, 3), "1200 8N2", 0);
      assertTrue(received.size() > 1000);
      assertTrue(received.stream().allMatch(r -> r.damage() == Damage.BREAK), settings);
    }
  }

  @ParameterizedTest
  @CsvSource({"2400 8N1, 2400 8N1", "115200 8N1, 115200 8N1", "9600 7E1, 9600 8N1"})
  void marksTheLastCharacterOfAnInvertedLineAndNeverOfAStraightOne(String sent, String read) {
    for (Model model : Model.values()) {
      for (int seed = 0; seed < 50; seed++) {
        byte[] bytes = random(100, seed);
        bytes[99] = seed % 2 == 0 ? 0x7E : (byte) 0x0A;
        List<Received> straight = new Reading(read, model, false).of(bytes, sent, 0.3);
        List<Received> inverted = new Reading(read, model, true).of(bytes, sent, 0.3);
        assertEquals(Damage.NONE, straight.get(straight.size() - 1).damage());
        assertTrue(inverted.get(inverted.size() - 1).damage() != Damage.NONE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4, true",
    "4.5, true",
    "-4, true",
    "-4.5, true",
    "6, false",
    "-6, false",
    "8, false"
  })
  void toleratesASpeedThatIsUpToFourAndAHalfPercentOff(double error, boolean whole) {
    for (Model model : Model.values()) {
      for (int seed = 0; seed < 10; seed++) {
        byte[] bytes = random(491, seed);
        List<Received> received =
            new Reading("2400 8N1", model, false).of(bytes, "2400 8N1", error);
        byte[] read = new byte[received.size()];
        for (int i = 0; i < read.length; i++) {
          read[i] = (byte) received.get(i).value();
        }
        assertEquals(whole, Arrays.equals(bytes, read), error + " %, seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void readsSevenBitsWithParityAsEightBitsWithAnEvenNumberOfOnes(Model model) {
    List<Received> received = new Reading("9600 8N1", model, false).of(text(2000), "9600 7E1", 0.5);
    assertEquals(2000, received.size());
    assertTrue(received.stream().allMatch(r -> Integer.bitCount(r.value()) % 2 == 0));
    assertTrue(received.stream().allMatch(r -> r.damage() == Damage.NONE));
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void findsWrongParityInAThirdOfEightBitTextReadAsSevenBits(Model model) {
    List<Received> received =
        new Reading("115200 7E1", model, false).of(text(2000), "115200 8N1", 0);
    double wrong = share(received, Damage.PARITY);
    assertTrue(wrong > 0.3 && wrong < 0.6, "" + wrong);
    assertEquals(0, share(received, Damage.FRAMING));
  }

  @Test
  void missesTheStopBitOfEvenParityWhereTheParityBitIsLow() {
    byte[] bytes = random(2538, 1);
    List<Received> waits = new Reading("2400 8N1", Model.WAITS, false).of(bytes, "2400 8E1", 0);
    assertEquals(bytes.length, waits.size());
    for (int i = 0; i < bytes.length; i++) {
      boolean even = Integer.bitCount(bytes[i] & 0xFF) % 2 == 0;
      assertEquals(bytes[i] & 0xFF, waits.get(i).value());
      assertEquals(even, waits.get(i).damage() != Damage.NONE);
    }
    List<Received> restarts =
        new Reading("2400 8N1", Model.RESTARTS, false).of(bytes, "2400 8E1", 0);
    assertTrue(restarts.size() > bytes.length * 1.05, "" + restarts.size());
  }

  @Test
  void losesMostOfAnOmnipowerReadWithEvenParity() {
    byte[] bytes = random(2000, 2);
    double waits =
        share(new Reading("2400 8E1", Model.WAITS, false).of(bytes, "2400 8N1", 0.3), Damage.NONE);
    assertTrue(waits > 0.05 && waits < 0.2, "" + waits);
    // it takes each start bit for the missing stop bit of the byte before, until the clocks drift
    // apart
    Reading restarts = new Reading("2400 8E1", Model.RESTARTS, false);
    assertEquals(0, share(restarts.of(bytes, "2400 8N1", 0), Damage.NONE));
    double drifting = share(restarts.of(bytes, "2400 8N1", 0.3), Damage.NONE);
    assertTrue(drifting > 0.02 && drifting < 0.2, "" + drifting);
  }

  @Test
  void seesOneBreakOnALineThatRestsLow() {
    for (Model model : Model.values()) {
      List<Received> received =
          new Reading("19200 8N1", model, false).of(Signals.constant(false), 60_000_000_000L);
      assertEquals(List.of(Damage.BREAK), received.stream().map(Received::damage).toList());
    }
  }

  @Test
  void doesNotNoticeASecondStopBit() {
    List<Received> received =
        new Reading("1200 8N1", Model.RESTARTS, false).of(random(1600, 4), "1200 8N2", 0);
    assertEquals(1600, received.size());
    assertEquals(1, share(received, Damage.NONE));
  }

  private static double share(List<Received> received, Damage damage) {
    return (double) received.stream().filter(r -> r.damage() == damage).count() / received.size();
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  /** Digits and signs as in a telegram. */
  private static byte[] text(int length) {
    byte[] bytes = new byte[length];
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < length; i++) {
      bytes[i] =
          (byte)
              (random.nextInt(5) == 0
                  ? "()*.:-\r\n".charAt(random.nextInt(8))
                  : '0' + random.nextInt(10));
    }
    return bytes;
  }
}
