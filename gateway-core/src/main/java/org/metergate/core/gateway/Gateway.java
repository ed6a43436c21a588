// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static java.util.stream.Collectors.toSet;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.metergate.core.config.GatewayConfig;
import org.metergate.core.config.JournalConfig;
import org.metergate.core.config.OutputConfig;
import org.metergate.core.config.WebConfig;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlServer;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.core.health.FindingListener;
import org.metergate.core.health.FindingListener.Change;
import org.metergate.core.health.GatewayHealth;
import org.metergate.core.health.MessageCatalogue;
import org.metergate.core.health.MeterChain;
import org.metergate.core.health.MeterHealth;
import org.metergate.core.health.OutputHealth;
import org.metergate.core.journal.ClockWait;
import org.metergate.core.journal.Journal;
import org.metergate.core.journal.JournalException;
import org.metergate.core.journal.JournalSettings;
import org.metergate.core.journal.StoredReading;
import org.metergate.core.output.Output;
import org.metergate.core.output.OutputRunner;
import org.metergate.core.retry.BackOff;
import org.metergate.core.supervise.LinkSupervisor;
import org.metergate.core.supervise.SupervisedLink;
import org.metergate.core.web.LatestValues;
import org.metergate.core.web.PageSources;
import org.metergate.core.web.StatusPage;
import org.metergate.core.web.WebAddress;
import org.metergate.core.web.WebException;
import org.metergate.spi.link.Host;

/**
 * A running gateway: the page's port, journal, outputs and links, opened in this order and closed
 * in the other, so that no reading finds its journal closed and what is journaled last is still
 * delivered.
 */
public final class Gateway implements AutoCloseable {
  private final GatewayConfig config;
  private final Map<String, MeterChain> chains = new LinkedHashMap<>();
  private final List<OutputRunner> runners = new ArrayList<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Journal journal;
  private StatusPage page;
  private Optional<ControlServer> control = Optional.empty();

  private Gateway(GatewayConfig config) {
    this.config = config;
  }

  /**
   * Starts everything that was planned.
   *
   * @param plan checked; its drivers and outputs are used by this gateway alone.
   * @param messages the sentences of all findings.
   * @param host the clock.
   * @return the running gateway.
   * @throws GatewayException with a sentence; what was opened before is closed again.
   */
  public static Gateway start(GatewayPlan plan, MessageCatalogue messages, Host host)
      throws GatewayException {
    Gateway gateway = new Gateway(plan.config());
    try {
      gateway.open(plan, messages, host);
      return gateway;
    } catch (JournalException | WebException | ControlException e) {
      gateway.close();
      throw new GatewayException(e.getMessage(), e);
    }
  }

  private void open(GatewayPlan plan, MessageCatalogue messages, Host host)
      throws JournalException, WebException, ControlException {
    JournalConfig kept = config.journal();
    LatestValues latest = new LatestValues();
    if (config.web().isPresent()) {
      page = page(config.web().get(), latest, messages, host);
      open.push(page);
    }
    journal =
        Journal.open(
            new JournalSettings(
                kept.path(),
                kept.sync(),
                kept.keepRaw(),
                kept.maxSize(),
                config.timeZone(),
                ClockWait.ofSystem(kept.clockWait())),
            host);
    open.push(journal);
    control = control(ControlServer.beside(kept.path()));
    FindingListener log = new FindingLog(messages, journal, host);
    journal.waitFor(config.outputs().stream().map(OutputConfig::name).collect(toSet()));
    journal.onLoss((output, finding) -> log.changed(output, finding, Change.HAPPENED));
    for (PlannedLink link : plan.links()) {
      link.meters().forEach(name -> chains.put(name, new MeterChain(name, host::now, log)));
    }
    for (Output output : plan.outputs()) {
      OutputRunner runner = new OutputRunner(output, journal, host, log);
      runners.add(runner);
      open.push(runner);
    }
    if (page != null) {
      show(latest);
    }
    runners.forEach(OutputRunner::start);
    HealthReport report =
        new HealthReport(this::health, this::meters, plan.outputs(), messages, host);
    open.push(report);
    report.start();
    for (PlannedLink link : plan.links()) {
      LinkSupervisor supervisor =
          new LinkSupervisor(supervised(link), journal, host, BackOff.usual());
      open.push(supervisor);
      supervisor.start();
    }
    control.ifPresent(
        server -> {
          open.push(server); // closed first too, so that no command meets what is half closed
          server.start();
        });
  }

  /** Takes the socket; where none can be made, the meters are read all the same. */
  private Optional<ControlServer> control(Path socket) throws ControlException {
    try {
      ControlServer server = ControlServer.claim(socket);
      open.push(server);
      return Optional.of(server);
    } catch (ControlException e) {
      if (e.kind() == ControlException.Cause.TAKEN) {
        throw e;
      }
      System.getLogger("metergate").log(System.Logger.Level.WARNING, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Offers a command over {@code control.sock}, beside those of the gateway's own.
   *
   * @param command replaces one of the same name.
   */
  public void offer(ControlCommand command) {
    control.ifPresent(server -> server.offer(command));
  }

  private SupervisedLink supervised(PlannedLink link) {
    Map<String, MeterChain> own = new HashMap<>(chains);
    own.keySet().retainAll(link.meters());
    return new SupervisedLink(link.uri(), link.provider(), link.driverId(), link.driver(), own);
  }

  /** Takes the page's port before a journal is made: a gateway that cannot start makes nothing. */
  private StatusPage page(WebConfig web, LatestValues latest, MessageCatalogue messages, Host host)
      throws WebException {
    Map<String, String> links = new HashMap<>();
    config.meters().forEach(meter -> links.put(meter.name(), meter.link().toString()));
    return StatusPage.claim(
        new WebAddress(web.host(), web.port()),
        new PageSources(this::health, latest, links::get, messages, host::now, config.timeZone()));
  }

  private void show(LatestValues latest) throws JournalException, WebException {
    for (String meter : chains.keySet()) {
      journal.newestOf(meter).ifPresent(stored -> latest.accept(stored.reading()));
    }
    open.push(journal.watch(stored -> latest.accept(stored.reading())));
    page.answer();
  }

  /**
   * Takes a picture of the whole chain.
   *
   * @return each meter and each output at this moment.
   */
  public GatewayHealth health() {
    List<OutputHealth> outputs = runners.stream().map(OutputRunner::health).toList();
    return new GatewayHealth(config.name(), meters(), outputs);
  }

  private List<MeterHealth> meters() {
    return chains.values().stream().map(MeterChain::snapshot).toList();
  }

  /**
   * Says where the page is.
   *
   * @return its address, or nothing where the configuration has none.
   */
  public Optional<URI> page() {
    return Optional.ofNullable(page).map(StatusPage::uri);
  }

  /**
   * Tells of each reading when it stands in the journal.
   *
   * @param listener called on the thread of the link.
   */
  public synchronized void listen(Consumer<StoredReading> listener) {
    open.push(journal.listen(listener));
  }

  /**
   * Waits until the gateway is closed.
   *
   * @throws InterruptedException when the caller is asked to stop.
   */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  /**
   * Waits until the gateway is closed or a time is over.
   *
   * @param most the longest to wait.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public void awaitClose(Duration most) throws InterruptedException {
    closed.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Stops everything; a second time does nothing. */
  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        System.getLogger("metergate")
            .log(System.Logger.Level.WARNING, "something did not close: " + e.getMessage());
      }
    }
    closed.countDown();
  }
}
