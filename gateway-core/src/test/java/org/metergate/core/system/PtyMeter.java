// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.metergate.testing.Await;
import org.metergate.testing.PtyPair;

/**
 * A meter at the end of a cable. It sends one telegram after the other, faster than a real one,
 * also while the cable is unplugged. While no gateway reads, it waits as soon as the cable is full,
 * after some seventy telegrams, so that a gateway that is slow on a busy machine misses none; one
 * that is {@link #heedless} does not wait, as a real one does not.
 */
final class PtyMeter implements AutoCloseable {
  private final PtyPair cable;
  private final EmulatedTelegrams telegrams;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "meter"));
  private final ExecutorService line =
      Executors.newSingleThreadExecutor(work -> daemon(work, "meter-line"));
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean sending = new AtomicBoolean();

  private PtyMeter(PtyPair cable, EmulatedTelegrams telegrams) {
    this.cable = cable;
    this.telegrams = telegrams;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Switches it on: the first telegram comes at once, the others a pace apart. */
  static PtyMeter on(PtyPair cable, EmulatedTelegrams telegrams, Duration pace) {
    return on(cable, telegrams, pace, 0);
  }

  /** Switches it on as soon as a gateway has opened the port, so that it reads every telegram. */
  static PtyMeter on(
      GatewayProcess gateway, PtyPair cable, EmulatedTelegrams telegrams, Duration pace)
      throws Exception {
    gateway.awaitPort(cable.gateway());
    return on(cable, telegrams, pace, 0);
  }

  /** Switches it on at the telegram after the last one of an earlier run. */
  static PtyMeter on(PtyPair cable, EmulatedTelegrams telegrams, Duration pace, int first) {
    PtyMeter meter = new PtyMeter(cable, telegrams);
    meter.next.set(first);
    meter.clock.scheduleAtFixedRate(meter::send, 0, pace.toNanos(), TimeUnit.NANOSECONDS);
    return meter;
  }

  /** Switches it on; a telegram that is due while the cable is full of earlier ones is lost. */
  static PtyMeter heedless(PtyPair cable, EmulatedTelegrams telegrams, Duration pace) {
    PtyMeter meter = new PtyMeter(cable, telegrams);
    meter.clock.scheduleAtFixedRate(meter::sendOrLose, 0, pace.toNanos(), TimeUnit.NANOSECONDS);
    return meter;
  }

  private void send() {
    put(next.get());
    next.incrementAndGet();
  }

  private void sendOrLose() {
    int number = next.getAndIncrement();
    if (sending.compareAndSet(false, true)) {
      line.execute(
          () -> {
            put(number);
            sending.set(false);
          });
    }
  }

  private void put(int number) {
    try {
      cable.send(telegrams.get(number));
    } catch (IOException e) {
      // the telegram is lost, as on a real cable
    }
  }

  /** The number of the telegram that comes next. */
  int next() {
    return next.get();
  }

  /** Waits until it has sent all telegrams below a number. */
  void awaitSent(int number) throws Exception {
    Await.until("telegram " + number, Duration.ofSeconds(60), () -> next.get() >= number);
  }

  /** Switches it off after a whole telegram. */
  void off() throws Exception {
    clock.shutdown();
    assertTrue(clock.awaitTermination(10, TimeUnit.SECONDS), "it keeps sending");
  }

  @Override
  public void close() {
    clock.shutdownNow();
    line.shutdownNow();
  }
}
