// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.mbus.CollidingBus.Line;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/**
 * A selection with wild cards that matches several meters, one of which is slow: its answer comes
 * whole, behind those that destroyed each other, and is that of one among several all the same.
 */
class SlowMeterOfSeveralTest {
  private static final String MODEL = "2D2C3504";

  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final KitSession session = new KitSession(time);

  private CollidingBus bus() {
    CollidingBus bus = new CollidingBus(time, new MbusDriverProvider().settings(), 2400, Line.GOOD);
    bus.add(9, "90000009" + MODEL, "");
    return bus;
  }

  private void read(CollidingBus bus, String timeout) throws Exception {
    bus.loseAfter(Duration.ofMinutes(40));
    ByteDriver driver =
        (ByteDriver)
            new MbusDriverProvider()
                .create(
                    List.of(
                        meter("several", "secondary", "7200000F", timeout),
                        meter("good", "address", "9", timeout)));
    RecordingPlayer.run(driver, bus, session);
  }

  private static MeterOptions meter(String name, String option, String value, String timeout)
      throws Exception {
    Map<String, String> options = Map.of(option, value, "interval", "5min", "timeout", timeout);
    return new MeterOptions(name, Options.of(MbusOptions.SPECS, options));
  }

  private static void requireNothing(KitSession session, String what) {
    assertEquals(List.of(), Bus.readings(session, "several"), what);
    List<String> found = Bus.found(session, "several");
    assertTrue(found.contains("several-selected"), what + ": " + found);
    int good = Bus.readings(session, "good").size();
    assertTrue(good >= 7, what + ": " + good + " readings of the neighbour");
  }

  @ParameterizedTest
  @ValueSource(strings = {"500ms", "1500ms", "3s"})
  void givesNoReadingWhateverItsDelay(String timeout) throws Exception {
    for (int prompt = 1; prompt <= 3; prompt++) {
      for (int delay = 0; delay <= 3000; delay += 60) {
        SlowMeterOfSeveralTest one = new SlowMeterOfSeveralTest();
        CollidingBus bus = one.bus();
        for (int i = 1; i <= prompt; i++) {
          bus.add(i, "7200000" + i + MODEL, "").answeringAfter(Duration.ofMillis(17 + 20 * i));
        }
        bus.add(7, "72000007" + MODEL, "")
            .answeringAfter(Duration.ofMillis(37))
            .sendingAfter(Duration.ofMillis(delay));
        one.read(bus, timeout);
        requireNothing(one.session, prompt + " prompt, one after " + delay + " ms, " + timeout);
      }
    }
  }

  @Test
  void theOnlyMeterThatMatchesIsRead() throws Exception {
    CollidingBus bus = bus();
    bus.add(1, "72000001" + MODEL, "");
    read(bus, "1500ms");
    assertEquals(8, Bus.readings(session, "several").size());
    assertEquals(List.of(), session.findings());
  }
}
