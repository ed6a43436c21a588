// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.kit.EmulatedLine;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** Checks the search, and that two meters cannot have one address. */
class AddressSearchTest {
  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final MyMeterProvider provider = new MyMeterProvider();
  private final List<String> found = new ArrayList<>();
  private int asked;

  private void scan(Duration life) throws LinkLostException, InterruptedException {
    List<EmulatedMeter> meters =
        List.of(
            new EmulatedBus(0, 1, time.nanos()),
            new EmulatedBus(17, 2, time.nanos()),
            new EmulatedBus(999, 1, time.nanos()));
    Scan.Found results =
        new Scan.Found() {
          @Override
          public void meter(Match match) {
            found.add(match.options().get("address"));
          }

          @Override
          public void progress(int done, int all) {
            asked = done;
          }
        };
    provider.scan(new EmulatedLine(time, provider.settings(), meters, life), time, results);
  }

  @Test
  void findsEachMeterOnce() throws Exception {
    scan(Duration.ofHours(1));
    assertEquals(List.of("0", "17", "18", "999"), found);
    assertEquals(1000, asked);
  }

  @Test
  void whatWasFoundUntilTheLinkIsLostStaysFound() {
    assertThrows(LinkLostException.class, () -> scan(Duration.ofMinutes(1)));
    assertEquals(List.of("0", "17", "18"), found);
    assertTrue(asked > 18 && asked < 1000, asked + " addresses");
  }

  @Test
  void refusesTwoMetersWithOneAddress() throws OptionException {
    Options options = Options.of(provider.info().options(), Map.of("address", "5"));
    List<MeterOptions> two =
        List.of(new MeterOptions("a", options), new MeterOptions("b", options));
    OptionException refused = assertThrows(OptionException.class, () -> provider.create(two));
    assertEquals("address", refused.option());
  }
}
