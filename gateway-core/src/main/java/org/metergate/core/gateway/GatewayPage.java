// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.metergate.access.AccessException;
import org.metergate.access.AccessRoom;
import org.metergate.config.GatewayConfig;
import org.metergate.config.WebConfig;
import org.metergate.core.control.ControlCommand;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.latest.LatestValues;
import org.metergate.output.MeterDetails;
import org.metergate.spi.link.Host;
import org.metergate.spi.reading.MeterRef;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;
import org.metergate.web.StatusPage;
import org.metergate.web.WebException;
import org.metergate.web.api.Api;
import org.metergate.web.api.HistoryView;
import org.metergate.web.api.MeterTitle;
import org.metergate.web.change.ScaleRoute;
import org.metergate.web.events.EventsPage;
import org.metergate.web.history.HistoryPages;
import org.metergate.web.history.data.HistoryData;
import org.metergate.web.history.data.MeterRoles;
import org.metergate.web.html.Layout;
import org.metergate.web.page.PageSources;
import org.metergate.web.prometheus.MetricPage;
import org.metergate.web.readings.ReadingsPages;
import org.metergate.web.readings.ReadingsSources;

/**
 * The page of a gateway, with the metrics and the API: its port is claimed before the journal is
 * opened, so that a gateway that cannot start creates no file, and it answers once there is a
 * journal. Without {@code web:} in the configuration it does nothing. Called by the gateway alone.
 */
final class GatewayPage implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("metergate");

  private final ZoneId zone;
  private final Supplier<HealthDocument> health;
  private final Host host;
  private final LatestValues latest = new LatestValues(this::sent);
  private final TodayOfGateway today = new TodayOfGateway();
  private PageSources sources;
  private StatusPage page;
  private Journal journal;
  private volatile MeterRoles roles = MeterRoles.NONE;
  private PageSettings settings;
  private Optional<AccessRoom> room = Optional.empty();
  private Optional<CertificateWatch> certificates = Optional.empty();
  private String trouble = "";
  private HistoryView view = HistoryView.METER;
  private String name = "";
  private MessageCatalogue messages = new MessageCatalogue(List.of());
  private Function<String, MeterTitle> titles = meter -> MeterTitle.NONE;

  /**
   * Prepares a page.
   *
   * @param zone in which times are shown.
   * @param health returns the document of health of now.
   * @param host the clock.
   */
  GatewayPage(ZoneId zone, Supplier<HealthDocument> health, Host host) {
    this.zone = zone;
    this.health = health;
    this.host = host;
  }

  /** Sets the gateway's name, and where labels and models of meters come from. */
  void introduce(String gateway, MeterFacts facts, MessageCatalogue sentences) {
    name = gateway;
    messages = sentences;
    titles =
        meter -> {
          MeterDetails details = facts.of(meter);
          return new MeterTitle(details.label(), details.nameplate().model());
        };
  }

  /**
   * Claims the port; asked for the link and the label of a meter once the page answers.
   *
   * @param config has a page.
   */
  void claim(
      GatewayConfig config, Function<String, String> linkOf, Function<String, String> labelOf)
      throws WebException {
    settings = PageSettings.of(config, host);
    Units units = units(config.web().orElseThrow());
    view = new HistoryView(units, units.home());
    try {
      room = Optional.of(AccessRoom.open(AccessCommands.fileOf(config.journal().path()), host));
    } catch (AccessException e) {
      trouble = e.getMessage();
      LOG.log(System.Logger.Level.WARNING, trouble);
    }
    sources =
        new PageSources(health, latest, linkOf, host::now, zone, units)
            .withLabels(labelOf)
            .withToday(today)
            .withCauses(MeterCauses::of)
            .withFirstSteps(() -> FirstStepsOfMachine.of(config));
    roles = TodayOfGateway.roles(config.meters());
    page = StatusPage.claim(settings.settings(), room, sources);
    room.ifPresent(open -> open.book().onChange(this::accessChanged));
    certificates = settings.certificates().map(source -> new CertificateWatch(source, this::renew));
  }

  /** Opens the page to others with the first account or token, and closes it with the last. */
  private void accessChanged() {
    try {
      page.accessChanged();
      trouble = "";
    } catch (WebException e) {
      trouble = e.getMessage();
      LOG.log(System.Logger.Level.WARNING, trouble);
    }
  }

  private void renew() throws WebException {
    if (page.isOpenToOthers() || settings.isLoopback()) {
      page.renewCertificates();
    }
  }

  /** The commands for accounts and tokens; they refuse if their file could not be read. */
  List<ControlCommand> commands() {
    List<ControlCommand> commands = new ArrayList<>(List.of(new PageCommand(this::lines)));
    commands.addAll(
        room.map(open -> AccessCommands.of(open.book(), this::lines))
            .orElseGet(() -> AccessCommands.refusing(PageSentences.noRoom(trouble))));
    return commands;
  }

  /**
   * Takes up other names, proxies and certificates.
   *
   * @param config the newer one.
   * @return sentences about what could not be taken up.
   */
  List<String> reconfigure(GatewayConfig config) {
    if (page == null || config.web().isEmpty()) {
      return List.of();
    }
    roles = TodayOfGateway.roles(config.meters());
    try {
      PageSettings newer = PageSettings.of(config, host);
      page.configure(newer.settings());
      if (settings.certificates().isPresent() && newer.certificates().isPresent()) {
        certificates.ifPresent(watch -> watch.watch(newer.certificates().get()));
        settings = new PageSettings(newer.settings(), newer.certificates(), settings.isLoopback());
      }
      renew();
      return List.of();
    } catch (WebException e) {
      return List.of(e.getMessage());
    }
  }

  /** Says where the page is, who reaches it, and what would change that; empty without a page. */
  List<String> lines() {
    if (page == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("The status page is at " + page.uri());
    boolean open = page.isOpenToOthers();
    if (!trouble.isEmpty()) {
      lines.add(trouble);
    }
    if (open && settings.certificates().isPresent()) {
      certificates
          .flatMap(CertificateWatch::fingerprint)
          .ifPresent(print -> lines.add("Its certificate has the fingerprint (SHA-256) " + print));
    }
    if (settings.settings().ingress().isPresent()) {
      lines.add(PageSentences.ingress());
    } else if (open && settings.certificates().isEmpty()) {
      lines.add(PageSentences.plain(settings));
    }
    if (room.isEmpty()) {
      lines.add(PageSentences.RESTART);
    } else if (!open && !settings.isLoopback() && !room.get().hasAnybody()) {
      lines.add(PageSentences.closed());
    }
    return lines;
  }

  private static Units units(WebConfig web) {
    return web.units().equals(WebConfig.HOME)
        ? Units.home(HeatUnit.named(web.heat()).orElse(HeatUnit.KWH))
        : Units.METER;
  }

  /**
   * Answers from now on, beginning with the newest reading of each of these meters.
   *
   * @return to be closed before the journal.
   */
  AutoCloseable serve(Journal open, List<String> meters) throws JournalException, WebException {
    if (page == null) {
      return () -> {};
    }
    journal = open;
    for (String meter : meters) {
      journal.readings().newestOf(meter).ifPresent(stored -> latest.accept(stored.reading()));
    }
    AutoCloseable subscription =
        journal.readings().watch(stored -> latest.accept(stored.reading()));
    String version = getClass().getPackage().getImplementationVersion();
    page.serve(new MetricPage(health, latest, host::now, version == null ? "unknown" : version));
    today.open(journal.history(), latest, sources.units(), zone, host::now);
    HistoryData data =
        new HistoryData(journal.history(), sources.units(), zone, host::now, () -> roles);
    HistoryPages.routes(page.sources(), data).forEach(page::serve);
    Api.routes(journal.history(), zone, host::now, titles).forEach(page::serve);
    Layout layout = page.sources().layout("");
    ReadingsPages.routes(
            new ReadingsSources(layout, journal.history(), view, zone, host::now, titles))
        .forEach(page::serve);
    page.serve(new EventsPage(layout, journal.findings(), messages));
    page.answer();
    certificates.ifPresent(CertificateWatch::start);
    return () -> {
      today.close();
      subscription.close();
    };
  }

  /** Offers on the page what a person can decide about counters; before it is served. */
  void offer(List<ControlCommand> decisions) {
    if (page != null) {
      page.serve(new ScaleRoute(new PageChanges(decisions), page.sources()));
    }
  }

  /** What a meter ever sent; a journal that cannot be read now is asked again. */
  private Optional<Set<String>> sent(MeterRef meter) {
    try {
      return Optional.of(journal.history().sent(meter));
    } catch (JournalException e) {
      return Optional.empty();
    }
  }

  /** Drops the values of meters that are no longer configured. */
  void forget(Collection<String> meters) {
    latest.forget(meters);
  }

  /** Returns where the page is; empty if the configuration has none. */
  Optional<URI> uri() {
    return Optional.ofNullable(page).map(StatusPage::uri);
  }

  @Override
  public void close() {
    certificates.ifPresent(CertificateWatch::close);
    if (page != null) {
      page.close();
    }
    room.ifPresent(AccessRoom::close);
  }
}
