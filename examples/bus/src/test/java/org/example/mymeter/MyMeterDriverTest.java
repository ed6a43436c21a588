// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.kit.DriverContract;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.time.VirtualTime;

/** Checks that the driver fulfils the contract of a driver, and what it asks and reads. */
class MyMeterDriverTest extends DriverContract {
  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final KitSession session = new KitSession(time);

  @Override
  protected DriverProvider provider() {
    return new MyMeterProvider();
  }

  @Override
  protected List<Class<?>> findings() {
    return List.of(MyMeterFindings.class);
  }

  /** Runs the driver for five minutes on a line where every question gets the same answer. */
  private ScriptedLink run(byte[] answer) throws Exception {
    ScriptedLink link =
        new ScriptedLink(time)
            .answering(Duration.ofMillis(100), question -> answer)
            .lostAt(Duration.ofMinutes(5));
    RecordingPlayer.run(RecordingPlayer.driver(provider(), Map.of("address", "5")), link, session);
    return link;
  }

  @Test
  void readsTheMeterEveryMinute() throws Exception {
    ScriptedLink link = run(AnswerFramerTest.answer("!5;000913.250;1250;"));
    assertEquals(5, link.written().size());
    assertEquals("?5\n", new String(link.written().get(0)));
    assertEquals(5, session.readings().size());
    assertEquals(
        "913.250",
        session.readings().get(0).measurement("energy_import").orElseThrow().value().toString());
    assertEquals(List.of(), session.findings());
  }

  @Test
  void publishesNothingThatAnotherMeterAnswers() throws Exception {
    run(AnswerFramerTest.answer("!7;000913.250;1250;"));
    assertEquals(List.of(), session.readings());
    assertEquals(
        MyMeterFindings.NO_ANSWER.with("reason", "OTHER_FRAMES"),
        session.findings().get(0).finding());
  }

  @Test
  void publishesNothingFromADamagedAnswer() throws Exception {
    byte[] answer = AnswerFramerTest.answer("!5;000913.250;1250;");
    answer[8] ^= 1;
    run(answer);
    assertEquals(List.of(), session.readings());
    assertEquals(
        MyMeterFindings.NO_ANSWER.with("reason", "DAMAGED"), session.findings().get(0).finding());
  }
}
