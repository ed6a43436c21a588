// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayVerdictTest {
  private final Household house = Household.with("electricity");

  @Test
  void saysThatAllIsWellAndTheAgeOfLastReadings() {
    house.meter("heat", "serial:/dev/ttyUSB0");
    house.meter("water", "gpio:22");
    house.telegram("heat", 1);
    house.pause(Duration.ofMinutes(12));
    house.telegram("electricity", 1);
    house.telegram("water", 1);
    house.pause(Duration.ofSeconds(4));
    judge(
        StatusLevel.GOOD,
        "All is well: last reading of electricity 4 s ago, of heat 12 min ago and of water"
            + " 4 s ago.");
  }

  @Test
  void upToDateOutputsAreMentioned() {
    house.telegram("electricity", 1);
    house.outputs.add(house.output("home", 0, null, null));
    judge(
        StatusLevel.GOOD,
        "All is well: last reading of electricity 0 s ago. The output home is up to date.");
    house.outputs.add(house.output("files", 3, Duration.ofSeconds(2), null));
    judge(
        StatusLevel.GOOD,
        "All is well: last reading of electricity 0 s ago. All outputs are up to date.");
  }

  @Test
  void readingsThatWaitForLongAreANote() {
    house.telegram("electricity", 1);
    house.outputs.add(house.output("home", 0, null, null));
    house.outputs.add(house.output("files", 30, Duration.ofMinutes(2), null));
    judge(
        StatusLevel.NOTE,
        "All is well: last reading of electricity 0 s ago. Readings are still waiting for files.");
  }

  @Test
  void conditionsFollowTheVerdict() {
    house.telegram("electricity", 1, Household.NOT_AUTHENTICATED.with());
    GatewayVerdict gatewayVerdict =
        judge(
            StatusLevel.NOTE,
            "All is well: last reading of electricity 0 s ago. The telegrams are read, but it is"
                + " not checked that they come from the meter.");
    assertEquals(Optional.of("Enter the authentication key (GPK61)."), gatewayVerdict.next());
  }

  @Test
  void faultOfAMeterComesBeforeThatOfAnOutput() {
    house.telegram("electricity", 1);
    house.silence("electricity");
    judge(
        StatusLevel.BROKEN, "Nothing has come from the meter for 63 s although the port is open.");
    house.outputs.add(
        house.output("home", 9, Duration.ofHours(1), Household.BROKER_REFUSED.with("broker", "b")));
    GatewayVerdict gatewayVerdict =
        judge(
            StatusLevel.BROKEN,
            "electricity: Nothing has come from the meter for 63 s although the port is open."
                + " 1 more fault below.");
    assertEquals(
        Optional.of(
            "Ask your grid company whether the port of the meter is switched on, then check the"
                + " plug."),
        gatewayVerdict.next());
  }

  @Test
  void faultOfAnOutputIsReportedIfMetersAreWell() {
    house.telegram("electricity", 1);
    house.outputs.add(
        house.output("home", 9, Duration.ofHours(1), Household.BROKER_REFUSED.with("broker", "b")));
    judge(StatusLevel.BROKEN, "home: The broker b refuses the login.");
  }

  @Test
  void saysWhichMetersAreStillWaitedFor() {
    judge(StatusLevel.WAITING, "Waiting for the first telegram of electricity.");
    house.meter("heat", "serial:/dev/ttyUSB0");
    judge(StatusLevel.WAITING, "Waiting for the first telegram of electricity and heat.");
    house.telegram("electricity", 1);
    house.outputs.add(house.output("home", 0, null, null));
    judge(
        StatusLevel.WAITING,
        "Waiting for the first telegram of heat. Last reading of electricity 0 s ago. The output"
            + " home is up to date.");
  }

  @Test
  void gatewayWithoutMetersSaysWhatToDo() {
    GatewayVerdict gatewayVerdict =
        GatewayVerdict.of(new Household().health(), house.messages, house.now());
    assertEquals("No meter is configured.", gatewayVerdict.sentence(house.now()));
    assertEquals(
        Optional.of("Add one to the configuration under 'meters'."), gatewayVerdict.next());
  }

  private GatewayVerdict judge(StatusLevel statusLevel, String sentence) {
    GatewayVerdict gatewayVerdict = GatewayVerdict.of(house.health(), house.messages, house.now());
    assertEquals(sentence, gatewayVerdict.sentence(house.now()));
    assertEquals(statusLevel, gatewayVerdict.statusLevel());
    Html html = new Html();
    gatewayVerdict.write(html, new TimeFormat(house.now(), java.time.ZoneOffset.UTC, true));
    assertEquals(sentence, html.toString().replaceAll("<[^>]*>", ""));
    return gatewayVerdict;
  }
}
