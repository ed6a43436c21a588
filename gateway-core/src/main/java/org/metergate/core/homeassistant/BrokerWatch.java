// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import java.time.Duration;
import java.util.function.Consumer;
import org.metergate.spi.time.TimeSource;

/**
 * Asks for the broker of Home Assistant again and again, on a thread of its own, so that a broker
 * that is installed later or gets another password is taken up without a restart of the app.
 */
public final class BrokerWatch implements AutoCloseable {
  private static final Duration MISSING = Duration.ofSeconds(30);
  private static final Duration KNOWN = Duration.ofMinutes(5);

  private final HomeAssistantApp app;
  private final Reload reload;
  private final TimeSource time;
  private final Consumer<String> log;
  private final Thread thread = new Thread(this::run, "broker-watch");
  private boolean waiting;

  /** Makes the running gateway read its configuration again. */
  public interface Reload {

    /**
     * Does so.
     *
     * @return whether the gateway has answered; it is asked again otherwise.
     */
    boolean done();
  }

  /**
   * Creates the watch; nothing is asked before {@link #start}.
   *
   * @param app has been prepared.
   * @param reload called on the thread of this watch.
   * @param time the clock.
   * @param log takes sentences for the user.
   */
  public BrokerWatch(HomeAssistantApp app, Reload reload, TimeSource time, Consumer<String> log) {
    this.app = app;
    this.reload = reload;
    this.time = time;
    this.log = log;
    thread.setDaemon(true);
  }

  /** Starts to ask. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        time.pause(app.hasBroker() && !waiting ? KNOWN : MISSING);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once. */
  void look() {
    try {
      waiting |= app.renew();
      if (waiting && reload.done()) {
        waiting = false;
      }
    } catch (AppException e) {
      e.sentences().forEach(log);
    } catch (RuntimeException e) {
      log.accept("The broker cannot be looked for: " + e.getClass().getSimpleName() + ".");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
