// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.led;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.metergate.health.FindingListener;
import org.metergate.health.GatewayHealth;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkUri;

/**
 * Drives the lamps: power is lit while the gateway runs, data blinks once for each reading, fault
 * blinks the number of the first broken link. Health is checked twice a second. All are dark when
 * the gateway has ended; if the program is killed, the kernel releases the lines, and the next
 * start takes them again.
 */
public final class Leds implements AutoCloseable {
  private static final long HEALTH = Duration.ofMillis(500).toNanos();
  private static final long BLINK = Duration.ofMillis(60).toNanos();
  private static final long STEP = Duration.ofMillis(50).toNanos();

  private final Supplier<GatewayHealth> health;
  private final Host host;
  private final Optional<Lamp> power;
  private final Optional<Lamp> data;
  private final Optional<Lamp> fault;
  private final Semaphore readings = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopped;
  private FaultCode code = FaultCode.NONE;
  private long codeSince;
  private long checkedAt;
  private long dataOffAt;

  /**
   * Creates the lamps; no line is opened yet.
   *
   * @param lines of the lamps, by name: {@code power}, {@code data}, {@code fault}.
   * @param health of the whole gateway.
   * @param host opens the lines.
   * @param log gets the reason why a lamp cannot be driven.
   */
  public Leds(
      Map<String, LinkUri> lines, Supplier<GatewayHealth> health, Host host, FindingListener log) {
    this.health = health;
    this.host = host;
    this.power = lamp("power", lines, log);
    this.data = lamp("data", lines, log);
    this.fault = lamp("fault", lines, log);
    this.checkedAt = host.nanos() - HEALTH;
    this.dataOffAt = host.nanos();
    this.thread = new Thread(this::run, "leds");
  }

  private Optional<Lamp> lamp(String name, Map<String, LinkUri> lines, FindingListener log) {
    return Optional.ofNullable(lines.get(name)).map(uri -> new Lamp(name, uri, host, log));
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Notes that a reading was stored in the journal. Any thread; never waits. */
  public void reading() {
    if (readings.availablePermits() == 0) { // readings within one blink share it
      readings.release();
    }
  }

  private void run() {
    try {
      while (!stopped) {
        boolean read = readings.tryAcquire(pause(), TimeUnit.NANOSECONDS);
        step(host.nanos(), read);
      }
    } catch (InterruptedException e) {
      // asked to stop
    } finally {
      power.ifPresent(Lamp::off);
      data.ifPresent(Lamp::off);
      fault.ifPresent(Lamp::off);
    }
  }

  private long pause() {
    boolean blinking = code.blinks() > 0 && fault.isPresent() || dataOffAt - host.nanos() > 0;
    return blinking ? STEP : HEALTH;
  }

  /** Sets the lamps as they must be now; tests call it directly. */
  void step(long now, boolean read) {
    if (now - checkedAt >= HEALTH) {
      checkedAt = now;
      FaultCode present = FaultCode.of(health.get());
      if (!present.equals(code)) {
        code = present;
        codeSince = now;
      }
    }
    if (read) {
      dataOffAt = now + BLINK;
    }
    power.ifPresent(lamp -> lamp.set(true));
    data.ifPresent(lamp -> lamp.set(dataOffAt - now > 0));
    fault.ifPresent(lamp -> lamp.set(code.isLit((now - codeSince) / 1_000_000)));
  }

  /** Stops the thread and switches the lamps off; waits two seconds at most. */
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
