// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.mbus.emulator.MbusEmulatorProvider;
import org.metergate.kit.EmulatedLine;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** The scan of the bus that is emulated for people, with its meters of Kamstrup. */
class ScanOfEmulatedBusTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T10:00:00Z"));
  private final List<Match> matches = new ArrayList<>();

  private void scan(Map<String, String> settings) throws Exception {
    MbusEmulatorProvider emulator = new MbusEmulatorProvider();
    EmulatedLine bus =
        new EmulatedLine(
            time,
            new MbusDriverProvider().settings(),
            List.of(emulator.create(Options.of(emulator.info().options(), settings), time)),
            Duration.ofDays(1));
    new MbusDriverProvider().scan(bus, time, new CollectedMatches(matches));
  }

  @Test
  void sixtyMetersAreFoundWithinEightMinutes() throws Exception {
    scan(Map.of("meters", "60", "model", "mixed"));
    Set<String> addresses = new HashSet<>();
    matches.forEach(match -> addresses.add(match.options().get("address")));
    assertEquals(60, matches.size());
    assertEquals(60, addresses.size());
    assertTrue(time.nanos() < Duration.ofMinutes(8).toNanos(), time.nanos() / 60e9 + " min");
  }

  @Test
  void oneAddressOrOneNumberOfTwoMetersHidesNoneOfThem() throws Exception {
    scan(Map.of("meters", "5", "same-address", "2", "same-number", "5"));
    assertEquals(5, matches.size(), matches.toString());
    assertEquals(5, new HashSet<>(matches.stream().map(Match::options).toList()).size());
    long bySecondary =
        matches.stream().filter(match -> match.options().containsKey("secondary")).count();
    assertEquals(2, bySecondary, matches.toString());
  }

  /**
   * Two have one address, two one number; one is silent, one busy, one late, one of long answers.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2"})
  void allFaultsOfABusAtOnceHideOnlyTheSilentMeter(String seed) throws Exception {
    Map<String, String> faults = new HashMap<>(Map.of("meters", "12", "model", "mixed"));
    faults.putAll(Map.of("late", "2", "busy", "3", "three-telegrams", "4", "silent", "5"));
    faults.putAll(Map.of("same-address", "7", "same-number", "9", "echo", "true"));
    faults.put("seed", seed);
    scan(faults);
    assertEquals(
        List.of(
            "",
            "72000001",
            "72000002",
            "72000004",
            "72000006",
            "72000007",
            "72000008",
            "72000008",
            "72000010",
            "72000011",
            "72000012"),
        matches.stream().map(Match::identifier).sorted().toList(),
        matches.toString());
  }

  /** The late one answers while the others, which have its address or its number, are searched. */
  @ParameterizedTest
  @CsvSource({"5, 3, 5, 9600", "5, 3, 5, 2400", "60, 9, 20, 9600", "60, 20, 20, 2400"})
  void aLateMeterHidesNoOther(String meters, String late, String sameAddress, String speed)
      throws Exception {
    Map<String, String> options = new HashMap<>(Map.of("meters", meters, "model", "mixed"));
    options.putAll(Map.of("late", late, "same-address", sameAddress, "speed", speed));
    scan(options);
    int count = Integer.parseInt(meters);
    assertEquals(count, matches.size(), matches.toString());
    assertEquals(count, new HashSet<>(matches.stream().map(Match::identifier).toList()).size());
    assertTrue(time.nanos() < Duration.ofMinutes(13).toNanos(), time.nanos() / 60e9 + " min");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "5", "7", "11"})
  void answersThatAreDisturbedByChanceCostSeconds(String damageEvery) throws Exception {
    scan(Map.of("meters", "20", "model", "mixed", "damage-every", damageEvery));
    assertEquals(20, matches.size(), matches.toString());
    assertTrue(time.nanos() < Duration.ofSeconds(300).toNanos(), time.nanos() / 60e9 + " min");
  }

  @Test
  void theirSpeedIsFoundToo() throws Exception {
    scan(Map.of("meters", "2", "speed", "9600"));
    assertEquals(2, matches.size());
    assertEquals("9600", matches.get(0).options().get("speed"));
  }
}
