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
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Nameplate;

/**
 * The current state of one meter's chain, with its counters. Any thread; listeners are called
 * without the lock.
 */
public final class MeterChain {
  private static final int EVENTS_KEPT = 20;

  private final String meter;
  private final InstantSource clock;
  private final FindingListener listener;
  private final Map<Stage, StageState> states = new EnumMap<>(Stage.class);
  private final Map<String, ActiveFinding> conditions = new LinkedHashMap<>();
  private final Set<String> reportedSinceTelegram = new HashSet<>();
  private final Deque<ActiveFinding> events = new ArrayDeque<>();
  private Instant lastReading;
  private Instant startedAt;
  private volatile Nameplate nameplate = Nameplate.NONE;

  private static final class StageState {
    private long passed;
    private Instant lastPassed;
    private long faults;
    private ActiveFinding fault;
  }

  private record FindingChange(Finding finding, Change change) {}

  /**
   * Starts with all counters at zero.
   *
   * @param meter the configured name.
   * @param clock the clock for time stamps.
   * @param listener receives the changes.
   */
  public MeterChain(String meter, InstantSource clock, FindingListener listener) {
    this.meter = meter;
    this.clock = clock;
    this.listener = listener;
    this.startedAt = clock.instant();
    for (Stage stage : Stage.values()) {
      if (stage != Stage.DELIVERED) {
        states.put(stage, new StageState());
      }
    }
  }

  /**
   * Returns the meter.
   *
   * @return the configured name.
   */
  public String meter() {
    return meter;
  }

  /**
   * Notes who made the meter and what it is called.
   *
   * @param plate as its driver reports it.
   */
  public void describe(Nameplate plate) {
    nameplate = plate;
  }

  /**
   * Returns who made the meter and what it is called.
   *
   * @return what its driver reported last; {@link Nameplate#NONE} before.
   */
  public Nameplate nameplate() {
    return nameplate;
  }

  /**
   * Counts data that passed a stage; this ends a fault there.
   *
   * @param stage any but {@link Stage#DELIVERED}, which is counted for each output.
   * @param amount 1, or the number of bytes.
   */
  public void passed(Stage stage, long amount) {
    List<FindingChange> changes = new ArrayList<>();
    synchronized (this) {
      StageState state = state(stage);
      state.passed += amount;
      state.lastPassed = clock.instant();
      if (state.fault != null) {
        changes.add(new FindingChange(state.fault.finding(), Change.ENDED));
        state.fault = null;
      }
      if (stage == Stage.LIST) {
        endOfTelegram(changes);
      } else if (stage == Stage.STORED) {
        lastReading = state.lastPassed;
      }
    }
    notifyListener(changes);
  }

  /**
   * Ends a fault where nothing passed that would end it.
   *
   * @param fault nothing happens unless the fault at its stage has this code.
   */
  public void recovered(FindingCode fault) {
    List<FindingChange> changes = new ArrayList<>();
    synchronized (this) {
      StageState state = state(fault.stage());
      if (state.fault != null && state.fault.finding().code().equals(fault)) {
        changes.add(new FindingChange(state.fault.finding(), Change.ENDED));
        state.fault = null;
      }
    }
    notifyListener(changes);
  }

  /**
   * Takes a finding. A fault replaces another one at its stage; a repetition of the same code is
   * counted.
   *
   * @param finding what was found.
   */
  public void find(Finding finding) {
    List<FindingChange> changes = new ArrayList<>();
    synchronized (this) {
      Instant now = clock.instant();
      Kind kind = finding.code().kind();
      if (kind == Kind.FAULT) {
        fault(finding, now, changes);
      } else if (kind == Kind.CONDITION) {
        condition(finding, now, changes);
      } else {
        event(finding, now, changes);
      }
    }
    notifyListener(changes);
  }

  /**
   * Takes a fault that only says what another fault at its stage may explain: that one stays, since
   * it is from the driver, which knows the meter. Nothing passed the stage since, or it had ended.
   *
   * @param fault ignored while another one holds at its stage.
   */
  public void findUnexplained(Finding fault) {
    List<FindingChange> changes = new ArrayList<>();
    synchronized (this) {
      ActiveFinding holds = state(fault.code().stage()).fault;
      if (holds == null || holds.finding().code().equals(fault.code())) {
        fault(fault, clock.instant(), changes);
      }
    }
    notifyListener(changes);
  }

  /**
   * Sets when the meter was heard last before the start, so that one that is asked once an hour
   * does not count as unheard after each restart.
   *
   * @param at when its newest stored reading was received; ignored if that is still to come, since
   *     the clock was wrong then or is wrong now.
   */
  public synchronized void heardBefore(Instant at) {
    if (!at.isAfter(clock.instant())) {
      lastReading = at;
    }
  }

  /** Ends every fault and condition: they belong to a session that will not be resumed. */
  public void restarted() {
    List<FindingChange> changes = new ArrayList<>();
    synchronized (this) {
      startedAt = clock.instant();
      for (StageState state : states.values()) {
        if (state.fault != null) {
          changes.add(new FindingChange(state.fault.finding(), Change.ENDED));
          state.fault = null;
        }
      }
      reportedSinceTelegram.clear();
      endOfTelegram(changes);
    }
    notifyListener(changes);
  }

  private void fault(Finding finding, Instant now, List<FindingChange> changes) {
    StageState state = state(finding.code().stage());
    state.faults++;
    if (state.fault != null && state.fault.finding().code().equals(finding.code())) {
      state.fault = state.fault.again(finding, now);
      return;
    }
    if (state.fault != null) {
      changes.add(new FindingChange(state.fault.finding(), Change.ENDED));
    }
    state.fault = ActiveFinding.first(finding, now);
    changes.add(new FindingChange(finding, Change.BEGAN));
  }

  private void condition(Finding finding, Instant now, List<FindingChange> changes) {
    String id = finding.code().id();
    reportedSinceTelegram.add(id);
    ActiveFinding before = conditions.get(id);
    conditions.put(
        id, before == null ? ActiveFinding.first(finding, now) : before.again(finding, now));
    if (before == null) {
      changes.add(new FindingChange(finding, Change.BEGAN));
    }
  }

  private void event(Finding finding, Instant now, List<FindingChange> changes) {
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
    changes.add(new FindingChange(finding, Change.HAPPENED));
  }

  /** Ends the conditions that were not reported with this telegram. */
  private void endOfTelegram(List<FindingChange> changes) {
    conditions
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = !reportedSinceTelegram.contains(entry.getKey());
              if (over) {
                changes.add(new FindingChange(entry.getValue().finding(), Change.ENDED));
              }
              return over;
            });
    reportedSinceTelegram.clear();
  }

  private StageState state(Stage stage) {
    StageState state = states.get(stage);
    if (state == null) {
      throw new IllegalArgumentException(stage + " is not a stage of a meter's own chain");
    }
    return state;
  }

  private void notifyListener(List<FindingChange> changes) {
    changes.forEach(one -> listener.changed(meter, one.finding(), one.change()));
  }

  /**
   * Returns a snapshot of the chain.
   *
   * @return the state at this moment.
   */
  public synchronized MeterHealth snapshot() {
    List<StageHealth> stages = new ArrayList<>();
    states.forEach(
        (stage, state) ->
            stages.add(
                new StageHealth(
                    stage,
                    state.passed,
                    Optional.ofNullable(state.lastPassed),
                    state.faults,
                    Optional.ofNullable(state.fault))));
    return new MeterHealth(
        meter,
        stages,
        List.copyOf(conditions.values()),
        List.copyOf(events),
        Optional.ofNullable(lastReading),
        startedAt,
        Optional.empty());
  }
}
