// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.metergate.health.FindingReport;
import org.metergate.health.HealthDocument;
import org.metergate.health.MeterReport;
import org.metergate.health.json.HealthJson;
import org.metergate.output.HealthSink;
import org.metergate.output.Output;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.time.TimeSource;

/**
 * Publishes the document of health and the availability of each meter to the outputs that can show
 * them: every ten seconds, and within a second when the state of a meter changes.
 */
final class HealthReport implements AutoCloseable {
  private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
  private static final int CHECKS_PER_REPORT = 10;

  private final Supplier<HealthDocument> health;
  private final Supplier<HealthDocument> metersAlone;
  private final Supplier<List<Output>> outputs;
  private final TimeSource time;
  private final Thread thread = new Thread(this::run, "health");
  private List<MeterState> published = List.of();

  /** What of a meter is reported at once when it changes: no ages and no counts. */
  private record MeterState(String meter, String state, boolean available, List<String> findings) {

    static List<MeterState> of(HealthDocument document) {
      return document.meters().stream().map(MeterState::of).toList();
    }

    private static MeterState of(MeterReport meter) {
      List<String> present =
          meter.findings().stream()
              .filter(finding -> finding.kind() != Kind.EVENT)
              .map(FindingReport::code)
              .toList();
      return new MeterState(meter.meter(), meter.state().word(), meter.available(), present);
    }
  }

  /**
   * Creates a report; nothing is published yet.
   *
   * @param health returns the document of now, which reads the journal while an output is behind.
   * @param metersAlone returns a document of now without the outputs, which costs next to nothing.
   * @param outputs returns the outputs that run now, of which some can show the health.
   * @param time the clock for the pauses.
   */
  HealthReport(
      Supplier<HealthDocument> health,
      Supplier<HealthDocument> metersAlone,
      Supplier<List<Output>> outputs,
      TimeSource time) {
    this.health = health;
    this.metersAlone = metersAlone;
    this.outputs = outputs;
    this.time = time;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        publish();
        int checks = 0;
        do {
          time.pause(CHECK_EVERY);
        } while (++checks < CHECKS_PER_REPORT && !hasChanged());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Publishes the present health once. */
  void publish() {
    List<HealthSink> sinks =
        outputs.get().stream()
            .filter(HealthSink.class::isInstance)
            .map(HealthSink.class::cast)
            .toList();
    if (sinks.isEmpty()) {
      return;
    }
    HealthDocument now = health.get();
    published = MeterState.of(now);
    String json = HealthJson.of(now);
    for (HealthSink sink : sinks) {
      sink.publishHealth(json);
      now.meters().forEach(meter -> sink.publishAvailability(meter.meter(), meter.available()));
    }
  }

  /** Returns whether anything but ages and counts has changed since the last report. */
  boolean hasChanged() {
    return !MeterState.of(metersAlone.get()).equals(published);
  }
}
