// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;
import org.metergate.time.VirtualTime;

class MeterChainTest {
  private static final FindingCode CHECKSUM = new FindingCode("checksum", Stage.FRAMES, Kind.FAULT);
  private static final FindingCode WRONG_KEY =
      new FindingCode("wrong-key", Stage.DECRYPTION, Kind.FAULT);
  private static final FindingCode OTHER_KEY =
      new FindingCode("other-key", Stage.DECRYPTION, Kind.FAULT);
  private static final FindingCode SWAPPED =
      new FindingCode("keys-swapped", Stage.DECRYPTION, Kind.CONDITION);
  private static final FindingCode MISSED = new FindingCode("missed", Stage.FRAMES, Kind.EVENT);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final List<String> changes = new ArrayList<>();
  private final MeterChain chain =
      new MeterChain(
          "el", time::now, (meter, finding, change) -> changes.add(change + " " + finding));

  @Test
  void firstBrokenStageDeterminesTheFault() {
    chain.find(WRONG_KEY.with());
    chain.find(CHECKSUM.with());
    assertEquals(CHECKSUM, chain.snapshot().firstFault().orElseThrow().finding().code());
    chain.passed(Stage.FRAMES, 1);
    assertEquals(WRONG_KEY, chain.snapshot().firstFault().orElseThrow().finding().code());
    chain.passed(Stage.DECRYPTION, 1);
    assertTrue(chain.snapshot().firstFault().isEmpty());
  }

  @Test
  void aFaultThatIsOverEndsWithoutAnythingThatPassed() {
    chain.find(WRONG_KEY.with());
    chain.recovered(OTHER_KEY);
    assertEquals(List.of("BEGAN wrong-key"), changes);
    chain.recovered(WRONG_KEY);
    chain.recovered(WRONG_KEY);
    assertEquals(List.of("BEGAN wrong-key", "ENDED wrong-key"), changes);
    assertTrue(chain.snapshot().stages().stream().allMatch(stage -> stage.passed() == 0));
  }

  @Test
  void reportsAFaultOnceAndCountsItsRepetitions() throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      chain.find(CHECKSUM.with("bytes", i));
      time.pause(Duration.ofSeconds(10));
    }
    assertEquals(List.of("BEGAN checksum {bytes=0}"), changes);
    ActiveFinding fault = chain.snapshot().firstFault().orElseThrow();
    assertEquals(1000, fault.count());
    assertEquals("{bytes=999}", fault.finding().parameters().toString());
    assertEquals(Duration.ofSeconds(9990), Duration.between(fault.since(), fault.last()));
  }

  @Test
  void anotherFaultAtTheSameStageReplacesTheFirst() {
    chain.find(WRONG_KEY.with());
    chain.find(OTHER_KEY.with());
    assertEquals(List.of("BEGAN wrong-key", "ENDED wrong-key", "BEGAN other-key"), changes);
    assertEquals(2, stage(Stage.DECRYPTION).faults());
  }

  @Test
  void aFaultThatAnotherOneExplainsDoesNotReplaceItAndIsTakenOtherwise() {
    chain.findUnexplained(WRONG_KEY.with());
    chain.findUnexplained(WRONG_KEY.with());
    assertEquals(List.of("BEGAN wrong-key"), changes);
    assertEquals(2, stage(Stage.DECRYPTION).faults());
    chain.find(OTHER_KEY.with());
    changes.clear();
    chain.findUnexplained(WRONG_KEY.with());
    assertEquals(List.of(), changes);
    assertEquals(OTHER_KEY, chain.snapshot().firstFault().orElseThrow().finding().code());
    chain.passed(Stage.DECRYPTION, 1);
    chain.findUnexplained(WRONG_KEY.with());
    assertEquals(List.of("ENDED other-key", "BEGAN wrong-key"), changes);
  }

  @Test
  void conditionLastsAsLongAsEachTelegramReportsItAgain() {
    for (int i = 0; i < 3; i++) {
      chain.find(SWAPPED.with());
      chain.passed(Stage.LIST, 1);
    }
    assertEquals(3, chain.snapshot().conditions().get(0).count());
    chain.passed(Stage.LIST, 1);
    assertTrue(chain.snapshot().conditions().isEmpty());
    assertEquals(List.of("BEGAN keys-swapped", "ENDED keys-swapped"), changes);
  }

  @Test
  void eventsAreKeptNewestFirstAndBounded() {
    for (int i = 0; i < 50; i++) {
      chain.find(MISSED.with("count", i));
    }
    List<ActiveFinding> events = chain.snapshot().events();
    assertEquals(20, events.size());
    assertEquals("missed {count=49}", events.get(0).finding().toString());
    chain.find(MISSED.with("count", 49));
    assertEquals(2, chain.snapshot().events().get(0).count());
    assertEquals(20, chain.snapshot().events().size());
  }

  @Test
  void countsBytesAndStampsWhatPassed() throws InterruptedException {
    chain.passed(Stage.BYTES, 491);
    time.pause(Duration.ofSeconds(10));
    chain.passed(Stage.BYTES, 9);
    assertEquals(500, stage(Stage.BYTES).passed());
    assertEquals(time.now(), stage(Stage.BYTES).lastPassed().orElseThrow());
    assertTrue(chain.snapshot().lastReading().isEmpty());
    chain.passed(Stage.STORED, 1);
    assertEquals(time.now(), chain.snapshot().lastReading().orElseThrow());
  }

  @Test
  void deliveriesAreNotPartOfAMetersChain() {
    assertThrows(IllegalArgumentException.class, () -> chain.passed(Stage.DELIVERED, 1));
  }

  private StageHealth stage(Stage stage) {
    return chain.snapshot().stages().stream()
        .filter(s -> s.stage() == stage)
        .findFirst()
        .orElseThrow();
  }
}
