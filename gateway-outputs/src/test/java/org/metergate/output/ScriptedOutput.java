// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.finding.Finding;

/** Behaves as a test configures it. */
final class ScriptedOutput implements Output, HostedOutput {
  final List<Long> delivered = new ArrayList<>();
  final Semaphore idle = new Semaphore(0);
  final Semaphore arrived = new Semaphore(0);
  Optional<Finding> obstacle = Optional.empty();
  Delivery next;
  Duration every = Duration.ZERO;
  Optional<Finding> obstacleAtTheEnd = Optional.empty();
  Duration unconfirmedWindow = Duration.ZERO;
  boolean bug;
  int opened;
  int attaches;
  Optional<JournalException> attachFault = Optional.empty();
  OutputHost host;
  String thread;
  volatile boolean closed;

  @Override
  public OutputInfo info() {
    return new OutputInfo("home", "scripted", every, unconfirmedWindow);
  }

  @Override
  public void attach(OutputHost given) throws JournalException {
    attaches++;
    if (attachFault.isPresent()) {
      throw attachFault.get();
    }
    host = given;
  }

  @Override
  public Optional<Finding> open() {
    opened++;
    idle.release();
    return obstacle;
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) {
    if (bug) {
      throw new IllegalStateException("as the test wants it");
    }
    thread = Thread.currentThread().getName();
    Delivery delivery = next == null ? new Delivery.Done(batch.size()) : next;
    next = null;
    batch.subList(0, delivery.delivered()).forEach(stored -> delivered.add(stored.id()));
    arrived.release();
    return delivery;
  }

  @Override
  public Optional<Finding> caughtUp() {
    return obstacleAtTheEnd;
  }

  @Override
  public void close() {
    closed = true;
  }
}
