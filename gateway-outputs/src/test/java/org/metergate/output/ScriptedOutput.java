// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.metergate.journal.StoredReading;
import org.metergate.spi.finding.Finding;

/** Does what a test tells it. */
final class ScriptedOutput implements Output {
  final List<Long> delivered = new ArrayList<>();
  final Semaphore idle = new Semaphore(0);
  final Semaphore arrived = new Semaphore(0);
  Optional<Finding> obstacle = Optional.empty();
  Delivery next;
  Duration every = Duration.ZERO;
  Optional<Finding> obstacleAtTheEnd = Optional.empty();
  Duration unconfirmedWindow = Duration.ZERO;
  boolean bug;
  int prepared;
  String thread;
  volatile boolean closed;

  @Override
  public String name() {
    return "home";
  }

  @Override
  public String type() {
    return "scripted";
  }

  @Override
  public Optional<Finding> prepare() {
    prepared++;
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
  public Duration every() {
    return every;
  }

  @Override
  public Optional<Finding> caughtUp() {
    return obstacleAtTheEnd;
  }

  @Override
  public Duration unconfirmedWindow() {
    return unconfirmedWindow;
  }

  @Override
  public void whenChanged(Runnable wake) {}

  @Override
  public void close() {
    closed = true;
  }
}
