// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.net.URI;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.metergate.config.WebConfig;
import org.metergate.health.HealthDocument;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.latest.LatestValues;
import org.metergate.spi.link.Host;
import org.metergate.spi.reading.MeterRef;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;
import org.metergate.web.StatusPage;
import org.metergate.web.WebAddress;
import org.metergate.web.WebException;
import org.metergate.web.api.Api;
import org.metergate.web.page.PageSources;
import org.metergate.web.prometheus.MetricPage;

/**
 * The page of a gateway, with the metrics and the API: its port is claimed before the journal is
 * opened, so that a gateway that cannot start creates no file, and it answers once there is a
 * journal. Without {@code web:} in the configuration it does nothing. Called by the gateway alone.
 */
final class GatewayPage implements AutoCloseable {
  private final ZoneId zone;
  private final Supplier<HealthDocument> health;
  private final Host host;
  private final LatestValues latest = new LatestValues(this::sent);
  private StatusPage page;
  private Journal journal;

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

  /** Claims the port; asked for the link of a meter once the page answers. */
  void claim(WebConfig web, Function<String, String> linkOf) throws WebException {
    page =
        StatusPage.claim(
            new WebAddress(web.host(), web.port()),
            new PageSources(health, latest, linkOf, host::now, zone, units(web)));
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
    Api.routes(journal.history(), zone, host::now).forEach(page::serve);
    page.answer();
    return subscription;
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
    if (page != null) {
      page.close();
    }
  }
}
