// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.config.AlarmConfig;
import org.metergate.health.ActiveFinding;
import org.metergate.health.AlarmHealth;
import org.metergate.health.FindingListener;
import org.metergate.health.FindingListener.Change;
import org.metergate.health.HealthDocument;
import org.metergate.retry.BackOff;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * A running alarm: looks at the health every ten seconds on a thread of its own, and tells. What
 * fails is tried again after 5 s to 5 min, and is a finding of health, of which no alarm tells.
 */
public final class Alarm implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final long JOIN_MS = 3000;

  private final AlarmConfig config;
  private final AlarmSender sender;
  private final Supplier<HealthDocument> health;
  private final AlarmWatch watch;
  private final AlarmRules rules;
  private final FindingListener log;
  private final TimeSource time;
  private final BackOff backoff;
  private final Thread thread;
  private volatile long notBefore;
  private volatile int waiting;
  private volatile Optional<Instant> lastSent = Optional.empty();
  private volatile Optional<ActiveFinding> fault = Optional.empty();

  /**
   * Prepares an alarm; nothing is looked at yet.
   *
   * @param gateway the configured name of the gateway.
   * @param planned its configuration and its sender, which no other alarm has.
   * @param health returns the document of now; any thread.
   * @param memory outlives a restart.
   * @param log takes what keeps it from telling, under {@code alarm NAME}.
   * @param time the clock.
   */
  public Alarm(
      String gateway,
      AlarmTypes.Planned planned,
      Supplier<HealthDocument> health,
      AlarmMemory memory,
      FindingListener log,
      TimeSource time) {
    this.config = planned.config();
    this.sender = planned.sender();
    this.health = health;
    this.watch = new AlarmWatch(config.when());
    this.rules = new AlarmRules(gateway, config.name(), memory);
    this.log = log;
    this.time = time;
    this.backoff = new BackOff(FIRST_WAIT, LONGEST_WAIT, Math::random);
    this.notBefore = time.nanos();
    this.thread = new Thread(this::run, "alarm-" + config.name());
    thread.setDaemon(true);
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        time.pause(step());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks once, and sends what is to be reported, unless it is too soon after a failure.
   *
   * @return how long to wait before the next one.
   */
  Duration step() throws InterruptedException {
    try {
      rules.observe(watch.read(health.get(), time.nanos()), time.nanos(), time.now());
      List<AlarmMessage> messages = rules.next(sender.most());
      waiting = rules.waiting();
      if (messages.isEmpty() || time.nanos() < notBefore) {
        return LOOK_EVERY;
      }
      if (take(send(messages))) {
        rules.reported(messages, time.nanos(), time.now());
        waiting = rules.waiting();
        return waiting > 0 ? Duration.ofSeconds(1) : LOOK_EVERY;
      }
    } catch (RuntimeException | LinkageError e) {
      System.getLogger(Alarm.class.getName())
          .log(System.Logger.Level.DEBUG, "alarm " + config.name(), e);
      take(bug(e));
    }
    return LOOK_EVERY;
  }

  /**
   * Sends a test now, on the calling thread.
   *
   * @param gateway the configured name of the gateway.
   * @return what the other side answered; an error of the program is one, too.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public AlarmAnswer test(String gateway) throws InterruptedException {
    AlarmAnswer answer;
    try {
      answer = send(List.of(AlarmMessage.test(gateway, config.name(), time.now())));
    } catch (RuntimeException | LinkageError e) {
      answer = bug(e);
    }
    take(answer);
    return answer;
  }

  private static AlarmAnswer bug(Throwable e) {
    Finding reason = AlarmFindings.BUG.with("error", e.getClass().getSimpleName());
    return new AlarmAnswer.Failed(reason, AlarmAnswer.OPERATOR);
  }

  private AlarmAnswer send(List<AlarmMessage> messages) throws InterruptedException {
    synchronized (sender) {
      return sender.send(messages);
    }
  }

  /** Notes what became of messages; returns whether they arrived. */
  private synchronized boolean take(AlarmAnswer answer) {
    if (answer instanceof AlarmAnswer.Failed failed) {
      Duration wait = backoff.next();
      Duration asked = failed.notBefore();
      notBefore = time.nanos() + Math.max(wait.toNanos(), Math.min(asked.toNanos(), limit()));
      found(Optional.of(failed.reason()));
      return false;
    }
    backoff.reset();
    notBefore = time.nanos();
    lastSent = Optional.of(time.now());
    found(((AlarmAnswer.Accepted) answer).remark());
    return true;
  }

  private static long limit() {
    return LONGEST_WAIT.toNanos();
  }

  private void found(Optional<Finding> now) {
    Optional<ActiveFinding> before = fault;
    boolean same =
        before.isPresent()
            && now.isPresent()
            && before.get().finding().code().equals(now.get().code());
    fault =
        now.map(
            finding ->
                new ActiveFinding(
                    finding,
                    before.map(ActiveFinding::since).orElse(time.now()),
                    time.now(),
                    same ? before.get().count() + 1 : 1));
    if (!same) {
      String name = "alarm " + config.name();
      before.ifPresent(over -> log.changed(name, over.finding(), Change.ENDED));
      now.ifPresent(finding -> log.changed(name, finding, Change.BEGAN));
    }
  }

  /**
   * Returns what was configured.
   *
   * @return as it was given.
   */
  public AlarmConfig config() {
    return config;
  }

  /**
   * Returns its own state. Any thread.
   *
   * @return of now.
   */
  public AlarmHealth health() {
    return new AlarmHealth(config.name(), config.type(), waiting, lastSent, fault);
  }

  /** Ends it within a few seconds; what it has not reported is found again at the next start. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(JOIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
