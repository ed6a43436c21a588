// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.metergate.core.validation.CounterValidators;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.Output;
import org.metergate.output.OutputFindings;
import org.metergate.output.OutputInfo;
import org.metergate.output.OutputRunner;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.testing.House;
import org.metergate.time.VirtualTime;

/** A journal with the counter validators before it and an output after it, on virtual time. */
final class CounterScene implements AutoCloseable {
  final VirtualTime time = new VirtualTime(House.START);
  final List<Finding> found = new ArrayList<>();
  final List<Delivered> delivered = new ArrayList<>();
  final Random failures = new Random(3);
  Duration unconfirmedWindow = Duration.ZERO;
  double failing;
  Journal journal;
  CounterValidators counters;
  private final Path file;
  private OutputRunner runner;

  /** One delivery of one quantity. */
  record Delivered(long id, Origin origin, String meter, String quantity, BigDecimal value) {}

  CounterScene(Path folder) throws Exception {
    file = folder.resolve("journal.db");
    open();
  }

  private void open() throws Exception {
    journal = Journal.open(new JournalSettings(file), time);
    counters = new CounterValidators(journal, time);
    runner = new OutputRunner(new Notebook(), journal, time, (name, finding, change) -> {});
    deliver();
  }

  void restart() throws Exception {
    journal.close();
    open();
  }

  /** Ten seconds of a house, and the reading of its meter at their end. */
  long read(House house, double watts) throws Exception {
    house.use(watts, 10);
    return pass(house.reading(watts, true));
  }

  long pass(Reading reading) throws JournalException, InterruptedException {
    time.pause(Duration.between(time.now(), reading.receivedAt()));
    return journal.readings().append(counters.of(reading.meter()).check(reading, found::add));
  }

  /** Delivers all readings. */
  void deliver() throws InterruptedException {
    Duration wait = runner.step();
    for (int i = 0; wait.isZero() || failing > 0 && i < 1000; i++) {
      wait = runner.step();
    }
  }

  void step() throws InterruptedException {
    runner.step();
  }

  /** All deliveries of a quantity of a meter, in their order. */
  List<Delivered> of(String quantity) {
    return delivered.stream().filter(one -> one.quantity().equals(quantity)).toList();
  }

  List<String> codes() {
    return found.stream().map(finding -> finding.code().id()).distinct().toList();
  }

  @Override
  public void close() {
    journal.close();
  }

  private final class Notebook implements Output {
    @Override
    public OutputInfo info() {
      return new OutputInfo("home", "notebook", Duration.ZERO, unconfirmedWindow);
    }

    @Override
    public Optional<Finding> open() {
      return Optional.empty();
    }

    @Override
    public Delivery deliver(List<StoredReading> batch) {
      int count = batch.size();
      boolean fails = failing > 0 && failures.nextDouble() < failing;
      if (fails) {
        count = failures.nextInt(batch.size() + 1);
      }
      batch.subList(0, count).forEach(this::note);
      return fails
          ? new Delivery.TryAgain(count, OutputFindings.BUG.with("output", "home", "error", "e"))
          : new Delivery.Done(count);
    }

    private void note(StoredReading stored) {
      Reading reading = stored.reading();
      for (Measurement m : reading.measurements()) {
        if (m.value() instanceof Value.Decimal decimal) {
          delivered.add(
              new Delivered(
                  stored.id(),
                  reading.origin(),
                  reading.meter().name() + " " + reading.meter().identifier(),
                  m.quantity().name(),
                  decimal.number()));
        }
      }
    }

    @Override
    public void close() {}
  }
}
