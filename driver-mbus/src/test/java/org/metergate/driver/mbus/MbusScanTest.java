// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

  private CollidingBus bus(int baud, Line line) {
    return new CollidingBus(time, new MbusDriverProvider().settings(), baud, line);
  }

  private static String kamstrup(String number) {
    return number + KAMSTRUP_603_HEAT;
  }

  /** Adds meters with random numbers, as Kamstrup derives the address from them, each its own. */
  private Map<String, String> add(int count) {
    Random random = new Random(count);
    Map<String, String> expected = new TreeMap<>();
    Set<Integer> addresses = new HashSet<>();
    while (addresses.size() < count) {
      String number = String.format("%08d", random.nextInt(100_000_000));
      int address = 1 + random.nextInt(250);
      if (addresses.add(address)) {
        bus.add(address, kamstrup(number), "");
        expected.put(number, "{address=" + address + "}");
      }
    }
    return expected;
  }

  /** Scans, and returns the options of each meter by its number. */
  private Map<String, String> scan() throws Exception {
    new MbusDriverProvider()
        .scan(
            bus,
            time,
            new Scan.Found() {
              @Override
              public void meter(Match match) {
                matches.add(match);
              }

              @Override
              public void progress(int done, int all) {
                progress.add(new int[] {done, all});
              }
            });
    return found();
  }

  private Map<String, String> found() {
    Map<String, String> found = new TreeMap<>();
    for (Match match : matches) {
      String before = found.put(match.identifier(), match.options().toString());
      assertEquals(null, before, "a meter came twice: " + match);
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
  @CsvSource({"1, 283, 2.2", "60, 750, 7", "250, 2200, 21.5"})
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
    scan0();
    assertEquals(
        Set.of("{secondary=12345678" + one + "}", "{secondary=12345678" + other + "}"), options());
    takesAtMost(980, 8.4);
  }

  private void scan0() throws Exception {
    try {
      scan();
    } catch (AssertionError e) {
      assertTrue(e.getMessage().contains("came twice"), e.getMessage()); // one number, two meters
    }
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
    scan0();
    String secondary = "{secondary=" + kamstrup("12345678") + ", serial-number=";
    assertEquals(
        Set.of(secondary + "70000001}", secondary + "70000012}", "{address=9}"), options());
    takesAtMost(1070, 9.3);
  }

  @Test
  void metersThatDifferInNothingDoNotHideTheOthers() throws Exception {
    Map<String, String> expected = add(5);
    bus.add(0, kamstrup("12345678"), "");
    bus.add(0, kamstrup("12345678"), "").answeringAfter(Duration.ofMillis(47));
    assertEquals(expected, scan());
    takesAtMost(1025, 8.8);
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
    takesAtMost(550, 4.6);
    assertEquals(
        List.of("10000001"),
        matches.stream()
            .filter(match -> match.certainty() == Certainty.LIKELY)
            .map(Match::identifier)
            .toList());
  }

  @Test
  void aMeterThatOnlyAcknowledgesIsReportedOnceAlsoWhereNoOtherAnswers() throws Exception {
    bus.add(17, kamstrup("10000001"), "").mute();
    assertEquals(Map.of("10000001", "{secondary=10000001}"), scan());
    assertEquals(Set.of(2400), bus.speeds());
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
  void noOtherSpeedIsTriedWhereSomebodyAnswers() throws Exception {
    add(3);
    scan();
    assertEquals(Set.of(2400), bus.speeds());
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
    Map<String, String> found = scan();
    found.forEach(
        (number, options) ->
            assertTrue(
                options.equals(expected.get(number))
                    || options.equals("{secondary=" + kamstrup(number) + "}")
                        && expected.containsKey(number),
                number + " " + options));
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
