// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.driver.multical.MulticalDriverProvider;
import org.metergate.driver.multical.MulticalFindings;
import org.metergate.kit.ClockHost;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.link.SerialLinkProvider;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.EndingLink;
import org.metergate.time.SystemTime;

/** The driver and an emulated MULTICAL in another process, with a pseudo-terminal between them. */
@Tag("pty")
@Timeout(120)
class MulticalCableIT {
  /** On a quiet machine the first reading takes two seconds; this one may be busy. */
  private static final Duration FIRST_READING = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void readsEightRegistersThroughAnEchoAt1200Baud() throws Exception {
    KitSession session = read(FIRST_READING, "echo=true");
    assertEquals(1, session.readings().size(), session.findings().toString());
    for (String name : new String[] {"heat_energy", "volume", "flow", "heat_power", "info_code"}) {
      assertTrue(session.readings().get(0).measurement(name).isPresent(), name);
    }
  }

  @Test
  void saysThatOnlyTheEchoCameFromAMeterThatSleeps() throws Exception {
    KitSession session = read(Duration.ofSeconds(8), "echo=true", "sleep-after=1ms", "wakes=never");
    assertEquals(0, session.readings().size());
    assertTrue(session.count(MulticalFindings.ECHO_ONLY) > 0, session.findings().toString());
  }

  /** Reads until the first reading is there or the time is over. */
  private KitSession read(Duration timeout, String... options) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/socat")),
        "socat is not installed (package socat), so there are no pseudo-terminals to test with");
    String[] args = new String[6 + 2 * options.length];
    Path cable = folder.resolve("cable");
    System.arraycopy(
        new String[] {"emulate", "multical", "--pty", cable.toString(), "--option", "model=403"},
        0,
        args,
        0,
        6);
    for (int i = 0; i < options.length; i++) {
      args[6 + 2 * i] = "--option";
      args[7 + 2 * i] = options[i];
    }
    try (GatewayProcess meter = GatewayProcess.start(args)) {
      meter.awaitLine("supply:");
      ByteDriver driver =
          (ByteDriver) RecordingPlayer.driver(new MulticalDriverProvider(), Map.of("model", "403"));
      ClockHost clock = new ClockHost(new SystemTime());
      KitSession session = new KitSession(clock);
      ByteLink link =
          new SerialLinkProvider().open(LinkUri.parse("serial:" + cable), driver.settings(), clock);
      RecordingPlayer.run(
          driver,
          new EndingLink(
              link,
              time -> !session.readings().isEmpty() || time > timeout.toNanos(),
              clock.nanos(),
              clock),
          session);
      meter.terminate(); // also removes its cable
      return session;
    }
  }
}
