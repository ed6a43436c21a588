// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.metergate.driver.pulse.PulseDriverProvider;
import org.metergate.emulator.link.EmulatedEdges;
import org.metergate.emulator.pulse.PulseOutputs;
import org.metergate.emulator.pulse.PulseProvider;
import org.metergate.kit.RecordingPlayer;
import org.metergate.session.ReadingSession;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.ForwardingEdgeLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** Emulated pulses against the driver that counts them: the emulator knows how many it sent. */
class PulseTruthTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-05-09T00:00:00Z"));

  /** A session that keeps the last reading and counts findings, instead of a million readings. */
  private static final class Ledger extends ReadingSession implements Session {
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, Integer> found = new HashMap<>();
    private final AtomicLong counted = new AtomicLong();
    private Reading last;

    private Ledger(VirtualTime time) {
      super("meter", time);
    }

    @Override
    public MeterSession meter(String name) {
      return this;
    }

    @Override
    protected void accept(Reading reading) {
      if (last != null) {
        for (Measurement now : reading.measurements()) {
          if (now.quantity().kind() == Quantity.Kind.COUNTER) {
            BigDecimal before = number(last, now.quantity().name());
            assertTrue(
                number(reading, now.quantity().name()).compareTo(before) >= 0, "never falls");
          }
        }
      }
      last = reading;
    }

    private static BigDecimal number(Reading reading, String quantity) {
      return new BigDecimal(reading.measurement(quantity).orElseThrow().value().toString());
    }

    @Override
    public void passed(Stage stage) {
      if (stage == Stage.FRAMES) {
        counted.incrementAndGet();
      }
    }

    @Override
    public void find(Finding finding) {
      found.merge(finding.code().id(), 1, Integer::sum);
    }

    @Override
    public void keepUndecoded(byte[] frame) {
      throw new AssertionError("pulses have no frames");
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

  /** Lines that are lost when no more pulses come. */
  private static final class Ending extends ForwardingEdgeLink {
    private final PulseOutputs outputs;

    private Ending(EdgeLink link, PulseOutputs outputs) {
      super(link);
      this.outputs = outputs;
    }

    @Override
    public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
      Optional<Edge> edge = super.next(maxWait);
      if (edge.isEmpty() && outputs.nextNanos() == Long.MAX_VALUE && quiet()) {
        throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "test"), null);
      }
      return edge;
    }

    /** Whether the last pulse, however long, is over. */
    private boolean quiet() throws LinkLostException {
      boolean active = false;
      for (int line = 0; line < lines(); line++) {
        active |= level(line);
      }
      return !active;
    }
  }

  private record Outcome(List<Long> sent, Ledger ledger) {}

  private Outcome count(Map<String, String> emulator, Map<String, String> more) throws Exception {
    PulseProvider provider = new PulseProvider();
    Options options = Options.of(provider.info().options(), emulator);
    Map<String, String> driverOptions = new HashMap<>(more);
    provider
        .driverOptions(options)
        .forEach((name, value) -> driverOptions.put(name, value.reveal()));
    EdgeDriver driver =
        (EdgeDriver) RecordingPlayer.driver(new PulseDriverProvider(), driverOptions);
    PulseOutputs outputs = provider.create(options, time);
    Ledger ledger = new Ledger(time);
    EdgeLink link = new EmulatedEdges("emulator:pulse", outputs, time);
    RecordingPlayer.run(driver, new Ending(link, outputs), ledger);
    List<Long> sent = new java.util.ArrayList<>();
    for (int line = 0; line < outputs.lines(); line++) {
      sent.add(outputs.pulses(line));
    }
    return new Outcome(sent, ledger);
  }

  private static void exact(Outcome outcome) {
    assertEquals(outcome.sent().get(0), outcome.ledger().counted.get());
    assertEquals(
        Map.of("missed-edges-unseen", outcome.ledger().found.get("missed-edges-unseen")),
        outcome.ledger().found);
  }

  @Test
  void sevenHundredThousandS0PulsesAtMixedRatesCountExactly() throws Exception {
    Outcome outcome =
        count(
            Map.of("rate", "16.7", "pulses", "700000", "pulses-per-unit", "375"),
            Map.of("interval", "1min"));
    assertEquals(700_000, outcome.sent().get(0));
    exact(outcome);
    String total = outcome.ledger().states.get("total-energy-import-kwh");
    assertTrue(total.startsWith("1 700000 0 0 375 "), total);
  }

  @Test
  void threeHundredThousandReedPulsesWithTheirBounceCountExactly() throws Exception {
    Outcome outcome =
        count(
            Map.of(
                "contact",
                "reed",
                "rate",
                "1",
                "pulses",
                "300000",
                "quantity",
                "gas_volume",
                "pulses-per-unit",
                "100"),
            Map.of("interval", "1h"));
    assertEquals(300_000, outcome.sent().get(0));
    exact(outcome);
  }

  @Test
  void glitchesMissingAndStretchedPulsesDoNotDisturbTheCount() throws Exception {
    Outcome outcome =
        count(
            Map.of(
                "rate",
                "10",
                "pulses",
                "50000",
                "glitch-rate",
                "0.5",
                "missing-rate",
                "0.1",
                "stretch-rate",
                "0.02"),
            Map.of());
    assertEquals(50_000, outcome.sent().get(0));
    assertEquals(50_000, outcome.ledger().counted.get());
    Outcome reed =
        count(
            Map.of(
                "contact",
                "reed",
                "rate",
                "0.9",
                "pulses",
                "5000",
                "glitch-rate",
                "0.5",
                "stretch-rate",
                "0.01",
                "quantity",
                "water_volume"),
            Map.of());
    assertEquals(5_000, reed.ledger().counted.get());
  }

  @Test
  void severalOutputsOfOneMeterAreCountedApart() throws Exception {
    Outcome outcome =
        count(Map.of("quantity", "heat_energy,volume", "pulses", "2000", "rate", "5"), Map.of());
    assertEquals(List.of(2000L, 2000L), outcome.sent());
    assertEquals(4000, outcome.ledger().counted.get());
    for (String key : List.of("total-heat-energy-kwh", "total-volume-m3")) {
      assertTrue(outcome.ledger().states.get(key).startsWith("1 2000 "), key);
    }
  }
}
