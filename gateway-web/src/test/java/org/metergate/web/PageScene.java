// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.health.StageHealth;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.latest.LatestValues;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;
import org.metergate.value.Units;
import org.metergate.web.api.Api;
import org.metergate.web.api.HistoryView;
import org.metergate.web.api.MeterTitle;
import org.metergate.web.events.EventsPage;
import org.metergate.web.history.HistoryPages;
import org.metergate.web.history.data.HistoryData;
import org.metergate.web.history.data.MeterRoles;
import org.metergate.web.html.Layout;
import org.metergate.web.page.PageSources;
import org.metergate.web.prometheus.MetricPage;
import org.metergate.web.readings.ReadingsPages;
import org.metergate.web.readings.ReadingsSources;

/** A journal and the page with all routes of a gateway, with one meter. */
public final class PageScene implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public final VirtualTime time;
  public final Journal journal;
  public final List<OutputHealth> outputs = new ArrayList<>();
  private final LatestValues latest = new LatestValues();
  private final StatusPage page;
  private volatile Optional<Instant> last = Optional.empty();

  /** Serves on a free port; the clock does not advance between readings. */
  public PageScene(Path folder, Instant start, ZoneId zone) throws Exception {
    time = new VirtualTime(start);
    journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
    journal
        .readings()
        .listen(
            stored -> {
              latest.accept(stored.reading());
              last = Optional.of(stored.reading().receivedAt());
            });
    InstantSource clock = time::now;
    PageSources sources =
        new PageSources(this::health, latest, meter -> "emulator:omnipower", clock, zone);
    page = StatusPage.claim(new WebAddress("127.0.0.1", 0), sources);
    page.serve(new MetricPage(this::health, latest, clock, "0.1"));
    Api.routes(journal.history(), zone, clock).forEach(page::serve);
    HistoryData data =
        new HistoryData(journal.history(), Units.METER, zone, clock, MeterRoles.NONE);
    HistoryPages.routes(page.sources(), data).forEach(page::serve);
    Layout layout = page.sources().layout("");
    ReadingsPages.routes(
            new ReadingsSources(
                layout,
                journal.history(),
                HistoryView.METER,
                zone,
                clock,
                meter -> MeterTitle.NONE))
        .forEach(page::serve);
    page.serve(new EventsPage(layout, journal.findings(), new MessageCatalogue(List.of())));
    page.answer();
  }

  private HealthDocument health() {
    StageHealth bytes = new StageHealth(Stage.BYTES, 4711, last, 2, Optional.empty());
    MeterHealth meter = new MeterHealth("electricity", List.of(bytes), List.of(), List.of(), last);
    return HealthAuthor.write(
        new GatewayHealth("attic", List.of(meter), List.copyOf(outputs)),
        new MessageCatalogue(List.of()),
        time.now());
  }

  /** Stores a reading, as if the meter had sent it. */
  public void receive(Reading reading) throws Exception {
    journal.readings().append(reading);
  }

  /** Advances the clock. */
  public void pause(Duration duration) throws InterruptedException {
    time.pause(duration);
  }

  /** Sends a request, with headers as names and values in turn. */
  public HttpResponse<String> get(String pathAndQuery, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + pathAndQuery))
            .timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  public int port() {
    return page.uri().getPort();
  }

  @Override
  public void close() {
    page.close();
    journal.close();
  }
}
