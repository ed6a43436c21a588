// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static java.util.stream.Collectors.toSet;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.metergate.config.GatewayConfig;
import org.metergate.config.OutputConfig;
import org.metergate.core.backup.CopyJournalCommand;
import org.metergate.core.backup.NightlyBackups;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlServer;
import org.metergate.core.led.Leds;
import org.metergate.core.service.Answering;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.ActiveFinding;
import org.metergate.health.FindingListener;
import org.metergate.health.FindingListener.Change;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.OutputHealth;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.link.Host;
import org.metergate.web.WebException;

/**
 * A running gateway: the page's port, journal, outputs and links, opened in this order and closed
 * in reverse, so that no reading finds its journal closed and the last stored readings are still
 * delivered.
 */
public final class Gateway implements AutoCloseable {
  private final GatewayConfig config;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final UsualIntervals intervals;
  private final OutputNames outputNames;
  private final MeterFacts facts;
  private final FirstReadings firstReadings = new FirstReadings();
  private Supplier<HealthDocument> document;
  private Journal journal;
  private JournalAnswering journalThread;
  private RunningLinks links;
  private RunningOutputs outputs;
  private DeliveryStates deliveries;
  private RunningAlarms alarms;
  private Optional<NightlyBackups> backups = Optional.empty();
  private GatewayPage page;
  private Optional<ControlServer> control = Optional.empty();

  private Gateway(GatewayPlan plan) {
    this.config = plan.config();
    this.intervals = plan.intervals();
    this.outputNames = plan.outputNames();
    this.facts = plan.facts();
  }

  /**
   * Starts everything in a plan.
   *
   * @param plan checked; its drivers and outputs are used by this gateway alone.
   * @param messages the sentences of all findings.
   * @param host the clock.
   * @return the running gateway.
   * @throws GatewayException with a sentence; what was opened before is closed again.
   */
  public static Gateway start(GatewayPlan plan, MessageCatalogue messages, Host host)
      throws GatewayException {
    return start(plan, messages, host, gateway -> {});
  }

  /**
   * Starts everything in a plan, with further commands.
   *
   * @param plan checked; its drivers and outputs are used by this gateway alone.
   * @param messages the sentences of all findings.
   * @param host the clock.
   * @param commands registers them; called when all else is up and {@code control.sock} does not
   *     answer yet, so that no request is answered before they are there.
   * @return the running gateway.
   * @throws GatewayException with a sentence; what was opened before is closed again.
   */
  public static Gateway start(
      GatewayPlan plan, MessageCatalogue messages, Host host, Consumer<Gateway> commands)
      throws GatewayException {
    Gateway gateway = new Gateway(plan);
    try {
      gateway.open(plan, messages, host, commands);
      return gateway;
    } catch (JournalException | WebException | ControlException e) {
      gateway.close();
      throw new GatewayException(e.getMessage(), e);
    }
  }

  private void open(
      GatewayPlan plan, MessageCatalogue messages, Host host, Consumer<Gateway> commands)
      throws JournalException, WebException, ControlException {
    document = () -> HealthAuthor.write(health(), messages, host.now());
    page = new GatewayPage(config.timeZone(), document, host);
    page.introduce(config.name(), facts, messages);
    if (config.web().isPresent()) {
      page.claim(config, meter -> links.linkOf(meter), meter -> facts.of(meter).label());
      open.push(page);
      page.uri().ifPresent(facts::serve);
    }
    journal = GatewayJournal.open(config, host);
    open.push(journal);
    journalThread = new JournalAnswering(journal.thread(), host);
    control = control(ControlServer.socketOf(config.journal().path()));
    messages.redact(config.source().redaction()::hide);
    FindingListener log =
        new FindingLog(
            messages,
            journal,
            host,
            meter -> links == null ? List.of(meter) : links.metersBeside(meter));
    journal.retainFor(names(config.outputs()));
    journal.onLoss((output, finding) -> log.changed(output, finding, Change.HAPPENED));
    CounterValidators counters = new CounterValidators(journal, host);
    List<ControlCommand> decisions =
        CounterCommands.of(
            counters, messages, (meter, finding) -> log.changed(meter, finding, Change.HAPPENED));
    decisions.forEach(this::register);
    page.offer(decisions);
    links = new RunningLinks(journal, host, log, counters);
    links.redact(config.source().redaction()::hide);
    links.prepare(plan.links());
    intervals.replace(plan.links());
    outputNames.take(config.outputs());
    facts.take(config.meters());
    facts.describe(links::nameplateOf);
    outputs = new RunningOutputs(journal, host, log);
    deliveries = new DeliveryStates(outputs::health);
    open.push(outputs);
    alarms = new RunningAlarms(config.name(), journal, document, log, host);
    RecordHandler recordings = new RecordHandler(host);
    links.onRaw(
        () -> outputs.wantRaw() || recordings.wantRaw(),
        (meters, bytes) -> {
          outputs.publishRaw(meters, bytes);
          recordings.raw(meters, bytes);
        });
    open.push(page.serve(journal, links.meters()));
    outputs.exchange(config.outputs(), plan.outputs());
    Supplier<HealthDocument> metersAlone =
        () -> HealthAuthor.write(health(List.of()), messages, host.now());
    HealthReport report = new HealthReport(document, metersAlone, outputs::outputs, host);
    open.push(report);
    report.start();
    startLeds(log, host);
    open.push(journal.readings().watch(firstReadings));
    open.push(links);
    links.exchange(plan.links());
    open.push(alarms);
    alarms.exchange(plan.alarms());
    backups = GatewayBackups.nightly(config, journal, host);
    backups.ifPresent(
        nightly -> {
          open.push(nightly);
          nightly.start();
        });
    commands.accept(this);
    control.ifPresent(
        server -> {
          server.register(new CopyJournalCommand(journal, config.journal().path()));
          server.register(new HealthHandler(document));
          server.register(new HoldsHandler(this));
          server.register(recordings);
          server.register(new AdjustHandler(links));
          page.commands().forEach(server::register);
          server.register(new ReadHistoryHandler(links, journal.readings(), messages));
          server.register(new BackfillHandler(outputs, journal, config.timeZone()));
          server.register(new AlarmTestHandler(config.name(), alarms, messages));
          open.push(server); // closed first, so that no command runs while the rest closes
          server.start();
        });
  }

  private void startLeds(FindingListener log, Host host) {
    if (!config.leds().lines().isEmpty()) {
      Leds leds = new Leds(config.leds().lines(), this::health, host, log);
      open.push(leds);
      leds.start();
      listen(stored -> leds.reading());
    }
  }

  /** Claims the socket; if none can be created, the meters are read without it. */
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
   * Offers a command over {@code control.sock}, in addition to the gateway's own ones.
   *
   * @param command replaces one of the same name.
   */
  public void register(ControlCommand command) {
    control.ifPresent(server -> server.register(command));
  }

  /**
   * Continues with another plan: only links, outputs and alarms that differ are stopped and
   * started; the others are not affected. The name, time zone, journal and page of the plan are
   * ignored.
   *
   * @param plan created with {@link #intervals()}, {@link #outputNames()} and {@link #facts()} of
   *     this gateway.
   * @return what changed: first the meters, then the outputs, then the alarms.
   */
  synchronized List<ReloadDiff> exchange(GatewayPlan plan) {
    config.source().redaction().join(plan.config().source().redaction());
    journal.retainFor(names(plan.config().outputs()));
    outputNames.take(plan.config().outputs());
    facts.take(plan.config().meters());
    ReloadDiff changedOutputs = outputs.exchange(plan.config().outputs(), plan.outputs());
    ReloadDiff changedLinks =
        links.exchange(
            plan.links(),
            ended -> {
              intervals.replace(plan.links());
              firstReadings.forget(ended);
            });
    page.forget(changedLinks.stopped());
    return List.of(changedLinks, changedOutputs, alarms.exchange(plan.alarms()));
  }

  /** Returns how often each meter sends, as the outputs see it. */
  UsualIntervals intervals() {
    return intervals;
  }

  /** Returns the names of the outputs, as these see them. */
  OutputNames outputNames() {
    return outputNames;
  }

  /** Returns what is known of the meters besides their readings, as the outputs see it. */
  MeterFacts facts() {
    return facts;
  }

  /** Returns what the gateway was started with; meters and outputs may have changed since. */
  GatewayConfig config() {
    return config;
  }

  private static Set<String> names(List<OutputConfig> outputs) {
    return outputs.stream().map(OutputConfig::name).collect(toSet());
  }

  /**
   * Takes a snapshot of the whole chain.
   *
   * @return each meter and each output at this moment.
   */
  public GatewayHealth health() {
    return health(deliveries.now());
  }

  private GatewayHealth health(List<OutputHealth> ofOutputs) {
    return new GatewayHealth(
        config.name(),
        intervals.addTo(links.health()),
        ofOutputs,
        Stream.concat(
                journal.failures().stream()
                    .map(f -> new ActiveFinding(f.finding(), f.since(), f.last(), f.count())),
                backups.stream().flatMap(nightly -> nightly.findings().stream()))
            .toList(),
        alarms.health());
  }

  /**
   * Returns the verdict of health.
   *
   * @return one sentence; reading it may wait for a moment.
   */
  public String verdict() {
    return document.get().verdict();
  }

  /**
   * Returns the threads that must answer while the gateway runs: the journal's, and that of each
   * link that is read now. Any thread; waits for nothing.
   *
   * @return those of this moment.
   */
  public List<Answering> answering() {
    List<Answering> threads = new ArrayList<>(List.of(journalThread));
    if (!journalThread.isRepairing()) { // nobody else uses the file meanwhile
      threads.addAll(links.answering());
    }
    return threads;
  }

  /**
   * Returns where the page is.
   *
   * @return its address; empty if the configuration has no page.
   */
  public Optional<URI> page() {
    return page.uri();
  }

  /**
   * Says where the page is, who reaches it, and what would change that.
   *
   * @return sentences; none without a page.
   */
  public List<String> pageLines() {
    return page.lines();
  }

  /** Takes up what a newer configuration says of the page, as far as that is possible. */
  synchronized List<String> reconfigurePage(GatewayConfig newer) {
    return page.reconfigure(newer);
  }

  /**
   * Reports each reading once it is stored in the journal.
   *
   * @param listener called on the thread of the link.
   */
  public synchronized void listen(Consumer<StoredReading> listener) {
    open.push(journal.readings().listen(listener));
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
   * Waits until the gateway is closed, but not longer than given.
   *
   * @param timeout the longest time to wait.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public void awaitClose(Duration timeout) throws InterruptedException {
    closed.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Stops everything; a second call has no effect. */
  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        System.getLogger("metergate")
            .log(
                System.Logger.Level.WARNING,
                "A part of the gateway could not be closed: " + e.getMessage());
      }
    }
    closed.countDown();
  }
}
