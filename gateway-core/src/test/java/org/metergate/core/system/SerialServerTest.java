// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.multical.MulticalDriverProvider;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.driver.p1.P1DriverProvider;
import org.metergate.emulator.kmp.KmpProvider;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.kit.ClockHost;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.link.Rfc2217LinkProvider;
import org.metergate.link.TcpLinkProvider;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Options;
import org.metergate.testing.EndingLink;
import org.metergate.testing.PtyPair;
import org.metergate.testing.SerialServer;
import org.metergate.time.SystemTime;
import org.metergate.time.VirtualTime;

/** Emulated meters read through a real ser2net in each of its modes. */
@Tag("pty")
@Timeout(120)
class SerialServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Map<String, DriverProvider> DRIVERS =
      Map.of(
          "omnipower", new OmnipowerDriverProvider(),
          "p1", new P1DriverProvider(),
          "multical", new MulticalDriverProvider());
  private static final Map<String, ByteEmulatorProvider> METERS =
      Map.of(
          "omnipower", new OmnipowerProvider(),
          "p1", new P1Provider(),
          "multical", new KmpProvider());

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "omnipower, raw,     10, 2, energy_import",
    "omnipower, telnet,  10, 2, energy_import",
    "omnipower, rfc2217, 10, 2, energy_import",
    "p1,        raw,     10, 2, energy_import_t1",
    "p1,        telnet,  10, 2, energy_import_t1",
    "p1,        rfc2217, 10, 2, energy_import_t1",
    "multical,  raw,      1, 1, heat_energy",
    "multical,  telnet,   1, 1, heat_energy",
    "multical,  rfc2217,  1, 1, heat_energy"
  })
  void readsEachMeterThroughEachMode(String id, String mode, int pace, int count, String quantity)
      throws Exception {
    ByteEmulatorProvider emulator = METERS.get(id);
    Map<String, String> meterOptions =
        switch (id) {
          case "p1" -> Map.of("request", "tied");
          case "multical" -> Map.of("model", "403");
          default -> Map.of();
        };
    Options options = Options.of(emulator.info().options(), meterOptions);
    Map<String, String> driverOptions = new LinkedHashMap<>();
    emulator.driverOptions(options).forEach((name, key) -> driverOptions.put(name, key.reveal()));
    if (id.equals("omnipower")) { // as a user who knows the meter's display
      driverOptions.put("energy-scale", "10");
    }
    ByteDriver driver = (ByteDriver) RecordingPlayer.driver(DRIVERS.get(id), driverOptions);
    List<Finding> remarks = new ArrayList<>();
    ClockHost host =
        new ClockHost(new SystemTime()) {
          @Override
          public void remark(Finding finding) {
            remarks.add(finding);
          }
        };
    KitSession session = new KitSession(host);
    VirtualTime meterTime = new VirtualTime(EmulatedLine.START);
    try (PtyPair cable = PtyPair.plug(folder);
        SerialServer server = SerialServer.start(folder, cable.gateway(), line(driver));
        MeterAtCable meter =
            new MeterAtCable(emulator.create(options, meterTime), meterTime.nanos(), cable, pace)) {
      ByteLinkProvider provider =
          mode.equals("rfc2217") ? new Rfc2217LinkProvider() : new TcpLinkProvider();
      String uri =
          switch (mode) {
            case "raw" -> "tcp:127.0.0.1:" + server.raw();
            case "telnet" -> "tcp:127.0.0.1:" + server.telnet();
            default -> "rfc2217://127.0.0.1:" + server.rfc2217();
          };
      ByteLink link = provider.open(LinkUri.parse(uri), driver.settings(), host);
      meter.start();
      RecordingPlayer.run(
          driver,
          new EndingLink(
              link,
              time -> session.readings().size() >= count || time > LIMIT.toNanos(),
              host.nanos(),
              host),
          session);
    }
    assertTrue(session.readings().size() >= count, session.findings().toString());
    assertTrue(
        session.readings().stream().anyMatch(one -> one.measurement(quantity).isPresent()),
        session.readings().toString());
    assertEquals(mode.equals("telnet") ? 1 : 0, remarks.size(), remarks.toString());
  }

  private static String line(ByteDriver driver) {
    return driver.settings().baud() + "n81";
  }

  /** An emulated meter at the far end of a cable, on a thread of its own. */
  private static final class MeterAtCable implements AutoCloseable {
    private final EmulatedMeter meter;
    private final long base;
    private final PtyPair cable;
    private final int pace;
    private final Thread thread = new Thread(this::run, "meter");
    private volatile boolean off;

    /** Prepares a meter whose time runs faster than ours by the pace. */
    private MeterAtCable(EmulatedMeter meter, long base, PtyPair cable, int pace) {
      this.meter = meter;
      this.base = base;
      this.cable = cable;
      this.pace = pace;
    }

    private void start() {
      thread.start();
    }

    private void run() {
      long started = System.nanoTime();
      byte[] heard = new byte[256];
      try (FileInputStream in = new FileInputStream(cable.meter().toFile())) {
        while (!off) {
          long now = base + (System.nanoTime() - started) * pace;
          if (in.available() > 0) {
            int count = in.read(heard, 0, Math.min(heard.length, in.available()));
            meter.receive(Arrays.copyOf(heard, count), now);
          }
          for (EmulatedMeter.Burst burst : meter.poll(now)) {
            cable.send(burst.bytes());
          }
          LockSupport.parkNanos(5_000_000);
        }
      } catch (IOException e) {
        // the cable is gone, and with it what the meter can do
        off = true;
      }
    }

    /** Pulls the cable too: what the meter sends when nobody reads any more waits for ever. */
    @Override
    public void close() {
      off = true;
      cable.close();
      try {
        thread.join(); // the time of the whole test limits it
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
