// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.dialogue.Polling;
import org.metergate.spi.dialogue.Requester;
import org.metergate.spi.dialogue.Timing;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** Asks the meters of a line, each whenever {@code polling} says that it is due. */
record MyMeterDriver(Map<String, String> addresses, Duration usualInterval, Polling polling)
    implements ByteDriver {
  static final LineSettings LINE = LineSettings.eightNone(9600);

  @Override
  public LineSettings settings() {
    return LINE;
  }

  @Override
  public Duration normalSilence() {
    return usualInterval.multipliedBy(2).plusSeconds(30);
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    Timing timing = Timing.answersWithin(Duration.ofMillis(1500));
    Requester<Answer> line = new Requester<>(link, session, new AnswerFramer(), timing, LINE);
    polling.run(session, due -> ask(line, due, session.meter(due)), line::idle);
  }

  /** Asks a meter; returns whether it answered. */
  private boolean ask(Requester<Answer> line, String due, MeterSession meter)
      throws LinkLostException, InterruptedException {
    Optional<Answer> answer = line.ask(new Question(addresses.get(due)));
    if (answer.isEmpty()) {
      meter.find(MyMeterFindings.NO_ANSWER, "reason", line.traffic().reason());
    }
    answer.ifPresent(new Receiver(meter)::frame);
    return answer.isPresent();
  }

  /** Decodes a capture of one meter: nothing is asked. */
  @Override
  public void listen(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    String first = addresses.keySet().iterator().next();
    Reception.listen(link, session, new AnswerFramer(), new Receiver(session.meter(first)));
  }

  private record Receiver(MeterSession meter) implements FrameSink<Answer> {
    @Override
    public void frame(Answer answer) {
      meter.passed(Stage.FRAMES);
      meter.passed(Stage.LIST);
      meter.publish(answer.address(), Optional.empty(), answer.measurements());
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {} // the questions in a capture

    @Override
    public void corrupt(Damage damage) {
      meter.find(MyMeterFindings.DAMAGED, "damage", damage);
    }
  }
}
