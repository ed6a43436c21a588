// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.driver.p1.P1DriverProvider;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.kit.ClockHost;
import org.metergate.kit.RecordingPlayer;
import org.metergate.link.SerialLinkProvider;
import org.metergate.session.ReadingSession;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.Await;
import org.metergate.testing.PtyPair;
import org.metergate.time.SystemTime;
import org.metergate.time.VirtualTime;

/** A pseudo-terminal has no modem lines: that is reported, and what arrives is read. */
@Tag("pty")
class P1OverPtyTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void readsOnWithoutARequestLine() throws Exception {
    Received received = new Received();
    ByteDriver driver = (ByteDriver) RecordingPlayer.driver(new P1DriverProvider(), Map.of());
    try (PtyPair cable = PtyPair.plug(folder);
        ByteLink link =
            new SerialLinkProvider()
                .open(
                    LinkUri.parse("serial:" + cable.gateway() + "?request=dtr"),
                    driver.settings(),
                    new ClockHost(new SystemTime()))) {
      Thread reader =
          new Thread(
              () -> {
                try {
                  driver.session(link, received);
                } catch (Exception e) {
                  received.end = e;
                }
              });
      reader.start();
      for (byte[] telegram : telegrams(5)) {
        int before = received.count();
        cable.send(telegram);
        Await.until("the next reading", LIMIT, () -> received.count() > before);
      }
      reader.interrupt();
      reader.join(LIMIT.toMillis());
      assertTrue(received.end instanceof InterruptedException, String.valueOf(received.end));
    }
    assertEquals(
        List.of(LinkFindings.NO_REQUEST_LINE.with()),
        received.findings.stream().distinct().toList());
  }

  private static List<byte[]> telegrams(int count) throws Exception {
    P1Provider provider = new P1Provider();
    Options options = Options.of(provider.info().options(), Map.of("request", "tied"));
    EmulatedMeter meter = provider.create(options, new VirtualTime(EmulatedLine.START));
    List<byte[]> telegrams = new ArrayList<>();
    while (telegrams.size() < count) {
      meter.poll(meter.nextNanos()).forEach(burst -> telegrams.add(burst.bytes()));
    }
    return telegrams;
  }

  /** What the driver publishes on its own thread, for checks on another one. */
  private static final class Received extends ReadingSession implements Session {
    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private volatile Exception end;
    private final Map<String, String> states = new ConcurrentHashMap<>();

    private Received() {
      super(RecordingPlayer.METER, new SystemTime());
    }

    private int count() {
      return (int) readings.stream().filter(r -> r.meter().subMeter().isEmpty()).count();
    }

    @Override
    public MeterSession meter(String name) {
      return this;
    }

    @Override
    protected void accept(Reading reading) {
      readings.add(reading);
    }

    @Override
    public void passed(Stage stage) {
      // only readings and findings are checked
    }

    @Override
    public void find(Finding finding) {
      findings.add(finding);
    }

    @Override
    public void keepUndecoded(byte[] frame) {
      throw new AssertionError("this meter does not encrypt");
    }

    @Override
    public DurableState state(String key) {
      return new DurableState() {
        @Override
        public Optional<String> get() {
          return Optional.ofNullable(states.get(key));
        }

        @Override
        public void put(String text) {
          states.put(key, text);
        }
      };
    }
  }
}
