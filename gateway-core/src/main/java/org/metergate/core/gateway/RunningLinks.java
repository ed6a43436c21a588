// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.core.service.Answering;
import org.metergate.core.supervise.DriverWatch;
import org.metergate.core.supervise.LinkSpec;
import org.metergate.core.supervise.LinkSupervisor;
import org.metergate.core.supervise.RawListener;
import org.metergate.core.supervise.WaitingMemory;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.FindingListener;
import org.metergate.health.MeterChain;
import org.metergate.health.MeterHealth;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.link.Host;
import org.metergate.spi.reading.Nameplate;

/**
 * The links that are read, and the chains of their meters. The set can be replaced by another one
 * while it runs: links that are the same in both are not touched. One thread at a time replaces the
 * set; any thread may read it.
 */
final class RunningLinks implements AutoCloseable {
  private final Journal journal;
  private final Host host;
  private final FindingListener log;
  private final CounterValidators counters;
  private final WaitingMemory waitingMemory = WaitingMemory.ofProgram();
  private final DriverWatch watch = new DriverWatch(this::supervisors);
  private volatile List<Running> running = List.of();
  private volatile BooleanSupplier rawWanted = () -> false;
  private volatile BiConsumer<List<String>, byte[]> rawListener = (meters, bytes) -> {};
  private volatile Map<String, MeterChain> chains = Map.of();
  private volatile Map<String, String> links = Map.of();
  private volatile Map<String, List<String>> metersOfLinks = Map.of();
  private volatile UnaryOperator<String> shown = UnaryOperator.identity();

  /**
   * The parts of a plan that are needed later: its driver may be replaced and must not be held
   * here.
   */
  private record Running(LinkFingerprint origin, List<String> meters, LinkSupervisor supervisor) {}

  RunningLinks(Journal journal, Host host, FindingListener log, CounterValidators counters) {
    this.journal = journal;
    this.host = host;
    this.log = log;
    this.counters = counters;
    watch.start();
  }

  /**
   * Passes on the raw bytes of each link, on its thread.
   *
   * @param wanted whether any output wants them; asked at each read.
   * @param listener gets the link's meters and one burst.
   */
  void onRaw(BooleanSupplier wanted, BiConsumer<List<String>, byte[]> listener) {
    rawListener = listener;
    rawWanted = wanted;
  }

  private RawListener rawOf(List<String> meters) {
    return new RawListener() {
      @Override
      public boolean wantsRaw() {
        return rawWanted.getAsBoolean();
      }

      @Override
      public void raw(byte[] burst) {
        rawListener.accept(meters, burst);
      }
    };
  }

  /** Hides what is secret in the names of links that are shown. */
  void redact(UnaryOperator<String> redaction) {
    shown = redaction;
  }

  /** Creates the chains of the meters, so that they can be shown before the first is read. */
  void prepare(List<PlannedLink> wanted) {
    Map<String, MeterChain> newChains = new LinkedHashMap<>();
    Map<String, String> newLinks = new HashMap<>();
    Map<String, List<String>> newMetersOfLinks = new HashMap<>();
    for (PlannedLink link : wanted) {
      for (String meter : link.meters()) {
        MeterChain previous = chains.get(meter);
        newChains.put(meter, previous == null ? chain(meter) : previous);
        newLinks.put(meter, shown.apply(link.uri().toString()));
        newMetersOfLinks.put(meter, link.meters());
      }
    }
    chains = newChains;
    links = newLinks;
    metersOfLinks = newMetersOfLinks;
  }

  /** Creates the chain of a meter that may have been heard in a previous run. */
  private MeterChain chain(String meter) {
    MeterChain chain = new MeterChain(meter, host::now, log);
    try {
      journal
          .readings()
          .newestOf(meter)
          .ifPresent(stored -> chain.heardBefore(stored.reading().receivedAt()));
    } catch (JournalException e) {
      // it counts as not heard yet
    }
    return chain;
  }

  /** Stops the links that are removed or configured in another way, then starts the new ones. */
  ReloadDiff exchange(List<PlannedLink> wanted) {
    return exchange(wanted, ended -> {});
  }

  /**
   * As {@link #exchange(List)}.
   *
   * @param between gets the meters of the links that were stopped, before any is started: what is
   *     known of meters must be there when their first readings come.
   */
  synchronized ReloadDiff exchange(List<PlannedLink> wanted, Consumer<List<String>> between) {
    List<Running> kept = new ArrayList<>();
    List<Running> ended = new ArrayList<>();
    for (Running one : running) {
      boolean same = wanted.stream().anyMatch(link -> link.fingerprint().sameAs(one.origin));
      (same ? kept : ended).add(one);
    }
    List<String> previous = meters(running);
    ended.forEach(one -> one.supervisor.stop()); // all at once, since each may take some seconds
    ended.forEach(one -> one.supervisor.close());
    running = List.copyOf(kept); // true after each step, for a reload after one that failed
    prepare(wanted);
    between.accept(meters(ended));
    for (PlannedLink link : wanted) {
      if (kept.stream().noneMatch(one -> one.origin.sameAs(link.fingerprint()))) {
        start(link);
      }
    }
    return ReloadDiff.of(
        previous, wanted.stream().flatMap(link -> link.meters().stream()).toList(), meters(kept));
  }

  /** Creates the supervisors without starting them, for commands that need only the drivers. */
  synchronized void createSupervisors(List<PlannedLink> wanted) {
    prepare(wanted);
    running = wanted.stream().map(this::create).toList();
  }

  private void start(PlannedLink link) {
    Running made = create(link);
    List<Running> next = new ArrayList<>(running);
    next.add(made);
    running = List.copyOf(next);
    boolean started = false;
    try {
      made.supervisor.start();
      started = true;
    } finally {
      if (!started) { // no thread or no memory is left: the next reload tries again
        next.remove(made);
        running = List.copyOf(next);
      }
    }
  }

  private Running create(PlannedLink link) {
    Map<String, MeterChain> own = new HashMap<>(chains);
    own.keySet().retainAll(link.meters());
    own.values().forEach(MeterChain::restarted);
    List<String> meters = link.meters(); // not the plan, which would hold its driver forever
    LinkSpec spec =
        new LinkSpec(
            link.uri(),
            link.provider(),
            link.driverId(),
            new DriverFactory(link.driver(), link.driverFactory()),
            own,
            rawOf(meters));
    LinkSupervisor supervisor =
        new LinkSupervisor(spec, journal, host, BackOff.usual(), counters, waitingMemory);
    return new Running(link.fingerprint(), link.meters(), supervisor);
  }

  /** Returns the planned driver first, and creates others after it. */
  private static final class DriverFactory implements Supplier<MeterDriver> {
    private final Supplier<MeterDriver> factory;
    private MeterDriver first;

    private DriverFactory(MeterDriver first, Supplier<MeterDriver> factory) {
      this.first = first;
      this.factory = factory;
    }

    @Override
    public synchronized MeterDriver get() {
      MeterDriver made = first == null ? factory.get() : first;
      first = null;
      return made;
    }
  }

  private List<LinkSupervisor> supervisors() {
    return running.stream().map(Running::supervisor).toList();
  }

  /** Returns the threads of the links that run now. */
  List<Answering> answering() {
    return running.stream().map(one -> one.supervisor.answering()).toList();
  }

  private static List<String> meters(List<Running> links) {
    return links.stream().flatMap(one -> one.meters.stream()).toList();
  }

  /**
   * Finds the supervisor of a meter's link.
   *
   * @return the supervisor, or nothing if no meter has this name.
   */
  synchronized Optional<LinkSupervisor> supervisor(String meter) {
    return running.stream()
        .filter(one -> one.meters.contains(meter))
        .map(Running::supervisor)
        .findFirst();
  }

  /** Returns a snapshot of each meter's chain, in the order of the file. */
  List<MeterHealth> health() {
    return chains.values().stream().map(MeterChain::snapshot).toList();
  }

  /** Returns the configured names, in the order of the file. */
  List<String> meters() {
    return List.copyOf(chains.keySet());
  }

  /** Returns what a meter's driver says of it; nothing of a meter that is not configured. */
  Nameplate nameplateOf(String meter) {
    MeterChain chain = chains.get(meter);
    return chain == null ? Nameplate.NONE : chain.nameplate();
  }

  /** Returns the name of a meter's link, or null. */
  String linkOf(String meter) {
    return links.get(meter);
  }

  /** Returns all meters on the link of a meter, with itself; any thread. */
  List<String> metersBeside(String meter) {
    return metersOfLinks.getOrDefault(meter, List.of(meter));
  }

  /** Stops all links. */
  @Override
  public synchronized void close() {
    watch.close();
    running.forEach(one -> one.supervisor.stop());
    running.forEach(one -> one.supervisor.close());
    running = List.of();
  }
}
