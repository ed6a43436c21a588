// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.mbus.CollidingBus.Line;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.VirtualTime;

/** The scan of whole buses on virtual time. */
class MbusScanTest {
  private static final String KAMSTRUP_603_HEAT = "2D2C3504";

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T10:00:00Z"));
  private final List<Match> matches = new ArrayList<>();
  private final List<int[]> progress = new ArrayList<>();
  private CollidingBus bus = bus(2400, Line.GOOD);
  private double lastFound; // in minutes

  private CollidingBus bus(int baud, Line line) {
    return new CollidingBus(time, new MbusDriverProvider().settings(), baud, line);
  }

  private static String kamstrup(String number) {
    return number + KAMSTRUP_603_HEAT;
  }

  /** Adds meters with random numbers, as Kamstrup derives the address from them, each its own. */
  private Map<String, String> add(int count, Integer... speeds) {
    Random random = new Random(count);
    Map<String, String> expected = new TreeMap<>();
    Set<Integer> addresses = new HashSet<>();
    while (addresses.size() < count) {
      String number = String.format("%08d", random.nextInt(100_000_000));
      int address = 1 + random.nextInt(250);
      if (addresses.add(address)) {
        bus.add(address, kamstrup(number), "").at(speeds);
        expected.put(number, "{address=" + address + "}");
      }
    }
    return expected;
  }

  /** Scans a bus on which no two meters have one number; returns the options of each by it. */
  private Map<String, String> scan() throws Exception {
    run();
    return found();
  }

  private void run() throws Exception {
    new MbusDriverProvider()
        .scan(
            bus,
            time,
            new Scan.Found() {
              @Override
              public void meter(Match match) {
                matches.add(match);
                lastFound = time.nanos() / 60e9;
              }

              @Override
              public void progress(int done, int all) {
                progress.add(new int[] {done, all});
              }
            });
  }

  private Map<String, String> found() {
    Map<String, String> found = new TreeMap<>();
    for (Match match : matches) {
      String before = found.put(match.identifier(), match.options().toString());
      assertNull(before, "a meter came twice: " + match);
    }
    return found;
  }

  /** What people wait for: each of these numbers is a tenth more than was measured. */
  private void takesAtMost(int questions, double minutes) {
    double taken = time.nanos() / 60e9;
    assertTrue(bus.questions() <= questions, bus.questions() + " questions");
    assertTrue(taken <= minutes, taken + " min");
  }

  @ParameterizedTest
  @CsvSource({"1, 283, 2.45", "60, 750, 7", "250, 2200, 21.5"})
  void everyMeterIsFoundOnceWithItsAddress(int count, int questions, double minutes)
      throws Exception {
    Map<String, String> expected = add(count);
    assertEquals(expected, scan());
    assertTrue(matches.stream().allMatch(match -> match.certainty() == Certainty.CERTAIN));
    takesAtMost(questions, minutes);
  }

  @Test
  void twoMetersWithOneAddressAreBothFoundByTheirNumbers() throws Exception {
    Map<String, String> expected = add(5);
    int taken = Integer.parseInt(expected.values().iterator().next().replaceAll("\\D", ""));
    String same = expected.keySet().iterator().next();
    bus.add(taken, kamstrup("99999998"), "").answeringAfter(Duration.ofMillis(44));
    expected.put(same, "{secondary=" + kamstrup(same) + "}");
    expected.put("99999998", "{secondary=" + kamstrup("99999998") + "}");
    assertEquals(expected, scan());
  }

  @Test
  void metersThatWereNeverGivenAnAddressAreFoundByTheirNumbers() throws Exception {
    bus.add(0, kamstrup("10000001"), "");
    bus.add(0, kamstrup("10000002"), "");
    assertEquals(
        Map.of(
            "10000001", "{secondary=" + kamstrup("10000001") + "}",
            "10000002", "{secondary=" + kamstrup("10000002") + "}"),
        scan());
    takesAtMost(380, 3.1);
  }

  @Test
  void anAnswerThatBeginsWhenAShortOneHasEndedIsNotMissed() throws Exception {
    bus.add(1, kamstrup("10000001"), "").answeringAfter(Duration.ofMillis(15));
    bus.add(2, kamstrup("20000002"), "").answeringAfter(Duration.ofMillis(180));
    assertEquals(Set.of("10000001", "20000002"), scan().keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "2D2C3504, 7A153504", // the maker
    "2D2C3504, 01013504", // a maker of no letters
    "2D2C3504, 2D2C3404", // the version
    "2D2C3504, 2D2C3506" // the medium
  })
  void metersWithOneNumberAreToldApartByTheRestOfTheAddress(String one, String other)
      throws Exception {
    bus.add(0, "12345678" + one, "");
    bus.add(0, "12345678" + other, "");
    run();
    assertEquals(
        Set.of("{secondary=12345678" + one + "}", "{secondary=12345678" + other + "}"), options());
    takesAtMost(980, 8.4);
  }

  private Set<String> options() {
    Set<String> options = new HashSet<>();
    matches.forEach(match -> assertTrue(options.add(match.options().toString())));
    return options;
  }

  @Test
  void metersThatDifferOnlyInTheirSerialNumbersAreToldApartByThem() throws Exception {
    bus.add(0, kamstrup("12345678"), "70000001");
    bus.add(0, kamstrup("12345678"), "70000012");
    bus.add(9, kamstrup("12345678"), "80000012");
    run();
    String secondary = "{secondary=" + kamstrup("12345678") + ", serial-number=";
    assertEquals(
        Set.of(secondary + "70000001}", secondary + "70000012}", "{address=9}"), options());
    takesAtMost(1070, 9.3);
  }

  /** They cannot be read, but that they are there is said. */
  @ParameterizedTest
  @CsvSource(value = {"''", "70000001"})
  void metersThatDifferInNothingAreLikelyAndDoNotHideTheOthers(String serial) throws Exception {
    Map<String, String> expected = add(5);
    bus.add(0, kamstrup("12345678"), serial);
    bus.add(0, kamstrup("12345678"), serial).answeringAfter(Duration.ofMillis(47));
    String both = "{secondary=" + kamstrup("12345678");
    expected.put("12345678", both + (serial.isEmpty() ? "}" : ", serial-number=" + serial + "}"));
    assertEquals(expected, scan());
    assertEquals(List.of("12345678"), likely());
    takesAtMost(1130, 9.7);
  }

  @Test
  void metersWithOneSecondaryAddressAreFoundByTheirPrimaryOnes() throws Exception {
    bus.add(5, kamstrup("12345678"), "");
    bus.add(6, kamstrup("12345678"), "").answeringAfter(Duration.ofMillis(47));
    run();
    assertEquals(Set.of("{address=5}", "{address=6}"), options());
  }

  @Test
  void metersWithoutSelectionThatShareAnAddressAreLikely() throws Exception {
    Map<String, String> expected = add(3);
    int free = expected.containsValue("{address=17}") ? 18 : 17;
    bus.add(free, kamstrup("12345678"), "").withoutSelection();
    bus.add(free, kamstrup("87654321"), "")
        .withoutSelection()
        .answeringAfter(Duration.ofMillis(47));
    expected.put("", "{address=" + free + "}");
    assertEquals(expected, scan());
    assertEquals(List.of(""), likely());
  }

  private List<String> likely() {
    return matches.stream()
        .filter(match -> match.certainty() == Certainty.LIKELY)
        .map(Match::identifier)
        .toList();
  }

  /** The standard has decimal digits there, but not all makers keep to it. */
  @Test
  void anIdentificationWithHexadecimalDigitsIsFound() throws Exception {
    bus.add(0, kamstrup("A0B1C2D3"), "");
    bus.add(0, kamstrup("A0B1C2DE"), "");
    bus.add(0, kamstrup("10000001"), "");
    bus.add(0, kamstrup("1000000C"), "");
    assertEquals(Set.of("A0B1C2D3", "A0B1C2DE", "10000001", "1000000C"), scan().keySet());
  }

  @Test
  void metersThatAcknowledgeNoResetOrKnowNoWildCardsAreFound() throws Exception {
    bus.add(17, kamstrup("10000001"), "").withoutReset();
    bus.add(18, kamstrup("10000002"), "").withoutWildCards();
    assertEquals(Map.of("10000001", "{address=17}", "10000002", "{address=18}"), scan());
  }

  @Test
  void aMeterThatKnowsNeitherIsFoundByItsData() throws Exception {
    bus.add(17, kamstrup("10000001"), "").withoutReset().withoutWildCards();
    assertEquals(Map.of("10000001", "{address=17}"), scan());
  }

  @Test
  void aBusyMeterIsFoundByItsAddressOrElseByItsNumber() throws Exception {
    bus.add(17, kamstrup("10000001"), "").busy();
    bus.add(0, kamstrup("20000002"), "").busy();
    bus.add(18, kamstrup("30000003"), "");
    assertEquals(
        Map.of("", "{address=17}", "20000002", "{secondary=20000002}", "30000003", "{address=18}"),
        scan());
  }

  @ParameterizedTest
  @ValueSource(ints = {1100, 1800, 2300})
  void aMeterThatAcknowledgesAtOnceAndSendsItsDataLateIsFound(int milliseconds) throws Exception {
    bus.add(17, kamstrup("10000001"), "").sendingAfter(Duration.ofMillis(milliseconds));
    bus.add(99, kamstrup("90000002"), "");
    assertEquals(Set.of("10000001", "90000002"), scan().keySet());
    assertEquals(List.of(), likely());
  }

  /** Five minutes between two readouts halve the life of its battery. */
  @Test
  void theIntervalSparesTheBatteryOfAMeterThatNeedsIt() throws Exception {
    bus.add(17, "100000012D2C3004", "");
    bus.add(18, "200000012D2C3504", "");
    assertEquals(
        Map.of("10000001", "{address=17, interval=1h}", "20000001", "{address=18}"), scan());
  }

  @Test
  void aMeterWithoutSelectionIsFoundByItsAddress() throws Exception {
    bus.add(17, kamstrup("10000001"), "").withoutSelection();
    bus.add(18, kamstrup("10000002"), "");
    assertEquals(Map.of("10000001", "{address=17}", "10000002", "{address=18}"), scan());
  }

  @Test
  void aMeterThatAcknowledgesAndSendsNothingIsLikely() throws Exception {
    bus.add(17, kamstrup("10000001"), "").mute();
    bus.add(18, kamstrup("20000002"), "");
    bus.add(19, kamstrup("20000003"), "");
    Map<String, String> found = scan();
    assertEquals(Set.of("10000001", "20000002", "20000003"), found.keySet());
    assertEquals("{secondary=10000001}", found.get("10000001"));
    takesAtMost(600, 5.4);
    assertEquals(List.of("10000001"), likely());
  }

  @Test
  void aMeterThatOnlyAcknowledgesIsReportedOnceAlsoWhereNoOtherAnswers() throws Exception {
    bus.add(17, kamstrup("10000001"), "").mute();
    assertEquals(Map.of("10000001", "{secondary=10000001}"), scan());
  }

  @Test
  void aMeterThatMissesTheFirstQuestionsIsFound() throws Exception {
    bus.add(17, kamstrup("10000001"), "").missing(1);
    bus.add(99, kamstrup("90000002"), "").missing(3);
    assertEquals(Set.of("10000001", "90000002"), scan().keySet());
  }

  @Test
  void anAnswerThatComesLateIsWaitedFor() throws Exception {
    bus.add(17, kamstrup("10000001"), "").answeringAfter(Duration.ofMillis(1100));
    assertEquals(Map.of("10000001", "{address=17}"), scan());
  }

  @ParameterizedTest
  @CsvSource({"300", "9600"})
  void anotherSpeedIsTriedWhereNobodyAnswers(int baud) throws Exception {
    bus = bus(baud, Line.GOOD);
    bus.add(17, kamstrup("10000001"), "");
    bus.add(18, kamstrup("20000001"), "");
    assertEquals(
        Map.of(
            "10000001", "{address=17, speed=" + baud + "}",
            "20000001", "{address=18, speed=" + baud + "}"),
        scan());
    takesAtMost(310, 9.3);
  }

  @Test
  void metersOfSeveralSpeedsOnOneBusAreAllFound() throws Exception {
    Map<String, String> expected = add(20);
    bus.add(0, kamstrup("30000001"), "").at(300);
    bus.add(0, kamstrup("30000002"), "").at(300);
    bus.add(251, kamstrup("96000001"), "").at(9600);
    expected.put("30000001", "{secondary=" + kamstrup("30000001") + ", speed=300}");
    expected.put("30000002", "{secondary=" + kamstrup("30000002") + ", speed=300}");
    expected.put("96000001", "{secondary=" + kamstrup("96000001") + ", speed=9600}");
    assertEquals(expected, scan());
  }

  /** MULTICAL 603 and flowIQ find the speed of a question themselves. */
  @ParameterizedTest
  @CsvSource({"1, 3", "5, 6", "60, 3.2"})
  void metersThatAnswerAtAllSpeedsAreFoundOnceAndCostMinutes(int count, double minutes)
      throws Exception {
    Map<String, String> expected = add(count, 300, 2400, 9600);
    assertEquals(expected, scan());
    double afterLast = time.nanos() / 60e9 - lastFound;
    assertTrue(afterLast <= minutes, afterLast + " min after the last meter");
  }

  @Test
  void aMeterOfAnotherSpeedIsFoundAmongFewThatAnswerAtAllSpeeds() throws Exception {
    Map<String, String> expected = add(4, 300, 2400, 9600);
    bus.add(0, kamstrup("30000001"), "").at(300);
    expected.put("30000001", "{secondary=" + kamstrup("30000001") + ", speed=300}");
    assertEquals(expected, scan());
  }

  /** A serial server keeps its own speed: the same meters would answer at each. */
  @Test
  void behindAServerThatSetsTheSpeedNoOtherIsTried() throws Exception {
    bus.behindServer();
    Map<String, String> expected = add(5);
    assertEquals(expected, scan());
    assertTrue(time.nanos() / 60e9 <= 3.5, time.nanos() / 60e9 + " min");
  }

  @ParameterizedTest
  @EnumSource(
      value = Line.class,
      names = {"GOOD", "ECHO", "NOISY", "NEVER_QUIET", "COLLISIONS"})
  void withoutAMeterNoneIsFoundAndTheScanEnds(Line line) throws Exception {
    bus = bus(2400, line);
    assertEquals(Map.of(), scan());
    takesAtMost(520, 8.4);
    assertEquals(line == Line.NEVER_QUIET ? Set.of(2400) : Set.of(2400, 300, 9600), bus.speeds());
  }

  @Test
  void theEchoOfTheQuestionsIsNoMeter() throws Exception {
    bus = bus(2400, Line.ECHO);
    assertEquals(add(20), scan());
  }

  /** A meter may be missed then, but none is made up, and none gets the address of another. */
  @ParameterizedTest
  @ValueSource(ints = {20_000, 4_000, 1_000, 200})
  void aDisturbedLineGivesNoWrongMeter(int oneByteIn) throws Exception {
    Map<String, String> expected = add(20);
    bus.disturb(new Random(oneByteIn), oneByteIn);
    run();
    Map<String, String> found = new TreeMap<>();
    for (Match match : matches) {
      String number = match.identifier();
      String options = match.options().toString();
      if (match.certainty() == Certainty.LIKELY) {
        assertTrue(expected.containsValue(options), options);
        continue;
      }
      assertNull(found.put(number, options), number);
      assertTrue(
          options.equals(expected.get(number))
              || options.equals("{secondary=" + kamstrup(number) + "}")
                  && expected.containsKey(number),
          number + " " + options);
    }
    assertTrue(oneByteIn < 1_000 || found.size() >= 19, found.size() + " meters");
    takesAtMost(3000, 25);
  }

  @Test
  void whatWasFoundUntilTheLinkWasLostRemains() {
    add(60);
    bus.loseAfter(Duration.ofMinutes(2));
    assertThrows(LinkLostException.class, this::scan);
    assertTrue(found().size() > 5, found().toString());
  }

  @Test
  void whatAnswersButCannotBeReadRemainsToo() {
    bus.add(17, kamstrup("10000001"), "").mute();
    bus.add(18, kamstrup("20000002"), "");
    bus.loseAfter(Duration.ofMinutes(1));
    assertThrows(LinkLostException.class, this::scan);
    assertEquals(Map.of("", "{address=17}", "20000002", "{address=18}"), found());
    assertEquals(List.of(""), likely());
  }

  @Test
  void whatWasFoundUntilAnInterruptionRemains() {
    add(3);
    assertThrows(
        InterruptedException.class,
        () ->
            new MbusScan(
                    bus,
                    time,
                    new Scan.Found() {
                      @Override
                      public void meter(Match match) {
                        matches.add(match);
                        Thread.currentThread().interrupt();
                      }

                      @Override
                      public void progress(int done, int all) {}
                    })
                .run());
    assertEquals(1, matches.size());
  }

  @Test
  void theProgressNeverGoesBackAndEndsAtTheEnd() throws Exception {
    add(30);
    scan();
    int before = 0;
    for (int[] step : progress) {
      assertTrue(step[0] >= before && step[0] <= step[1], step[0] + " of " + step[1]);
      before = step[0];
    }
    assertEquals(bus.questions(), before);
    assertEquals(before, progress.get(progress.size() - 1)[1]);
  }
}
