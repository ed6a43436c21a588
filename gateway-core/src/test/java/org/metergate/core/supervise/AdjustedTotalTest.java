// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.kit.ClockHost;
import org.metergate.kit.ScriptedLink;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.AdjustableTotals;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;

/** A total that is set back while its driver reads on. */
class AdjustedTotalTest {
  @TempDir private Path folder;

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private LinkSupervisor supervisor;

  /** A driver that publishes the new total at once, on the thread of its link. */
  private final class Counting implements ByteDriver, AdjustableTotals {
    private MeterSession meter;

    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(2400);
    }

    @Override
    public Duration normalSilence() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Duration usualInterval() {
      return Duration.ofSeconds(10);
    }

    @Override
    public void session(ByteLink link, Session session)
        throws LinkLostException, InterruptedException {
      meter = session.meter("water");
      publish("1000");
      session.pause(Duration.ofSeconds(10));
      try {
        supervisor.adjust("water", Optional.empty(), new BigDecimal("5"));
      } catch (OptionException e) {
        throw new AssertionError(e);
      }
      session.pause(Duration.ofSeconds(10));
      publish("6");
      throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "x"), null);
    }

    @Override
    public Adjustment adjust(MeterSession own, Optional<String> quantity, BigDecimal display) {
      publish(display.toPlainString());
      return new Adjustment(Quantities.ENERGY_IMPORT, Unit.KWH, new BigDecimal("1000"), display);
    }

    private void publish(String total) {
      meter.publish(
          "1",
          Optional.empty(),
          List.of(
              Measurement.decimal(Quantities.ENERGY_IMPORT, new BigDecimal(total), Unit.KWH, "1")));
    }
  }

  @Test
  void isPublishedAlsoWhereItsReadingComesBeforeTheCommandIsDone() throws Exception {
    try (Journal journal =
        Journal.open(
            new JournalSettings(folder.resolve("journal.db"), Duration.ofSeconds(60)), time)) {
      MeterChain chain = new MeterChain("water", time::now, (m, finding, change) -> {});
      ByteLinkProvider provider =
          new ByteLinkProvider() {
            @Override
            public String scheme() {
              return "test";
            }

            @Override
            public ByteLink open(LinkUri uri, LineSettings settings, Host host) {
              return new ScriptedLink(time);
            }
          };
      LinkSpec link =
          new LinkSpec(
              LinkUri.parse("test:x"), provider, "toy", new Counting(), Map.of("water", chain));
      supervisor = new LinkSupervisor(link, journal, new ClockHost(time), BackOff.usual());
      supervisor.run();
      assertEquals(
          List.of("1000", "5", "6"),
          journal.readings().readAfter(0, 10).stream()
              .map(one -> String.valueOf(one.reading().measurements().get(0).value()))
              .toList());
    }
  }
}
