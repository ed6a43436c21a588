// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.metergate.config.OutputConfig;
import org.metergate.health.FindingListener;
import org.metergate.health.OutputHealth;
import org.metergate.journal.Journal;
import org.metergate.output.Output;
import org.metergate.output.OutputRunner;
import org.metergate.output.RawSink;
import org.metergate.spi.time.TimeSource;

/**
 * The running outputs. The set can be replaced by another one while it runs: outputs that are equal
 * in both are not touched, and each output continues at its cursor. One thread at a time replaces
 * the set; any thread may read it.
 */
final class RunningOutputs implements AutoCloseable {
  private final Journal journal;
  private final TimeSource time;
  private final FindingListener log;
  private volatile List<Running> running = List.of();

  private record Running(String name, Object settings, Output output, OutputRunner runner) {}

  RunningOutputs(Journal journal, TimeSource time, FindingListener log) {
    this.journal = journal;
    this.time = time;
    this.log = log;
  }

  /** Stops the outputs that are removed or configured in another way, then starts the new ones. */
  synchronized ReloadDiff exchange(List<OutputConfig> wanted, List<Output> created) {
    List<Running> next = new ArrayList<>();
    List<Running> added = new ArrayList<>();
    List<String> before = names(running);
    for (OutputConfig config : wanted) {
      List<Object> settings = List.of(config.type(), config.settings().content());
      Running one =
          running.stream()
              .filter(old -> old.name.equals(config.name()) && old.settings.equals(settings))
              .findFirst()
              .orElse(null);
      if (one == null) {
        Output output =
            created.stream()
                .filter(o -> o.info().name().equals(config.name()))
                .findFirst()
                .orElseThrow();
        one = new Running(config.name(), settings, output, runner(output));
        added.add(one);
      }
      next.add(one);
    }
    List<Running> ended = new ArrayList<>(running);
    ended.removeAll(next);
    List<Running> same = new ArrayList<>(next);
    same.removeAll(added);
    ended.forEach(one -> one.runner.close());
    running = List.copyOf(same); // true after each step, for a reload after one that failed
    for (Running one : added) {
      one.runner.start();
      running = next.stream().filter(each -> each == one || running.contains(each)).toList();
    }
    return ReloadDiff.of(before, names(next), names(same));
  }

  private OutputRunner runner(Output output) {
    return new OutputRunner(output, journal, time, log);
  }

  private static List<String> names(List<Running> all) {
    return all.stream().map(Running::name).toList();
  }

  /** Returns the outputs, in the order of the file. */
  List<Output> outputs() {
    return running.stream().map(Running::output).toList();
  }

  /**
   * Makes an output deliver again from a position in the journal on.
   *
   * @param before the id of the reading before the first one to deliver again.
   * @return how many readings will be delivered again; empty if there is no such output.
   */
  OptionalLong backfill(String name, long before) {
    return running.stream()
        .filter(one -> one.name.equals(name))
        .mapToLong(one -> one.runner.backfill(before))
        .findFirst();
  }

  /** Returns whether any output wants the raw bytes of the lines. Any thread. */
  boolean wantRaw() {
    for (Running one : running) {
      if (one.output instanceof RawSink sink && sink.wantsRaw()) {
        return true;
      }
    }
    return false;
  }

  /** Passes the bytes of a line to the outputs that publish raw bytes. */
  void publishRaw(List<String> meters, byte[] bytes) {
    for (Running one : running) {
      if (one.output instanceof RawSink sink && sink.wantsRaw()) {
        meters.forEach(meter -> sink.publishRaw(meter, bytes));
      }
    }
  }

  /** Returns the state of each delivery. */
  List<OutputHealth> health() {
    return running.stream().map(one -> one.runner.health()).toList();
  }

  /** Stops the outputs, each within a few seconds. */
  @Override
  public synchronized void close() {
    List<Running> reversed = new ArrayList<>(running);
    java.util.Collections.reverse(reversed);
    reversed.forEach(one -> one.runner.close());
    running = List.of();
  }
}
