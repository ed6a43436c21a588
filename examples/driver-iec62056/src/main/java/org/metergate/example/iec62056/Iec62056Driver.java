// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.example.iec62056.frame.Identification;
import org.metergate.example.iec62056.frame.Message;
import org.metergate.example.iec62056.frame.MessageFramer;
import org.metergate.example.iec62056.frame.PushFramer;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.dialogue.Polling;
import org.metergate.spi.dialogue.Requester;
import org.metergate.spi.dialogue.Timing;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Asks the meters of one line, each when it is due, or listens to the one meter that sends without
 * being asked.
 */
final class Iec62056Driver implements ByteDriver {
  private static final Duration PUSH_INTERVAL = Duration.ofSeconds(10);
  private static final Duration PUSH_SILENCE = Duration.ofSeconds(60);
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** A readout is tried as a whole, since a meter sends its block once after a sign-on. */
  private static final int TRIES = 2;

  /**
   * The standard allows 1.5 s for a reaction and between two characters (clause 6.3.13); a MULTICAL
   * 66 takes up to 2 s. The line must be quiet for 1.5 s before a new sign-on.
   */
  private static final Timing TIMING =
      Timing.answersWithin(Duration.ofSeconds(3))
          .withGap(Duration.ofSeconds(3))
          .withLongestAnswer(MessageFramer.LONGEST)
          .withTries(1, Duration.ofMillis(1500));

  private final Map<String, MeterSetting> meters = new LinkedHashMap<>();
  private final MeterSetting first;
  private final Polling polling;

  Iec62056Driver(List<MeterSetting> settings) {
    Map<String, Duration> intervals = new LinkedHashMap<>();
    for (MeterSetting meter : settings) {
      meters.put(meter.name(), meter);
      intervals.put(meter.name(), meter.interval());
    }
    first = settings.get(0);
    polling = new Polling(intervals);
  }

  @Override
  public LineSettings settings() {
    return first.line();
  }

  @Override
  public Duration normalSilence() {
    return first.pushes() ? PUSH_SILENCE : usualInterval().multipliedBy(2).plus(MARGIN);
  }

  @Override
  public Duration usualInterval() {
    return first.pushes()
        ? PUSH_INTERVAL
        : meters.values().stream()
            .map(MeterSetting::interval)
            .max(Duration::compareTo)
            .orElseThrow();
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    if (first.pushes()) {
      listen(link, session);
      return;
    }
    Requester<Message> line =
        new Requester<>(link, session, new MessageFramer(), TIMING, settings());
    polling.run(session, name -> read(meters.get(name), line, session.meter(name)), line::idle);
  }

  /** Tries a meter twice; returns whether there was a readout. */
  private static boolean read(MeterSetting setting, Requester<Message> line, MeterSession meter)
      throws LinkLostException, InterruptedException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      if (readOnce(setting, line, meter)) {
        return true;
      }
    }
    return false;
  }

  private static boolean readOnce(MeterSetting setting, Requester<Message> line, MeterSession meter)
      throws LinkLostException, InterruptedException {
    line.settings(setting.line());
    if (!(line.ask(ReadoutRequest.signOn(setting)).orElse(null) instanceof Identification who)) {
      meter.find(Iec62056Findings.NO_ANSWER, "request", setting.signOn());
      return false;
    }
    if (line.ask(ReadoutRequest.data(who, setting)).orElse(null) instanceof Message.Block block) {
      new ReadoutPublisher(meter, false).publish(block.text(), who.toString(), true);
      return true;
    }
    line.traffic()
        .damage()
        .ifPresent(damage -> meter.find(Iec62056Findings.DAMAGED, "damage", damage));
    meter.find(Iec62056Findings.NO_READOUT, "identification", who);
    return false;
  }

  /** Decodes a capture of the optical port, which contains readouts of the configured mode. */
  @Override
  public void listen(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    Framer<Message> framer = first.pushes() ? new PushFramer() : new MessageFramer();
    MeterSession meter = session.meter(first.name());
    Reception.listen(link, session, framer, new ReadoutPublisher(meter, first.pushes()));
  }
}
