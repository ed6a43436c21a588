// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Energy import | 1-0:1.8.0  | Energy import (1-0:1.8.0)  | energy import (1-0:1.8.0)",
        "Gas           | 0-1:24.2.1 | Gas (0-1:24.2.1)           | gas (0-1:24.2.1)",
        "EAN code      | 0-0:96.1.2 | EAN code (0-0:96.1.2)      | EAN code (0-0:96.1.2)",
        "Water volume  |            | Water volume               | water volume",
        "Register 1004 | 1004       | Register 1004              | register 1004",
        "              | 1-0:1.8.0  | Register 1-0:1.8.0         | register 1-0:1.8.0",
        "              |            | {quantity}                 | {quantity}",
      })
  void aQuantityHasTheNameThatPeopleKnowAndItsRegisterBehind(
      String label, String register, String first, String within) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("quantity", label);
    parameters.put("register", register);
    parameters.values().removeIf(Objects::isNull);
    Finding fell = new Finding(Household.FELL, parameters);
    assertEquals(first + " fell.", messages.sentence(fell));
    assertEquals(Optional.of("Look at " + within + "."), messages.nextStep(fell));
    assertEquals(Optional.of(within), messages.withheld(fell));
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
