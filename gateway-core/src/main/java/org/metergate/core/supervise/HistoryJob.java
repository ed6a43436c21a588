// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.metergate.journal.JournalException;
import org.metergate.journal.Readings;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Reading;

/**
 * A request for the records of a meter's logger: the driver fills it on the thread of its link, and
 * the caller waits for its end on another thread.
 */
public final class HistoryJob {
  private static final int MAX_REMARKS = 100;

  private final String meter;
  private final HistoryStep step;
  private final LocalDateTime from;
  private final LocalDateTime to;
  private final Readings readings;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Finding> remarks = new ArrayList<>();
  private int records;
  private int fresh;
  private int refused;
  private String refusal = "";
  private Optional<Finding> failure = Optional.empty();
  private Optional<LocalDateTime> oldest = Optional.empty();
  private Optional<LocalDateTime> newest = Optional.empty();
  private boolean finished;
  private boolean withdrawn;

  /**
   * The result of a request so far.
   *
   * @param records how many records the meter sent.
   * @param oldest the earliest time of a record so far, on the meter's clock.
   * @param newest the latest.
   * @param added how many of these were not in the journal before.
   * @param refused how many of these the journal did not take.
   * @param refusal why, a sentence; empty if it took all.
   * @param remarks of the driver.
   * @param failure what kept the driver from reading all.
   * @param ended whether the logger was read to the end or given up.
   */
  public record Outcome(
      int records,
      Optional<LocalDateTime> oldest,
      Optional<LocalDateTime> newest,
      int added,
      int refused,
      String refusal,
      List<Finding> remarks,
      Optional<Finding> failure,
      boolean ended) {}

  /**
   * Creates a request.
   *
   * @param meter the configured name.
   * @param step which logger.
   * @param from the earliest record, on the meter's clock.
   * @param to the end, after the latest record.
   * @param readings take the records.
   */
  public HistoryJob(
      String meter, HistoryStep step, LocalDateTime from, LocalDateTime to, Readings readings) {
    this.meter = meter;
    this.step = step;
    this.from = from;
    this.to = to;
    this.readings = readings;
  }

  String meter() {
    return meter;
  }

  HistoryStep step() {
    return step;
  }

  LocalDateTime from() {
    return from;
  }

  LocalDateTime to() {
    return to;
  }

  /** Stores a record of the meter; one that is stored already is counted only. */
  synchronized void record(Reading record) {
    records++;
    record
        .meterTime()
        .ifPresent(
            time -> {
              LocalDateTime local = time.local();
              oldest = oldest.filter(local::isAfter).or(() -> Optional.of(local));
              newest = newest.filter(local::isBefore).or(() -> Optional.of(local));
            });
    try {
      fresh += readings.appendRecord(step.name().toLowerCase(Locale.ROOT), record) == 0 ? 0 : 1;
    } catch (JournalException e) {
      refused++;
      refusal = e.getMessage();
    }
  }

  /** Adds a remark of the driver; only so many are kept. */
  synchronized void remark(Finding finding) {
    if (remarks.size() < MAX_REMARKS) {
      remarks.add(finding);
    }
  }

  /** Lets the driver see that nobody waits for the records. */
  synchronized void withdraw() {
    withdrawn = true;
  }

  synchronized boolean isWithdrawn() {
    return withdrawn;
  }

  /** Ends the job: all records were read. */
  void done() {
    end(Optional.empty());
  }

  /** Ends the job although records are missing; without effect if it has ended. */
  void failed(Finding reason) {
    end(Optional.of(reason));
  }

  private synchronized void end(Optional<Finding> reason) {
    if (!finished) {
      finished = true;
      failure = reason;
      ended.countDown();
    }
  }

  /**
   * Waits for the end of the request.
   *
   * @param timeout how long to wait at most.
   * @return the result until then.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public Outcome await(Duration timeout) throws InterruptedException {
    boolean reached = ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    synchronized (this) {
      return new Outcome(
          records, oldest, newest, fresh, refused, refusal, List.copyOf(remarks), failure, reached);
    }
  }
}
