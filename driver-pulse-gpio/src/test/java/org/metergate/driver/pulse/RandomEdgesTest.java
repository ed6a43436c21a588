// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedEdges;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

/**
 * Random edges, up to the reading: bounces, the same level twice, times that stand still, jumps of
 * the sequence, gaps, and stored totals of any text. Nothing escapes, no total counts more pulses
 * than there were edges to the active level, and no power is above what the shortest interval
 * between pulses allows.
 */
class RandomEdgesTest {
  private static final int SCRIPTS = 1_000;
  private static final String TOTAL = "energy_import";
  private static final BigDecimal PULSES_PER_UNIT = new BigDecimal(1000);
  private static final Map<String, String> OPTIONS =
      Map.of("quantity", TOTAL, "pulses-per-unit", PULSES_PER_UNIT.toString());

  /** Active for 10 ms and idle for 10 ms at least: 50 pulses a second of one watt-hour. */
  private static final BigDecimal MAX_WATTS = new BigDecimal(50 * 3600);

  private static int edges(ScriptedEdges script, Random random) {
    long nanos = 1_000_000;
    long sequence = random.nextBoolean() ? Edge.UNNUMBERED : random.nextInt(5);
    boolean level = random.nextBoolean();
    int active = 0;
    for (int i = random.nextInt(120); i > 0; i--) {
      nanos += wait(random);
      level = random.nextInt(8) == 0 ? level : !level;
      if (sequence != Edge.UNNUMBERED) {
        sequence = random.nextInt(10) == 0 ? random.nextLong(1L << 40) : sequence + 1;
      }
      script.at(new Edge(0, level, nanos, sequence));
      active += level ? 1 : 0;
      if (random.nextInt(20) == 0) {
        long end = nanos + wait(random);
        script.gap(new EdgeGap(0, nanos, end, random.nextBoolean()));
        active++; // the line may be active after the gap
        nanos = random.nextBoolean() ? end : nanos;
      }
    }
    return active;
  }

  private static long wait(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> random.nextInt(1_000_000);
      case 2 -> random.nextInt(30_000_000);
      case 3 -> 20_000_000 + random.nextInt(200_000_000);
      default -> random.nextLong(Duration.ofSeconds(30).toNanos());
    };
  }

  /** A stored total as the driver writes it, or with parts of it replaced. */
  private static String stored(String kept, Random random) {
    StringBuilder text = new StringBuilder(kept);
    for (int i = random.nextInt(4); i > 0 && text.length() > 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "999999999999");
        case 2 -> text.setCharAt(at, "0-9.E+/@ Z".charAt(random.nextInt(10)));
        default -> text.insert(at, (char) random.nextInt(0x3000));
      }
    }
    return text.toString();
  }

  @Test
  void becomeTotalsOfNoMorePulsesThanThereWere() throws Exception {
    Random random = new Random(7);
    int complete = 0;
    int withPulses = 0;
    for (int i = 0; i < SCRIPTS; i++) {
      VirtualTime time = new VirtualTime(RecordingPlayer.START);
      KitSession session = new KitSession(time);
      ScriptedEdges script = new ScriptedEdges(time, 1).begins(0, random.nextBoolean());
      int active = edges(script, random);
      run(script, session);
      complete += session.readings().isEmpty() ? 0 : 1;
      BigDecimal before = BigDecimal.ZERO;
      for (Reading reading : session.readings()) {
        BigDecimal total = total(reading);
        assertTrue(total.compareTo(before) >= 0, "script " + i + " falls to " + total);
        before = total;
        assertPossible(reading, i);
      }
      withPulses += before.signum();
      BigDecimal pulses = before.multiply(PULSES_PER_UNIT);
      assertTrue(
          pulses.compareTo(new BigDecimal(active)) <= 0, pulses + " of " + active + " in " + i);
    }
    assertTrue(complete == SCRIPTS, complete + " scripts had a reading");
    assertTrue(withPulses >= SCRIPTS / 2, withPulses + " scripts had pulses");
  }

  @Test
  void continueStoredTotalsOfAnyTextOrSayThatTheyAreUnreadable() throws Exception {
    Random random = new Random(8);
    VirtualTime first = new VirtualTime(RecordingPlayer.START);
    KitSession before = new KitSession(first);
    run(new ScriptedEdges(first, 1).pulse(Duration.ofSeconds(1), Duration.ofMillis(40)), before);
    int restored = 0;
    for (int i = 0; i < SCRIPTS; i++) {
      Map<String, String> states = new HashMap<>(before.states());
      states.replaceAll((key, text) -> stored(text, random));
      VirtualTime time = new VirtualTime(RecordingPlayer.START.plusSeconds(3600));
      KitSession session = new KitSession(time, states);
      run(new ScriptedEdges(time, 1).pulse(Duration.ofSeconds(1), Duration.ofMillis(40)), session);
      List<Reading> readings = session.readings();
      BigDecimal begin = total(readings.get(0));
      BigDecimal end = total(readings.get(readings.size() - 1));
      assertTrue(end.compareTo(begin) >= 0, states.toString());
      restored += session.count(PulseFindings.STATE_UNREADABLE) == 0 ? 1 : 0;
    }
    assertTrue(restored >= SCRIPTS / 5, restored + " were restored");
  }

  private static void run(ScriptedEdges script, KitSession session) throws Exception {
    RecordingPlayer.run(
        (PulseDriver) RecordingPlayer.driver(new PulseDriverProvider(), OPTIONS), script, session);
  }

  private static BigDecimal total(Reading reading) {
    return ((Value.Decimal) reading.measurement(TOTAL).orElseThrow().value()).number();
  }

  private static void assertPossible(Reading reading, int script) {
    for (Measurement one : reading.measurements()) {
      BigDecimal value = ((Value.Decimal) one.value()).number();
      assertTrue(value.signum() >= 0, one.toString());
      if (!one.quantity().name().equals(TOTAL)) {
        assertTrue(value.compareTo(MAX_WATTS) <= 0, "script " + script + ": " + one);
      }
    }
  }
}
