// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.journal.States;
import org.metergate.session.ReadingSession;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.EdgeLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/**
 * Reads one emulated link from one time to another with its driver, and collects the readings. What
 * the driver remembers goes to the journal, so that it goes on from there, such as a total of
 * pulses. One thread.
 */
final class PastReading {
  private final PlannedLink link;
  private final States states;
  private final VirtualTime time;
  private final Duration length;
  private final Duration every;
  private final List<Reading> readings = new ArrayList<>();

  PastReading(PlannedLink link, States states, Instant from, Instant to, Duration every) {
    this.link = link;
    this.states = states;
    this.time = new VirtualTime(from);
    this.length = Duration.between(from, to);
    this.every = every;
  }

  /** Reads all, with the clock of the readings. */
  List<Reading> read() throws LinkException, InterruptedException {
    Past session = new Past();
    try {
      if (link.driver() instanceof EdgeDriver edges) {
        try (EndingEdges open =
            new EndingEdges(
                ((EdgeLinkProvider) link.provider()).openEdges(link.uri(), session),
                time,
                length)) {
          edges.session(open, session);
        }
      } else if (link.driver() instanceof ByteDriver bytes) {
        try (SampledLink open =
            new SampledLink(
                ((ByteLinkProvider) link.provider()).open(link.uri(), bytes.settings(), session),
                time,
                length,
                every)) {
          bytes.session(open, session);
        }
      }
    } catch (LinkLostException e) {

      return readings; // the end that the link was given
    }
    return readings;
  }

  /** The only clock of driver and meter, and what the driver sees of the gateway. */
  private final class Past implements Session, Host {
    private final Map<String, MeterSession> meters = new HashMap<>();

    @Override
    public MeterSession meter(String name) {
      return meters.computeIfAbsent(name, Meter::new);
    }

    @Override
    public long nanos() {
      return time.nanos();
    }

    @Override
    public Instant now() {
      return time.now();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      time.pause(duration);
    }
  }

  private final class Meter extends ReadingSession {
    Meter(String name) {
      super(name, time);
    }

    @Override
    protected void accept(Reading reading) {
      readings.add(reading);
    }

    @Override
    public void passed(Stage stage) {
      // health begins when the gateway starts
    }

    @Override
    public void find(Finding finding) {
      // likewise; what still holds then is found again
    }

    @Override
    public void keepUndecoded(byte[] frame) {
      // the keys are those of the emulated meter
    }

    @Override
    public DurableState state(String key) {
      return states.of(name(), key);
    }
  }
}
