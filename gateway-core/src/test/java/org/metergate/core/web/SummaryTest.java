// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private final Household house = Household.with("electricity");

  @Test
  void saysThatAllIsWellAndWhenMetersWereHeard() {
    house.meter("heat", "serial:/dev/ttyUSB0");
    house.meter("water", "gpio:22");
    house.telegram("heat", 1);
    house.pause(Duration.ofMinutes(12));
    house.telegram("electricity", 1);
    house.telegram("water", 1);
    house.pause(Duration.ofSeconds(4));
    judge(
        State.GOOD,
        "All is well: electricity was heard 4 s ago, heat 12 min ago and water 4 s ago.");
  }

  @Test
  void upToDateOutputsAreMentioned() {
    house.telegram("electricity", 1);
    house.outputs.add(house.output("home", 0, null, null));
    judge(State.GOOD, "All is well: electricity was heard 0 s ago. The output home is up to date.");
    house.outputs.add(house.output("files", 3, Duration.ofSeconds(2), null));
    judge(State.GOOD, "All is well: electricity was heard 0 s ago. All outputs are up to date.");
  }

  @Test
  void readingsThatWaitForLongAreANote() {
    house.telegram("electricity", 1);
    house.outputs.add(house.output("home", 0, null, null));
    house.outputs.add(house.output("files", 30, Duration.ofMinutes(2), null));
    judge(State.NOTE, "All is well: electricity was heard 0 s ago. Readings still wait for files.");
  }

  @Test
  void conditionsAreSaidBehind() {
    house.telegram("electricity", 1, Household.NOT_AUTHENTICATED.with());
    Summary summary =
        judge(
            State.NOTE,
            "All is well: electricity was heard 0 s ago. The telegrams are read, but nobody checks"
                + " that they come from the meter.");
    assertEquals(Optional.of("Enter the authentication key (GPK61)."), summary.next());
  }

  @Test
  void faultOfAMeterComesBeforeThatOfAnOutput() {
    house.telegram("electricity", 1);
    house.silence("electricity");
    judge(State.BROKEN, "Nothing has come from the meter for 63 s although the port is open.");
    house.outputs.add(
        house.output("home", 9, Duration.ofHours(1), Household.BROKER_REFUSED.with("broker", "b")));
    Summary summary =
        judge(
            State.BROKEN,
            "electricity: Nothing has come from the meter for 63 s although the port is open."
                + " 1 more fault stands below.");
    assertEquals(
        Optional.of(
            "Ask your grid company whether the port of the meter is switched on, then check the"
                + " plug."),
        summary.next());
  }

  @Test
  void faultOfAnOutputIsSaidWhereMetersAreWell() {
    house.telegram("electricity", 1);
    house.outputs.add(
        house.output("home", 9, Duration.ofHours(1), Household.BROKER_REFUSED.with("broker", "b")));
    judge(State.BROKEN, "home: The broker b refuses the login.");
  }

  @Test
  void saysWhichMetersAreStillWaitedFor() {
    judge(State.WAITING, "Waiting for the first telegram of electricity.");
    house.meter("heat", "serial:/dev/ttyUSB0");
    judge(State.WAITING, "Waiting for the first telegram of electricity and heat.");
    house.telegram("electricity", 1);
    house.outputs.add(house.output("home", 0, null, null));
    judge(
        State.WAITING,
        "Waiting for the first telegram of heat. electricity was heard 0 s ago. The output home is"
            + " up to date.");
  }

  @Test
  void gatewayWithoutMetersSaysWhatToDo() {
    Summary summary = Summary.of(new Household().health(), house.messages, house.now());
    assertEquals("No meter is configured.", summary.sentence(house.now()));
    assertEquals(Optional.of("Add one to the configuration under 'meters'."), summary.next());
  }

  private Summary judge(State state, String sentence) {
    Summary summary = Summary.of(house.health(), house.messages, house.now());
    assertEquals(sentence, summary.sentence(house.now()));
    assertEquals(state, summary.state());
    Html html = new Html();
    summary.write(html, new Times(house.now(), java.time.ZoneOffset.UTC, true));
    assertEquals(sentence, html.toString().replaceAll("<[^>]*>", ""));
    return summary;
  }
}
