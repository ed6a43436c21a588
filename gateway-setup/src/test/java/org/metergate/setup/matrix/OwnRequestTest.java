// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.emulator.kmp.KmpProvider;
import org.metergate.emulator.wire.Adapter;
import org.metergate.emulator.wire.RepeatedMessage;
import org.metergate.emulator.wire.Wire;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.CauseMessages;
import org.metergate.setup.probe.Sureness;
import org.metergate.setup.probe.Verdict;
import org.metergate.spi.link.LineSettings;

/**
 * What a user of a forum posted as the answers of a MULTICAL 403: the seven requests that the
 * reader itself had sent.
 */
class OwnRequestTest {
  private static final List<byte[]> POSTED =
      List.of(
          hex("80 3F 10 01 00 3C B2 5F 0D"),
          hex("80 3F 10 01 00 44 4D C0 0D"),
          hex("80 3F 10 01 00 56 7F B3 0D"),
          hex("80 3F 10 01 00 57 6F 92 0D"),
          hex("80 3F 10 01 00 59 8E 5C 0D"),
          hex("80 3F 10 01 00 50 1F 75 0D"),
          hex("80 3F 10 01 00 4A AC 0E 0D"));

  private static final LineSettings LINE = LineSettings.parse("1200 8N2").orElseThrow();

  @Test
  void sevenPostedRequestsAreOwnRequestsThatComeBack() {
    for (int phase = 0; phase < 3; phase++) {
      Situation situation = new Situation(phase, phase);
      RepeatedMessage posted =
          new RepeatedMessage(
              LINE, situation.soon(), Duration.ofSeconds(2), number -> POSTED.get(number % 7));
      Verdict verdict = situation.probe(Wire.of(posted), Adapter.header()).verdict();
      assertOwnRequests(verdict);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void eachOfThemIsRecognisedByItself(int number) {
    Situation situation = new Situation(number, 0);
    RepeatedMessage posted =
        new RepeatedMessage(
            LINE, situation.soon(), Duration.ofSeconds(5), any -> POSTED.get(number));
    assertOwnRequests(situation.probe(Wire.of(posted), Adapter.header()).verdict());
  }

  private static void assertOwnRequests(Verdict verdict) {
    assertEquals(Cause.REQUESTS_ONLY, verdict.cause());
    assertTrue(verdict.sureness() != Sureness.NOT_SURE);
    String sentence = new CauseMessages().sentence(verdict.cause(), verdict.parameters());
    assertTrue(sentence.contains("your own requests come back"), sentence);
  }

  @Test
  void theProbesOwnQuestionsThatComeBackAreAnEcho() {
    for (Adapter adapter : List.of(Adapter.header(), Adapter.ftdi(), Adapter.ch340())) {
      Situation situation = new Situation(1, 0);
      Wire head = Wire.of(situation.meter(new KmpProvider())).unheard().echoing();
      Verdict verdict = situation.probe(head, adapter).verdict();
      assertEquals(Cause.OWN_ECHO, verdict.cause());
      String sentence = new CauseMessages().sentence(verdict.cause(), verdict.parameters());
      assertTrue(sentence.contains("your own request comes back"), sentence);
    }
  }

  private static byte[] hex(String bytes) {
    return HexFormat.ofDelimiter(" ").parseHex(bytes);
  }
}
