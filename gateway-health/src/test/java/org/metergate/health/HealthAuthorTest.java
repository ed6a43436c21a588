// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** What the document says first, what it calls well, and the next step that it gives. */
class HealthAuthorTest {
  private final Household house = Household.of("main");

  private void expect(boolean well, HealthState state, String verdict, String next) {
    HealthDocument document = house.document();
    assertEquals(verdict, document.verdict());
    assertEquals(Optional.ofNullable(next), document.next(), "the next step");
    assertEquals(well, document.well(), "well");
    assertEquals(state, document.state());
  }

  @Test
  void aMeterThatWasNotHeardYetIsWaitedForUntilItsUsualTimeIsOver() {
    house.meter("heat", MeterPace.of(Duration.ofHours(1), Duration.ofHours(2)));
    expect(true, HealthState.WAITING, "Waiting for the first reading of main and heat.", null);
    house.telegram("main");
    expect(true, HealthState.WAITING, "Waiting for the first reading of heat.", null);
    assertEquals("Waiting for the first reading.", house.meter("heat").sentence());
    house.pause(Duration.ofHours(2));
    house.telegram("main");
    expect(true, HealthState.WAITING, "Waiting for the first reading of heat.", null);
    house.pause(Duration.ofSeconds(1));
    HealthDocument late = house.document();
    assertFalse(late.well());
    assertEquals(HealthState.BROKEN, late.state());
    assertEquals(
        "heat: No reading has come for 2 h; one is expected every 60 min.", late.verdict());
    assertTrue(late.next().orElseThrow().startsWith("Look at the chain of this meter"));
  }

  @Test
  void aMeterThatIsLateIsNotWellThoughNoStageReportedAFault() {
    house.telegram("main");
    house.pause(Duration.ofSeconds(30));
    expect(true, HealthState.GOOD, "All is well.", null);
    house.pause(Duration.ofMinutes(12));
    assertFalse(house.document().well());
    assertEquals(
        "main: No reading has come for 12 min; one is expected every 10 s.",
        house.document().verdict());
    house.telegram("main");
    expect(true, HealthState.GOOD, "All is well.", null);
  }

  @Test
  void aMeterWhoseConfigurationChangedIsWaitedForAgain() {
    house.telegram("main");
    house.pause(Duration.ofDays(3));
    assertFalse(house.document().well());
    house.chain("main").restarted();
    expect(true, HealthState.WAITING, "Waiting for the first reading of main.", null);
  }

  /** A meter that is asked once an hour is not asked again because the gateway was restarted. */
  @Test
  void aMeterThatWasHeardBeforeTheStartCountsAsHeardWhileThatIsRecent() {
    house.meter("hourly", MeterPace.of(Duration.ofHours(1), Duration.ofHours(1)));
    house.telegram("main");
    house.chain("hourly").heardBefore(house.time.now().minus(Duration.ofMinutes(50)));
    expect(true, HealthState.GOOD, "All is well.", null);
    assertTrue(house.meter("hourly").available());
    house.chain("hourly").heardBefore(house.time.now().minus(Duration.ofDays(3)));
    expect(true, HealthState.WAITING, "Waiting for the first reading of hourly.", null);
    assertFalse(house.meter("hourly").available(), "values of three days ago are not present");
    house.pause(Duration.ofHours(2).plusSeconds(1));
    house.telegram("main");
    assertFalse(house.document().well());
  }

  @Test
  void aReadingFromTheFutureIsNoSignThatAMeterWasHeard() {
    house.telegram("main");
    house.meter("heat", MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    house.chain("heat").heardBefore(house.time.now().plusSeconds(1));
    expect(true, HealthState.WAITING, "Waiting for the first reading of heat.", null);
  }

  @Test
  void aMeterOfUnknownPaceIsNeverLate() {
    MeterChain chain = new MeterChain("odd", house.time::now, (m, f, c) -> {});
    chain.passed(Stage.STORED, 1);
    house.pause(Duration.ofDays(30));
    GatewayHealth health = new GatewayHealth("attic", List.of(chain.snapshot()), List.of());
    assertTrue(HealthAuthor.write(health, house.messages, house.time.now()).well());
  }

  @Test
  void theAgeOfASilenceIsThatOfTheMomentItIsAskedFor() {
    house.telegram("main");
    house.pause(Duration.ofSeconds(30));
    house.silence("main");
    expect(
        false,
        HealthState.BROKEN,
        "main: The meter has been silent for 30 s although the port is open.",
        "Check the cable.");
    for (int span = 0; span < 55; span++) {
      house.pause(Duration.ofSeconds(30));
      house.silence("main");
    }
    house.pause(Duration.ofSeconds(9));
    expect(
        false,
        HealthState.BROKEN,
        "main: The meter has been silent for 28 min although the port is open.",
        "Check the cable.");
    assertEquals(1, house.meter("main").findings().size(), "that it is late is the same fault");
  }

  @Test
  void theVerdictOnASilenceChangesAtMostEveryTenSecondsAndLaterEveryMinute() {
    house.silence("main");
    Set<String> verdicts = new HashSet<>();
    for (int second = 0; second < 600; second++) {
      verdicts.add(house.document().verdict());
      house.pause(Duration.ofSeconds(1));
    }
    assertTrue(verdicts.size() <= 9 + 9, verdicts.toString());
  }

  @Test
  void theVerdictThatAllIsWellNeverChanges() {
    house.output("home", null, null, null);
    Set<String> verdicts = new HashSet<>();
    for (int second = 0; second < 100; second++) {
      if (second % 10 == 0) {
        house.telegram("main");
      }
      verdicts.add(house.document().verdict());
      house.pause(Duration.ofSeconds(1));
    }
    assertEquals(Set.of("All is well."), verdicts);
  }

  @Test
  void aWithheldCounterIsNotWellAndItsNextStepIsTheOneThatIsShown() {
    house.telegram("main", Household.CAT.with(), Household.SCALE.with("meter", "4711"));
    expect(
        false,
        HealthState.ATTENTION,
        "main: It is not known what a count is; energies are stored.",
        "Read the display.");
    MeterReport meter = house.meter("main");
    assertEquals(
        List.of("scale-open", "cat-on-meter"),
        meter.findings().stream().map(FindingReport::code).toList());
    assertEquals(Optional.of("energies of 4711"), meter.findings().get(0).withheld());
    assertFalse(house.document().toString().contains("All is well"), "in any sentence");
  }

  @Test
  void aRemarkThatNeedsNothingDoneColoursNothing() {
    house.telegram("main", Household.CAT.with());
    expect(true, HealthState.GOOD, "All is well.", null);
    assertEquals(HealthState.GOOD, house.meter("main").state());
    assertEquals("A cat sits on the meter.", house.meter("main").findings().get(0).sentence());
  }

  @Test
  void oneDamagedTelegramIsARemarkAndThreeInARowAreAFault() {
    house.telegram("main");
    house.chain("main").find(Household.DAMAGED.with());
    house.chain("main").find(Household.DAMAGED.with());
    expect(true, HealthState.GOOD, "All is well.", null);
    assertEquals(StageState.GOOD, house.meter("main").stages().get(2).state());
    house.chain("main").find(Household.DAMAGED.with());
    expect(
        false, HealthState.BROKEN, "main: A telegram was damaged on the line.", "Check the plugs.");
    assertEquals(StageState.BROKEN, house.meter("main").stages().get(2).state());
    assertEquals(StageState.BLOCKED, house.meter("main").stages().get(4).state());
  }

  @Test
  void aFaultForWhichItsDriverHasNoAdviceIsStillAFault() {
    house.telegram("main");
    house.chain("main").find(new FindingCode("unheard-of", Stage.FRAMES, Kind.FAULT).with());
    expect(false, HealthState.BROKEN, "main: unheard-of", null);
  }

  @Test
  void theFirstBrokenStageLeadsAndWhatNeedsAPersonComesBeforeRemarks() {
    house.telegram("main", Household.CAT.with());
    house.silence("main");
    house.chain("main").find(Household.CHEWED.with("dog", "Rex {cable}", "cable", "P1"));
    expect(
        false,
        HealthState.BROKEN,
        "main: The dog Rex {cable} has chewed the cable P1.",
        "Buy a new cable for P1.");
    assertEquals(
        List.of("cable-chewed", "silent", "cat-on-meter"),
        house.meter("main").findings().stream().map(FindingReport::code).toList());
  }

  @Test
  void aConditionWithANextStepNeedsAPersonButReadingsFlow() {
    FindingCode swapped = new FindingCode("cable-chewed", Stage.DECRYPTION, Kind.CONDITION);
    house.telegram("main", swapped.with("dog", "Rex", "cable", "P1"));
    expect(
        true,
        HealthState.ATTENTION,
        "main: The dog Rex has chewed the cable P1.",
        "Buy a new cable for P1.");
  }

  @Test
  void anEventIsKeptAndColoursNothing() {
    FindingCode event = new FindingCode("cable-chewed", Stage.LIST, Kind.EVENT);
    house.telegram("main", event.with("dog", "Rex", "cable", "P1"));
    expect(true, HealthState.GOOD, "All is well.", null);
    assertEquals(1, house.meter("main").findings().size());
  }

  @Test
  void aDeadOutputIsNamedAndNotWellOnceItsLimitIsOver() {
    house.telegram("main");
    String verdict = "home: The broker b refuses the login.";
    house.output("home", Duration.ofSeconds(20), refused(), Duration.ofSeconds(20));
    expect(true, HealthState.ATTENTION, verdict, "Check username and password.");
    house.outputs.clear();
    house.output("home", Duration.ofMinutes(2), refused(), Duration.ofSeconds(20));
    expect(false, HealthState.BROKEN, verdict, "Check username and password.");
    house.outputs.clear();
    house.output("home", null, refused(), Duration.ofMinutes(2));
    expect(false, HealthState.BROKEN, verdict, "Check username and password.");
  }

  @Test
  void anOutputThatOnlyCatchesUpIsNotWellEither() {
    house.telegram("main");
    house.output("files", Duration.ofMinutes(1), null, null);
    expect(true, HealthState.GOOD, "All is well.", null);
    house.outputs.clear();
    house.output("files", Duration.ofMinutes(14), null, null);
    HealthDocument document = house.document();
    assertEquals("files: Readings have been waiting for 14 min.", document.verdict());
    assertTrue(document.next().isPresent());
    assertFalse(document.well());
    assertEquals(HealthState.ATTENTION, document.outputs().get(0).state());
  }

  @Test
  void theLimitOfAThinnedOutputFollowsItsInterval() {
    assertEquals(Duration.ofMinutes(1), OutputHealth.limit(Duration.ZERO));
    assertEquals(Duration.ofMinutes(1), OutputHealth.limit(Duration.ofSeconds(30)));
    assertEquals(Duration.ofMinutes(30), OutputHealth.limit(Duration.ofMinutes(15)));
  }

  @Test
  void aFaultOfTheJournalIsTheJournalsAndIsSaidOnceForAllMeters() {
    house.meter("heat", MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    house.telegram("main");
    house.telegram("heat");
    house.chain("main").find(Household.NOT_STORED.with("reason", "The disk is full."));
    house.pause(Duration.ofSeconds(1));
    house.chain("heat").find(Household.NOT_STORED.with("reason", "The disk is still full."));
    expect(
        false,
        HealthState.BROKEN,
        "The journal cannot be written: The disk is still full.",
        "Free space on the disk.");
    JournalReport journal = house.document().journal();
    assertFalse(journal.well());
    assertEquals(2, journal.findings().get(0).count());
    assertEquals(HealthState.BROKEN, house.meter("main").state());
    house.telegram("main");
    house.telegram("heat");
    assertTrue(house.document().journal().well());
    expect(true, HealthState.GOOD, "All is well.", null);
  }

  @Test
  void aFailureOfTheJournalThatNoMeterNoticesIsNotWellEither() {
    house.telegram("main");
    house.journal.add(
        new ActiveFinding(
            Household.NOT_SYNCED.with("reason", "The disk is gone."),
            house.time.now().minusSeconds(60),
            house.time.now(),
            2));
    expect(
        false,
        HealthState.BROKEN,
        "The newest readings are not safe: The disk is gone.",
        "Free space on the disk.");
    assertEquals(HealthState.GOOD, house.meter("main").state());
    house.journal.clear();
    expect(true, HealthState.GOOD, "All is well.", null);
  }

  @Test
  void sixFaultsAtOnceAreTheWorstInWordsAndTheOthersAsANumber() {
    for (String meter : List.of("heat", "water", "gas")) {
      house.meter(meter, MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30)));
      house.telegram(meter);
    }
    house.telegram("main", Household.SCALE.with("meter", "4711"));
    house.output("home", Duration.ofHours(1), refused(), Duration.ofHours(1));
    house.output("files", Duration.ofHours(1), null, null);
    List.of("heat", "water", "gas").forEach(house::silence);
    expect(
        false,
        HealthState.BROKEN,
        "heat: The meter has been silent for 30 s although the port is open. And 5 more faults.",
        "Check the cable.");
    house.telegram("heat");
    house.telegram("water");
    house.telegram("gas");
    house.outputs.remove(1);
    expect(
        false,
        HealthState.BROKEN,
        "home: The broker b refuses the login. And 1 more fault.",
        "Check username and password.");
  }

  @Test
  void whatIsWellButNeedsAPersonComesAfterWhatIsNotWell() {
    FindingCode swapped = new FindingCode("cable-chewed", Stage.DECRYPTION, Kind.CONDITION);
    house.telegram("main", swapped.with("dog", "Rex", "cable", "P1"));
    house.meter("heat", MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    house.telegram("heat", Household.SCALE.with("meter", "1"));
    assertEquals(
        "heat: It is not known what a count is; energies are stored. And 1 more finding.",
        house.document().verdict());
  }

  @Test
  void aVerdictIsNeverTooLongForItsReaders() {
    String dog = "Rex".repeat(100);
    house.chain("main").find(Household.CHEWED.with("dog", dog, "cable", "P1"));
    house.meter("heat", MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    house.silence("heat");
    String cut = house.document().verdict();
    assertTrue(cut.length() <= 255, cut);
    assertTrue(cut.startsWith("main: The dog RexRex"), cut);
    assertTrue(cut.endsWith("… And 1 more fault."), cut);

    String words = "\uD83D\uDC15 ".repeat(200);
    house.chain("main").find(Household.CHEWED.with("dog", words, "cable", "P1"));
    String halved = house.document().verdict();
    assertTrue(halved.length() <= 255, halved);
    assertFalse(halved.matches(".*[\uD800-\uDBFF](?![\uDC00-\uDFFF]).*"), "half a character");
  }

  @Test
  void manyMetersThatAreWaitedForFitIntoAVerdict() {
    for (int i = 0; i < 60; i++) {
      house.meter("meter-" + i, MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }
    String verdict = house.document().verdict();
    assertTrue(verdict.length() <= 255 && verdict.endsWith("…"), verdict);
  }

  @Test
  void aGatewayWithoutMetersSaysWhatToDo() {
    HealthDocument document = Household.of().document();
    assertEquals("No meter is configured.", document.verdict());
    assertTrue(document.next().orElseThrow().startsWith("'metergate probe --all' "));
    assertTrue(document.well(), "nothing that is configured fails");
    assertEquals(HealthState.WAITING, document.state());
  }

  @Test
  void stagesThatAMeterDoesNotNeedAreNotWaitedFor() {
    house.chain("main").passed(Stage.PORT, 1);
    assertEquals(
        List.of(StageState.GOOD, StageState.WAITING, StageState.WAITING), states().subList(0, 3));
    house.chain("main").passed(Stage.LIST, 1);
    assertEquals(
        List.of(
            StageState.GOOD,
            StageState.UNUSED,
            StageState.UNUSED,
            StageState.UNUSED,
            StageState.GOOD,
            StageState.WAITING),
        states());
  }

  private List<StageState> states() {
    return house.meter("main").stages().stream().map(StageReport::state).toList();
  }

  @Test
  void aMeterIsAvailableWhileItsReadingsAreThoseOfThePresent() {
    assertFalse(house.meter("main").available(), "no reading yet");
    house.telegram("main");
    assertTrue(house.meter("main").available());
    house.pause(Duration.ofMinutes(5));
    assertFalse(house.meter("main").available(), "not heard");
    house.telegram("main");
    house.silence("main");
    assertFalse(house.meter("main").available(), "a fault");
  }

  private static org.metergate.spi.finding.Finding refused() {
    return Household.REFUSED.with("broker", "b");
  }
}
