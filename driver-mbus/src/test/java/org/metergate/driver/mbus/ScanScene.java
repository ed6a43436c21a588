// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.metergate.driver.mbus.CollidingBus.Line;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Scan;
import org.metergate.time.VirtualTime;

/** A bus on virtual time that is scanned, and what was found on it. */
abstract class ScanScene {
  private static final String KAMSTRUP_603_HEAT = "2D2C3504";

  final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T10:00:00Z"));
  final List<Match> matches = new ArrayList<>();
  final List<int[]> progress = new ArrayList<>();
  CollidingBus bus = bus(2400, Line.GOOD);
  double lastFound; // in minutes

  CollidingBus bus(int baud, Line line) {
    return new CollidingBus(time, new MbusDriverProvider().settings(), baud, line);
  }

  static String kamstrup(String number) {
    return number + KAMSTRUP_603_HEAT;
  }

  /** Adds meters with random numbers, as Kamstrup derives the address from them, each its own. */
  Map<String, String> add(int count, Integer... speeds) {
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
  Map<String, String> scan() throws Exception {
    run();
    return found();
  }

  void run() throws Exception {
    new MbusDriverProvider().scan(bus, time, collecting(() -> {}));
  }

  /** Takes what is found; does something after each meter. */
  Scan.Found collecting(Runnable afterMeter) {
    return new Scan.Found() {
      @Override
      public void meter(Match match) {
        matches.add(match);
        lastFound = time.nanos() / 60e9;
        afterMeter.run();
      }

      @Override
      public void progress(int done, int all) {
        progress.add(new int[] {done, all});
      }
    };
  }

  Map<String, String> found() {
    Map<String, String> found = new TreeMap<>();
    for (Match match : matches) {
      String before = found.put(match.identifier(), match.options().toString());
      assertNull(before, "a meter came twice: " + match);
    }
    return found;
  }

  /** What people wait for: each of these numbers is a tenth more than was measured. */
  void takesAtMost(int questions, double minutes) {
    double taken = time.nanos() / 60e9;
    assertTrue(bus.questions() <= questions, bus.questions() + " questions");
    assertTrue(taken <= minutes, taken + " min");
  }

  Set<String> options() {
    Set<String> options = new HashSet<>();
    matches.forEach(match -> assertTrue(options.add(match.options().toString())));
    return options;
  }

  List<String> likely() {
    return matches.stream()
        .filter(match -> match.certainty() == Certainty.LIKELY)
        .map(Match::identifier)
        .toList();
  }
}
