// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.time.VirtualTime;

class VerdictTest {
  private static final FindingCode DOG =
      new FindingCode("cable-chewed", Stage.BYTES, FindingCode.Kind.FAULT);
  private static final FindingCode CAT =
      new FindingCode("cat-on-meter", Stage.LIST, FindingCode.Kind.CONDITION);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final MeterChain chain = new MeterChain("el", time::now, (m, f, c) -> {});
  private final MessageCatalogue messages =
      new MessageCatalogue(
          List.of(
              new MessageCatalogue.Source(
                  "org/metergate/health/verdict-test", getClass().getClassLoader())));

  @Test
  void saysWhatIsBrokenAndWhatToDo() {
    chain.find(DOG.with("dog", "Rex {cable}", "cable", "P1"));
    Verdict verdict = judge();
    assertFalse(verdict.well());
    assertEquals("The dog Rex {cable} has chewed the cable P1.", verdict.sentence());
    assertEquals(Optional.of("Buy a new cable for P1."), verdict.next());
  }

  @Test
  void namesTheAgeOfTheLastReadingAndTheConditions() throws InterruptedException {
    assertEquals("Waiting for the first telegram of el.", judge().sentence());
    chain.passed(Stage.STORED, 1);
    chain.find(CAT.with());
    time.pause(Duration.ofSeconds(4));
    Verdict verdict = judge();
    assertTrue(verdict.well());
    assertEquals(
        "All is well: last reading of el 4 s ago. A cat sits on the meter.", verdict.sentence());
  }

  @Test
  void codeWithoutSentenceIsShownAsItIs() {
    Finding unknown = new FindingCode("new-thing", Stage.PORT, FindingCode.Kind.EVENT).with("a", 1);
    assertEquals("new-thing {a=1}", messages.sentence(unknown));
    assertEquals(Optional.empty(), messages.nextStep(unknown));
  }

  @Test
  void agesAreShownInTheUnitThatFits() {
    assertEquals("0 s", Verdict.age(Duration.ofSeconds(-5)));
    assertEquals("119 s", Verdict.age(Duration.ofSeconds(119)));
    assertEquals("2 min", Verdict.age(Duration.ofSeconds(120)));
    assertEquals("119 min", Verdict.age(Duration.ofMinutes(119)));
    assertEquals("2 h", Verdict.age(Duration.ofHours(2)));
    assertEquals("3 d", Verdict.age(Duration.ofDays(3)));
  }

  private Verdict judge() {
    return Verdict.of(chain.snapshot(), messages, time.now());
  }
}
