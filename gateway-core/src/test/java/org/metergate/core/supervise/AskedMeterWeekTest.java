// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.multical.MulticalDriverProvider;
import org.metergate.emulator.link.EmulatorLinkProvider;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.kit.ClockHost;
import org.metergate.kit.RecordingPlayer;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.time.VirtualTime;

/**
 * A MULTICAL on a battery that is asked hourly, for a week of virtual time, through the supervisor
 * and with the journal that keeps its schedule: what its battery has to give for bad links and for
 * restarts.
 */
class AskedMeterWeekTest {
  private static final String METER = RecordingPlayer.METER;
  private static final LinkUri LINK = LinkUri.parse("emulator:multical?model=403");
  private static final Duration WEEK = Duration.ofDays(7);

  /** The first byte of a request to the meter: stuffing keeps it out of everything else. */
  private static final byte REQUEST = (byte) 0x80;

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-05T00:00:00Z"));
  private final EmulatorLinkProvider emulator = new EmulatorLinkProvider();
  private final List<String> found = new ArrayList<>();
  private int rounds;
  private int openings;
  private long lastRequest = Long.MIN_VALUE;

  /** How long a link lasts: from its opening on, or from its last byte on. */
  private record Life(Duration length, boolean whileIdle) {}

  /** An emulated link that is lost, or whose gateway is stopped, at a time. */
  private final class Limited extends ForwardingByteLink {
    private final Life life;
    private final long stopped;
    private long lost;

    private Limited(ByteLink link, Life life, long stopped) {
      super(link);
      this.life = life;
      this.stopped = stopped;
      this.lost = time.nanos() + life.length().toNanos();
    }

    private void traffic() {
      if (life.whileIdle()) {
        lost = time.nanos() + life.length().toNanos();
      }
    }

    @Override
    public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
      long now = time.nanos();
      if (now - stopped >= 0) {
        throw new InterruptedException("the gateway is stopped");
      }
      if (now - lost >= 0) {
        throw new LinkLostException(LinkFindings.LINK_LOST.with("port", "test"), null);
      }
      long left = Math.min(lost - now, stopped - now);
      int count = super.read(into, Duration.ofNanos(Math.min(left, maxWait.toNanos())));
      if (count > 0) {
        traffic();
      }
      return count;
    }

    /** Counts a round of questions by its first one: ten seconds without any lie before it. */
    @Override
    public void write(byte[] bytes) throws LinkLostException {
      if (bytes[0] == REQUEST) {
        if (lastRequest == Long.MIN_VALUE
            || time.nanos() - lastRequest > Duration.ofSeconds(10).toNanos()) {
          rounds++;
        }
        lastRequest = time.nanos();
      }
      super.write(bytes);
      traffic();
    }
  }

  private ByteLinkProvider links(Life life, long stopped) {
    return new ByteLinkProvider() {
      @Override
      public String scheme() {
        return emulator.scheme();
      }

      @Override
      public ByteLink open(LinkUri uri, LineSettings settings, Host host)
          throws LinkException, InterruptedException {
        if (time.nanos() - stopped >= 0) {
          throw new InterruptedException("the gateway is stopped");
        }
        openings++;
        return new Limited(emulator.open(uri, settings, host), life, stopped);
      }
    };
  }

  /** Runs a gateway, with a driver that knows nothing, until a time. */
  private void run(Journal journal, Life life, long until) throws Exception {
    MeterDriver driver =
        RecordingPlayer.driver(new MulticalDriverProvider(), Map.of("supply", "battery"));
    MeterChain chain =
        new MeterChain(
            METER, time::now, (name, finding, change) -> found.add(change + " " + finding));
    new LinkSupervisor(
            new LinkSpec(LINK, links(life, until), "multical-kmp", driver, Map.of(METER, chain)),
            journal,
            new ClockHost(time),
            BackOff.usual())
        .run();
    Thread.interrupted(); // so the supervisor says that it was stopped
  }

  /** A question that is cut off costs its reading, but the next one is not cut off as well. */
  private void expectHourly(long readings) {
    assertTrue(Math.abs(rounds - 168) <= 1, "asked " + rounds + " times");
    assertTrue(readings >= 150, "only " + readings + " readings");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 300})
  void isAskedHourlyBehindALinkThatBreaks(int seconds) throws Exception {
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("j.db")), time)) {
      Life life = new Life(Duration.ofSeconds(seconds), false);
      run(journal, life, time.nanos() + WEEK.toNanos());
      expectHourly(journal.readings().newestId());
    }
  }

  /** A close with nothing outstanding is no fault, and the link is opened to ask. */
  @ParameterizedTest
  @ValueSource(ints = {5, 10, 60})
  void isAskedHourlyAndWithoutAFaultBehindAServerThatClosesWhenIdle(int seconds) throws Exception {
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("j.db")), time)) {
      Life life = new Life(Duration.ofSeconds(seconds), true);
      run(journal, life, time.nanos() + WEEK.toNanos());
      expectHourly(journal.readings().newestId());
      assertTrue(journal.readings().newestId() >= 167, "no question was cut off");
    }
    assertEquals(List.of(), found);
    assertTrue(openings <= 170, openings + " connections");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 60})
  void isAskedHourlyBehindSuchAServerThoughTheGatewayIsRestartedEachMinute(int seconds)
      throws Exception {
    long end = time.nanos() + Duration.ofDays(1).toNanos();
    Life life = new Life(Duration.ofSeconds(seconds), true);
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("j.db")), time)) {
      while (time.nanos() - end < 0) {
        run(journal, life, time.nanos() + Duration.ofMinutes(1).toNanos());
      }
    }
    assertTrue(Math.abs(rounds - 24) <= 1, "asked " + rounds + " times");
    assertEquals(List.of(), found);
  }

  @Test
  void isAskedHourlyThoughTheGatewayIsRestartedEachMinute() throws Exception {
    long end = time.nanos() + WEEK.toNanos();
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("j.db")), time)) {
      while (time.nanos() - end < 0) {
        run(journal, new Life(WEEK, false), time.nanos() + Duration.ofMinutes(1).toNanos());
      }
      expectHourly(journal.readings().newestId());
    }
  }
}
