// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.mbus.CollidingBus.Line;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.time.VirtualTime;

/**
 * A meter that sends its data late is not hidden by those that answer at once, nor does it hide
 * them: each is found, or its address is named as uncertain. Its late answer is not taken for that
 * of another meter either.
 */
class ScanOfSlowMetersTest {
  private static final String[] MODELS = {"2D2C3504", "2D2C3404", "2D2C1B16", "A5112004"};

  /** A meter of a bus; one without selection has a primary address alone. */
  private record Connected(int address, String digits, boolean selectable) {}

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T10:00:00Z"));
  private final CollidingBus bus =
      new CollidingBus(time, new MbusDriverProvider().settings(), 2400, Line.GOOD);
  private final List<Connected> meters = new ArrayList<>();
  private final List<Match> matches = new ArrayList<>();

  private void connect(int address, String digits, boolean selectable, int delay, int dataDelay) {
    CollidingMeter meter =
        bus.add(address, digits, "")
            .answeringAfter(Duration.ofMillis(delay))
            .sendingAfter(Duration.ofMillis(dataDelay));
    if (!selectable) {
      meter.withoutSelection();
    }
    meters.add(new Connected(address, digits, selectable));
  }

  private void scan() throws Exception {
    new MbusDriverProvider().scan(bus, time, new CollectedMatches(matches));
  }

  private void requireAll(String what) {
    String all = what + ": " + meters + " gave " + matches;
    for (Connected meter : meters.stream().filter(this::canBeTold).toList()) {
      assertTrue(matches.stream().anyMatch(match -> covers(match, meter)), meter + " in " + all);
    }
    for (Match match : matches) {
      long meant = meters.stream().filter(meter -> covers(match, meter)).count();
      boolean certain = match.certainty() == Certainty.CERTAIN;
      assertTrue(meant == 1 || meant > 1 && !(certain && isCertain(match)), match + " in " + all);
    }
  }

  /** Whether nothing says that an address may be that of several. */
  private boolean isCertain(Match match) {
    return matches.stream()
        .filter(other -> other.certainty() == Certainty.LIKELY)
        .noneMatch(other -> other.options().equals(match.options()));
  }

  /**
   * Where two others that are selected share an address, nothing shows a third one that cannot be;
   * nor does anything at address 0, which meters have that were never given one.
   */
  private boolean canBeTold(Connected meter) {
    long selectable =
        meters.stream()
            .filter(other -> other.selectable() && other.address() == meter.address())
            .count();
    return meter.selectable() || selectable == 0 || selectable == 1 && meter.address() > 0;
  }

  /** Whether a meter answers to what was found. */
  private static boolean covers(Match match, Connected meter) {
    String address = match.options().get("address");
    String secondary = match.options().get("secondary");
    return address != null
        ? Integer.parseInt(address) == meter.address()
        : meter.selectable() && meter.digits().startsWith(secondary);
  }

  /** The two differ in their first digit, in the second, and so on, to their model. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void isFoundAtEachLevelOfTheSearchWhateverItsDelay(int level) throws Exception {
    String prompt = "11111111" + MODELS[0];
    String slow =
        level < 8
            ? prompt.substring(0, level) + "2" + prompt.substring(level + 1)
            : prompt.substring(0, 8) + MODELS[1];
    for (int delay = 100; delay <= 2400; delay += 230) {
      for (int address : new int[] {0, 5, 6}) {
        ScanOfSlowMetersTest one = new ScanOfSlowMetersTest();
        one.connect(address == 6 ? 5 : address, prompt, true, 35, 40);
        one.connect(address, slow, true, 35, delay);
        one.scan();
        one.requireAll(delay + " ms, address " + address);
      }
    }
  }

  @Test
  void isFoundByItsPrimaryAddressOrThatIsUncertain() throws Exception {
    for (int delay = 100; delay <= 2400; delay += 115) {
      for (int other = 5; other <= 6; other++) {
        for (boolean selectable : new boolean[] {true, false}) {
          ScanOfSlowMetersTest one = new ScanOfSlowMetersTest();
          one.connect(5, "11111111" + MODELS[0], selectable, 35, 40);
          one.connect(other, "22222222" + MODELS[0], false, 35, delay);
          one.scan();
          one.requireAll(delay + " ms, address " + other + ", " + selectable);
        }
      }
    }
  }

  /** More of them with {@code -Dmbus.buses=5000}. */
  @Test
  void hidesNoMeterOnRandomBuses() throws Exception {
    for (int seed = 0; seed < Integer.getInteger("mbus.buses", 60); seed++) {
      ScanOfSlowMetersTest one = new ScanOfSlowMetersTest();
      one.connectAtRandom(new Random(seed));
      one.scan();
      one.requireAll("seed " + seed);
    }
  }

  private void connectAtRandom(Random random) {
    int count = 2 + random.nextInt(10);
    int slow = 1 + random.nextInt(2);
    int sharedDigits = random.nextInt(8);
    int addresses = random.nextBoolean() ? 250 : count;
    Set<String> used = new HashSet<>();
    while (meters.size() < count) {
      StringBuilder number = new StringBuilder("7".repeat(sharedDigits));
      while (number.length() < 8) {
        number.append(random.nextInt(10));
      }
      String digits = number + MODELS[random.nextInt(MODELS.length)];
      if (used.add(digits)) {
        boolean isSlow = meters.size() < slow;
        int delay = 15 + random.nextInt(150);
        int dataDelay = isSlow ? 200 + random.nextInt(2200) : delay;
        boolean selectable = isSlow || random.nextInt(8) > 0;
        connect(random.nextInt(addresses + 1), digits, selectable, delay, dataDelay);
      }
    }
  }
}
