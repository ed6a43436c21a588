// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.alarm.Alarm;
import org.metergate.alarm.AlarmMemory;
import org.metergate.alarm.AlarmTypes.Planned;
import org.metergate.health.AlarmHealth;
import org.metergate.health.FindingListener;
import org.metergate.health.HealthDocument;
import org.metergate.journal.Journal;
import org.metergate.spi.time.TimeSource;

/**
 * The running alarms. The set can be replaced by another one while it runs: alarms that are equal
 * in both are not touched. What was told is kept in the journal. One thread at a time replaces the
 * set; any thread may read it.
 */
final class RunningAlarms implements AutoCloseable {
  private final String gateway;
  private final Journal journal;
  private final Supplier<HealthDocument> health;
  private final FindingListener log;
  private final TimeSource time;
  private volatile List<Running> running = List.of();

  private record Running(Object settings, Alarm alarm) {
    private String name() {
      return alarm.config().name();
    }
  }

  RunningAlarms(
      String gateway,
      Journal journal,
      Supplier<HealthDocument> health,
      FindingListener log,
      TimeSource time) {
    this.gateway = gateway;
    this.journal = journal;
    this.health = health;
    this.log = log;
    this.time = time;
  }

  /** Stops the alarms that are removed or configured in another way, then starts the new ones. */
  synchronized ReloadDiff exchange(List<Planned> wanted) {
    List<Running> next = new ArrayList<>();
    List<Running> added = new ArrayList<>();
    List<String> before = names(running);
    for (Planned planned : wanted) {
      Object settings =
          List.of(
              planned.config().name(),
              planned.config().type(),
              planned.config().settings().content());
      Optional<Running> same =
          running.stream().filter(old -> old.settings.equals(settings)).findFirst();
      Running one = same.orElseGet(() -> new Running(settings, alarm(planned)));
      if (same.isEmpty()) {
        added.add(one);
      }
      next.add(one);
    }
    List<Running> ended = new ArrayList<>(running);
    ended.removeAll(next);
    ended.forEach(one -> one.alarm.close());
    added.forEach(one -> one.alarm.start());
    List<Running> kept = new ArrayList<>(next);
    kept.removeAll(added);
    running = List.copyOf(next);
    return ReloadDiff.of(before, names(next), names(kept));
  }

  private Alarm alarm(Planned planned) {
    return new Alarm(gateway, planned, health, memory(planned.config().name()), log, time);
  }

  /** The texts are those of no meter, under keys that no other part of the program has. */
  private AlarmMemory memory(String alarm) {
    return new AlarmMemory() {
      @Override
      public Optional<String> get(String key) {
        return journal.states().of("", "alarm " + alarm + " " + key).get();
      }

      @Override
      public void put(String key, String text) {
        if (!text.isEmpty() || get(key).isPresent()) {
          journal.states().of("", "alarm " + alarm + " " + key).put(text);
        }
      }
    };
  }

  private static List<String> names(List<Running> all) {
    return all.stream().map(Running::name).toList();
  }

  /** Returns the alarm of a name. Any thread. */
  Optional<Alarm> named(String name) {
    return running.stream().filter(one -> one.name().equals(name)).map(Running::alarm).findFirst();
  }

  /** Returns the names, in the order of the file. Any thread. */
  List<String> names() {
    return names(running);
  }

  /** Returns the state of each alarm. Any thread. */
  List<AlarmHealth> health() {
    return running.stream().map(one -> one.alarm.health()).toList();
  }

  /** Stops the alarms, each within a few seconds. */
  @Override
  public synchronized void close() {
    running.forEach(one -> one.alarm.close());
    running = List.of();
  }
}
