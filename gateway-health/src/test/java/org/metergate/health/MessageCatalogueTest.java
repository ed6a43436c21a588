// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;

class MessageCatalogueTest {
  private final Household house = Household.of("main");
  private final MessageCatalogue messages = house.messages;

  @Test
  void codeWithoutSentenceIsShownAsItIs() {
    Finding unknown = new FindingCode("new-thing", Stage.PORT, FindingCode.Kind.EVENT).with("a", 1);
    assertEquals("new-thing {a=1}", messages.sentence(unknown));
    assertEquals(Optional.empty(), messages.nextStep(unknown));
    assertEquals("new-thing {a=1}", messages.sentenceAndNextStep(unknown));
  }

  @Test
  void theAgeIsThatOfTheReportOrThatOfTheMoment() {
    Finding silent = LinkFindings.SILENT.with("seconds", 30);
    assertEquals(
        "The meter has been silent for 30 s although the port is open.", messages.sentence(silent));
    ActiveFinding active = ActiveFinding.first(silent, house.time.now());
    assertEquals(
        "The meter has been silent for 90 s although the port is open.",
        messages.sentence(active, house.time.now().plusSeconds(64)));
    assertEquals(Duration.ofSeconds(94), active.heldFor(house.time.now().plusSeconds(64)));
  }

  @Test
  void theAdviceForWhatHappensOftenIsGivenFromTheThirdTimeOn() {
    Finding damaged = Household.DAMAGED.with();
    ActiveFinding active = ActiveFinding.first(damaged, house.time.now());
    assertEquals(Optional.empty(), messages.nextStep(active));
    active = active.again(damaged, house.time.now());
    assertEquals(Optional.empty(), messages.nextStep(active));
    active = active.again(damaged, house.time.now());
    assertEquals(Optional.of("Check the plugs."), messages.nextStep(active));
  }

  @Test
  void oneLineHasSentenceAndAdviceInOneWayEverywhere() {
    assertEquals(
        "The broker b refuses the login. Check username and password.",
        messages.sentenceAndNextStep(Household.REFUSED.with("broker", "b")));
    assertEquals(
        "A telegram was damaged on the line. If it happens often: Check the plugs.",
        messages.sentenceAndNextStep(Household.DAMAGED.with()));
    assertEquals("A cat sits on the meter.", messages.sentenceAndNextStep(Household.CAT.with()));
  }

  @Test
  void theSentencesAboutTimesAreInEveryCatalogue() {
    Finding notHeard = HealthFindings.NOT_HEARD.with("interval", "10 s", "seconds", 30);
    assertEquals(
        "No reading has come for 30 s; one is expected every 10 s.",
        new MessageCatalogue(List.of()).sentence(notHeard));
  }
}
