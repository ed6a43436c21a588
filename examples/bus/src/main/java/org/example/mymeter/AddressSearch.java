// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.dialogue.Requester;
import org.metergate.spi.dialogue.Timing;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** Asks each address; at nearly all of them nobody answers, so the patience is short. */
final class AddressSearch {
  private static final int ADDRESSES = 1000;
  private static final Timing TIMING =
      Timing.answersWithin(Duration.ofMillis(300)).withTries(1, Duration.ZERO);

  private AddressSearch() {}

  static void run(ByteLink link, TimeSource time, Scan.Found found)
      throws LinkLostException, InterruptedException {
    Requester<Answer> line =
        new Requester<>(link, time, new AnswerFramer(), TIMING, MyMeterDriver.LINE);
    for (int address = 0; address < ADDRESSES; address++) {
      Question question = new Question(Integer.toString(address));
      Optional<Answer> answer = line.ask(question);
      if (answer.isEmpty() && line.traffic().damage().isPresent()) {
        answer = line.ask(question); // somebody is there, and was disturbed
      }
      answer.map(AddressSearch::match).ifPresent(found::meter);
      found.progress(address + 1, ADDRESSES);
    }
  }

  private static Match match(Answer answer) {
    Map<String, String> options = Map.of("address", answer.address());
    return new Match(Certainty.CERTAIN, answer.address(), options, List.of());
  }
}
