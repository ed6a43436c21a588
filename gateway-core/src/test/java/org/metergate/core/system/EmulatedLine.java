// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.driver.p1.P1DriverProvider;
import org.metergate.emulator.link.EmulatorLinkProvider;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.kit.ClockHost;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Options;
import org.metergate.testing.EndingLink;
import org.metergate.time.VirtualTime;

/** An emulated meter, its link and its driver, all on virtual time. */
final class EmulatedLine {
  /** One in the morning by the meter's own time, on a full hour. */
  static final Instant START = Instant.parse("2026-05-09T00:00:00Z");

  private EmulatedLine() {}

  /**
   * Reads a meter for a while.
   *
   * @param meter options of the emulator; the driver gets what fits them.
   * @param span how long.
   * @return all that the driver published.
   */
  static KitSession read(Map<String, String> meter, Duration span) throws Exception {
    return read(meter, Map.of(), span);
  }

  /** Reads a meter with additional driver options. */
  static KitSession read(Map<String, String> meter, Map<String, String> driver, Duration span)
      throws Exception {
    KitSession session = new KitSession(new VirtualTime(START));
    return read(
        new OmnipowerDriverProvider(), new OmnipowerProvider(), meter, driver, span, session);
  }

  /** Reads a meter with a P1 port. */
  static KitSession readP1(Map<String, String> meter, Map<String, String> driver, Duration span)
      throws Exception {
    KitSession session = new KitSession(new VirtualTime(START));
    return read(new P1DriverProvider(), new P1Provider(), meter, driver, span, session);
  }

  /** Reads any emulated meter with its driver; the session's clock must be a virtual one. */
  static KitSession read(
      DriverProvider provider,
      EmulatorProvider emulator,
      Map<String, String> meter,
      Map<String, String> driver,
      Duration span,
      KitSession session)
      throws Exception {
    Map<String, String> options = new LinkedHashMap<>();
    emulator
        .driverOptions(Options.of(emulator.info().options(), meter))
        .forEach((name, value) -> options.put(name, value.reveal()));
    if (emulator.info().id().equals("omnipower")) { // as a user who knows the meter's display
      options.put("energy-scale", meter.getOrDefault("energy-scale", "10"));
    }
    options.putAll(driver);
    ByteDriver meterDriver = (ByteDriver) RecordingPlayer.driver(provider, options);
    Host host = new ClockHost(session);
    ByteLink link =
        new EmulatorLinkProvider()
            .open(
                new LinkUri("emulator", emulator.info().id(), meter), meterDriver.settings(), host);
    RecordingPlayer.run(
        meterDriver,
        new EndingLink(link, passed -> passed >= span.toNanos(), session.nanos(), session),
        session);
    return session;
  }
}
