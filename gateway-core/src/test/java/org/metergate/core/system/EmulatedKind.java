// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.driver.multical.MulticalDriverProvider;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.driver.p1.P1DriverProvider;
import org.metergate.driver.pulse.PulseDriverProvider;
import org.metergate.emulator.kmp.KmpProvider;
import org.metergate.emulator.link.EmulatedEdges;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.emulator.pulse.PulseOutputs;
import org.metergate.emulator.pulse.PulseProvider;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.ForwardingEdgeLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** Each kind of meter that can be emulated, as its driver reads it. */
enum EmulatedKind {
  OMNIPOWER_THREE_PHASES("omnipower", "phases", "3", "solar", "4"),
  OMNIPOWER_ONE_PHASE("omnipower", "phases", "1", "energy-scale", "1"),
  P1_DUTCH("p1", "model", "dsmr5"),
  P1_DUTCH_OF_ONE_PHASE("p1", "model", "kamstrup-162"),
  P1_BELGIAN("p1", "model", "belgian"),
  P1_SWEDISH("p1", "model", "omnia"),
  P1_ENCRYPTED("p1", "model", "luxembourg"),
  METER_382("multical", "model", "382"),
  MULTICAL_403("multical", "model", "403"),
  MULTICAL_603("multical", "model", "603"),
  MULTICAL_603_IN_GIGAJOULES("multical", "model", "603", "heat-unit", "GJ"),
  MULTICAL_21("multical", "model", "21"),
  PULSES("pulse", "pulses", "200", "rate", "0.5");

  /** So long that each sub-meter has a value in it. */
  private static final Duration SPAN = Duration.ofMinutes(6);

  private final String emulator;
  private final Map<String, String> options = new LinkedHashMap<>();

  EmulatedKind(String emulator, String... options) {
    this.emulator = emulator;
    for (int i = 0; i < options.length; i += 2) {
      this.options.put(options[i], options[i + 1]);
    }
  }

  /** Some minutes of readings; the clock has then advanced past them. */
  List<Reading> read(VirtualTime time) throws Exception {
    return session(time).readings();
  }

  /** The session of these readings, which also knows what the driver said of its meter. */
  KitSession session(VirtualTime time) throws Exception {
    KitSession session = new KitSession(time);
    switch (emulator) {
      case "omnipower" ->
          EmulatedLine.read(
              new OmnipowerDriverProvider(),
              new OmnipowerProvider(),
              options,
              Map.of(),
              SPAN,
              session);
      case "p1" ->
          EmulatedLine.read(
              new P1DriverProvider(), new P1Provider(), options, Map.of(), SPAN, session);
      case "multical" ->
          EmulatedLine.read(
              new MulticalDriverProvider(), new KmpProvider(), options, Map.of(), SPAN, session);
      default -> count(time, session);
    }
    return session;
  }

  private void count(VirtualTime time, KitSession session) throws Exception {
    PulseProvider provider = new PulseProvider();
    Options checked = Options.of(provider.info().options(), options);
    Map<String, String> driver = new LinkedHashMap<>();
    provider.driverOptions(checked).forEach((name, value) -> driver.put(name, value.reveal()));
    PulseOutputs outputs = provider.create(checked, time);
    EdgeLink edges = new EmulatedEdges("emulator:pulse", outputs, time);
    RecordingPlayer.run(
        (EdgeDriver) RecordingPlayer.driver(new PulseDriverProvider(), driver),
        new Ending(edges, outputs),
        session);
  }

  /** A line that is lost when no more pulses come. */
  private static final class Ending extends ForwardingEdgeLink {
    private final PulseOutputs outputs;

    private Ending(EdgeLink link, PulseOutputs outputs) {
      super(link);
      this.outputs = outputs;
    }

    @Override
    public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
      Optional<Edge> edge = super.next(maxWait);
      if (edge.isEmpty() && outputs.nextNanos() == Long.MAX_VALUE) {
        throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "test"), null);
      }
      return edge;
    }
  }
}
