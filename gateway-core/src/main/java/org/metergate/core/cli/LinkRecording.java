// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.recording.RecordingEvent;
import org.metergate.recording.RecordingWriter;
import org.metergate.session.ReadingSession;
import org.metergate.setup.support.BoundedRecording;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Reading;

/**
 * Reads one link as the gateway would, with the driver that asks the meter where it must be asked,
 * and keeps the traffic instead of the readings. One thread.
 */
final class LinkRecording {
  /** More than a meter sends in five minutes; a bundle has room for less. */
  private static final int MOST_CHARACTERS = 2_000_000;

  private final Host host;
  private boolean opened;
  private final StringBuilder text = new StringBuilder();
  private final RecordingWriter recording;
  private final long begin;
  private final long end;

  private LinkRecording(Host host, Duration length) throws IOException {
    this.host = host;
    this.recording = new RecordingWriter(text);
    this.begin = host.nanos();
    this.end = begin + length.toNanos();
  }

  /**
   * Records a link for a while.
   *
   * @param link opened and closed by this.
   * @param host gives the time.
   * @param length how long.
   * @return the recording.
   * @throws LinkException when the link cannot be opened.
   */
  static String of(PlannedLink link, Host host, Duration length)
      throws LinkException, InterruptedException {
    try {
      LinkRecording recording = new LinkRecording(host, length);
      if (link.driver() instanceof ByteDriver driver) {
        recording.bytes(link, driver);
      } else {
        recording.edges(link);
      }
      recording.write(new RecordingEvent.Silence(recording.nanos()));
      return recording.text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, into a text
    }
  }

  private void bytes(PlannedLink link, ByteDriver driver)
      throws LinkException, InterruptedException {
    while (host.nanos() < end) {
      ByteLink open;
      try {
        open =
            LinkCapability.bytes(link.provider(), link.uri())
                .open(link.uri(), driver.settings(), host);
      } catch (LinkException e) {
        if (opened) {
          return; // what came before the line was lost is kept
        }
        throw e;
      }
      opened = true;
      write(new RecordingEvent.Settings(nanos(), driver.settings()));
      try (ByteLink recorded = new RecordedLink(open)) {
        driver.session(recorded, new KeptNowhere());
      } catch (LinkLostException e) {
        // at the end of the time, or because the line was lost: then it is opened again
      } catch (RuntimeException e) {
        // a fault of the driver is what the bundle is for: the traffic up to it is there
      }
      host.pause(Duration.ofMillis(Math.max(0, Math.min(1000, (end - host.nanos()) / 1_000_000))));
    }
  }

  private void edges(PlannedLink link) throws LinkException, InterruptedException {
    try (EdgeLink open =
        LinkCapability.edges(link.provider(), link.uri()).openEdges(link.uri(), host)) {
      for (int line = 0; line < open.lines(); line++) {
        write(new RecordingEvent.Edge(0, open.level(line), line));
      }
      long last = 1000; // second 0 is for initial levels
      while (host.nanos() < end) {
        Optional<Edge> edge = open.next(Duration.ofMillis(250));
        if (edge.isPresent()) {
          last = Math.max(last, edge.get().nanos() - begin);
          write(new RecordingEvent.Edge(last, edge.get().level(), edge.get().line()));
        }
      }
    } catch (LinkLostException e) {
      // the recording ends here
    }
  }

  private long nanos() {
    return Math.max(0, host.nanos() - begin);
  }

  private void write(RecordingEvent event) {
    if (text.length() > 2 * MOST_CHARACTERS) { // a line that floods
      String newest = BoundedRecording.newest(text.toString(), MOST_CHARACTERS);
      text.setLength(0);
      text.append(newest);
    }
    try {
      recording.write(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, into a text
    }
  }

  /** Writes down what passes, and is lost when the time is over. */
  private final class RecordedLink extends ForwardingByteLink {
    private static final Duration LONGEST_READ = Duration.ofMillis(250);

    RecordedLink(ByteLink link) {
      super(link);
    }

    @Override
    public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
      if (host.nanos() >= end) {
        throw new LinkLostException(LinkFindings.END_OF_INPUT.with(), null);
      }
      boolean longer = maxWait.compareTo(LONGEST_READ) > 0;
      int count = super.read(into, longer ? LONGEST_READ : maxWait);
      if (count > 0) {
        LinkRecording.this.write(new RecordingEvent.Received(nanos(), Arrays.copyOf(into, count)));
      }
      return count;
    }

    @Override
    public void write(byte[] bytes) throws LinkLostException {
      if (bytes.length > 0) {
        LinkRecording.this.write(new RecordingEvent.Sent(nanos(), bytes.clone()));
      }
      super.write(bytes);
    }

    @Override
    public boolean request(boolean on) throws LinkLostException {
      LinkRecording.this.write(new RecordingEvent.Request(nanos(), on));
      return super.request(on);
    }

    @Override
    public void reconfigure(LineSettings settings) throws LinkLostException {
      LinkRecording.this.write(new RecordingEvent.Settings(nanos(), settings));
      super.reconfigure(settings);
    }
  }

  /** A session whose readings and findings are dropped. */
  private final class KeptNowhere implements Session {
    private final Map<String, MeterSession> meters = new HashMap<>();
    private final Map<String, String> states = new HashMap<>();

    @Override
    public MeterSession meter(String name) {
      return meters.computeIfAbsent(name, Meter::new);
    }

    @Override
    public long nanos() {
      return host.nanos();
    }

    @Override
    public Instant now() {
      return host.now();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      long left = Math.max(0, end - host.nanos()); // the driver's next read ends the session
      host.pause(duration.toNanos() < left ? duration : Duration.ofNanos(left));
    }

    private final class Meter extends ReadingSession {
      private Meter(String name) {
        super(name, host);
      }

      @Override
      protected void accept(Reading reading) {}

      @Override
      public void passed(Stage stage) {}

      @Override
      public void find(Finding finding) {}

      @Override
      public void keepUndecoded(byte[] frame) {}

      @Override
      public DurableState state(String key) {
        return new DurableState() {
          @Override
          public Optional<String> get() {
            return Optional.ofNullable(states.get(name() + "/" + key));
          }

          @Override
          public void put(String value) {
            states.put(name() + "/" + key, value);
          }
        };
      }
    }
  }
}
