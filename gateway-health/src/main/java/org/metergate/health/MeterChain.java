// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.health.FindingListener.Change;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** The running account of one meter's chain. Any thread; listeners are called without the lock. */
public final class MeterChain {
  private static final int EVENTS_KEPT = 20;

  private final String meter;
  private final InstantSource clock;
  private final FindingListener listener;
  private final Map<Stage, Link> links = new EnumMap<>(Stage.class);
  private final Map<String, ActiveFinding> conditions = new LinkedHashMap<>();
  private final Set<String> toldSinceTelegram = new HashSet<>();
  private final Deque<ActiveFinding> events = new ArrayDeque<>();
  private Instant lastReading;

  private static final class Link {
    private long passed;
    private Instant lastPassed;
    private long faults;
    private ActiveFinding fault;
  }

  private record Told(Finding finding, Change change) {}

  /**
   * Starts an account at zero.
   *
   * @param meter the configured name.
   * @param clock stamps what is counted.
   * @param listener is told of changes.
   */
  public MeterChain(String meter, InstantSource clock, FindingListener listener) {
    this.meter = meter;
    this.clock = clock;
    this.listener = listener;
    for (Stage stage : Stage.values()) {
      if (stage != Stage.DELIVERED) {
        links.put(stage, new Link());
      }
    }
  }

  /**
   * Names the meter.
   *
   * @return the configured name.
   */
  public String meter() {
    return meter;
  }

  /**
   * Counts that something passed a stage, which ends a fault there.
   *
   * @param stage any but {@link Stage#DELIVERED}, which outputs account for.
   * @param amount how many: 1, or the number of bytes.
   */
  public void passed(Stage stage, long amount) {
    List<Told> told = new ArrayList<>();
    synchronized (this) {
      Link link = link(stage);
      link.passed += amount;
      link.lastPassed = clock.instant();
      if (link.fault != null) {
        told.add(new Told(link.fault.finding(), Change.ENDED));
        link.fault = null;
      }
      if (stage == Stage.LIST) {
        endOfTelegram(told);
      } else if (stage == Stage.STORED) {
        lastReading = link.lastPassed;
      }
    }
    tell(told);
  }

  /**
   * Takes a finding. A fault replaces another one at its stage; the same code again is counted.
   *
   * @param finding what was found.
   */
  public void find(Finding finding) {
    List<Told> told = new ArrayList<>();
    synchronized (this) {
      Instant now = clock.instant();
      Kind kind = finding.code().kind();
      if (kind == Kind.FAULT) {
        fault(finding, now, told);
      } else if (kind == Kind.CONDITION) {
        condition(finding, now, told);
      } else {
        event(finding, now, told);
      }
    }
    tell(told);
  }

  /** Ends every fault and condition: they speak of a session that is over for good. */
  public void restarted() {
    List<Told> told = new ArrayList<>();
    synchronized (this) {
      for (Link link : links.values()) {
        if (link.fault != null) {
          told.add(new Told(link.fault.finding(), Change.ENDED));
          link.fault = null;
        }
      }
      toldSinceTelegram.clear();
      endOfTelegram(told);
    }
    tell(told);
  }

  private void fault(Finding finding, Instant now, List<Told> told) {
    Link link = link(finding.code().stage());
    link.faults++;
    if (link.fault != null && link.fault.finding().code().equals(finding.code())) {
      link.fault = link.fault.again(finding, now);
      return;
    }
    if (link.fault != null) {
      told.add(new Told(link.fault.finding(), Change.ENDED));
    }
    link.fault = ActiveFinding.first(finding, now);
    told.add(new Told(finding, Change.BEGAN));
  }

  private void condition(Finding finding, Instant now, List<Told> told) {
    String id = finding.code().id();
    toldSinceTelegram.add(id);
    ActiveFinding before = conditions.get(id);
    conditions.put(
        id, before == null ? ActiveFinding.first(finding, now) : before.again(finding, now));
    if (before == null) {
      told.add(new Told(finding, Change.BEGAN));
    }
  }

  private void event(Finding finding, Instant now, List<Told> told) {
    ActiveFinding newest = events.peekFirst();
    if (newest != null && newest.finding().equals(finding)) {
      events.removeFirst();
      events.addFirst(newest.again(finding, now));
    } else {
      events.addFirst(ActiveFinding.first(finding, now));
    }
    if (events.size() > EVENTS_KEPT) {
      events.removeLast();
    }
    told.add(new Told(finding, Change.HAPPENED));
  }

  /** Conditions hold as long as each telegram tells them anew. */
  private void endOfTelegram(List<Told> told) {
    conditions
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = !toldSinceTelegram.contains(entry.getKey());
              if (over) {
                told.add(new Told(entry.getValue().finding(), Change.ENDED));
              }
              return over;
            });
    toldSinceTelegram.clear();
  }

  private Link link(Stage stage) {
    Link link = links.get(stage);
    if (link == null) {
      throw new IllegalArgumentException(stage + " is no stage of a meter's own chain");
    }
    return link;
  }

  private void tell(List<Told> told) {
    told.forEach(one -> listener.changed(meter, one.finding(), one.change()));
  }

  /**
   * Takes a picture of the chain.
   *
   * @return the state at this moment.
   */
  public synchronized MeterHealth snapshot() {
    List<StageHealth> stages = new ArrayList<>();
    links.forEach(
        (stage, link) ->
            stages.add(
                new StageHealth(
                    stage,
                    link.passed,
                    Optional.ofNullable(link.lastPassed),
                    link.faults,
                    Optional.ofNullable(link.fault))));
    return new MeterHealth(
        meter,
        stages,
        List.copyOf(conditions.values()),
        List.copyOf(events),
        Optional.ofNullable(lastReading));
  }
}
