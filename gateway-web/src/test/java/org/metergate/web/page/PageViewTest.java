// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;
import org.metergate.web.Household;
import org.metergate.web.html.Visitor;

/** The content of the page, as a person reads it. */
class PageViewTest {
  private final Household house = Household.with("electricity");

  @Test
  void bigFiguresAreThePowerNowAndTheTotal() {
    house.telegram("electricity", 1482);
    house.pause(Duration.ofSeconds(4));
    assertTrue(card().contains("Power import 1\u202F482 W 4 s ago"), card());
    assertTrue(card().contains("Energy import 913.000 kWh 4 s ago"), card());
    assertEquals(2, count(html(), " class=\"figure\""));
  }

  @Test
  void exportIsABigFigureOnlyWhereThereIsSome() {
    house.telegram(
        "electricity", List.of(power("power_export", "1200"), power("power_export_l1", "1200")));
    assertEquals(1, count(html(), " class=\"figure\""));
    assertTrue(card().contains("power_export 1\u202F200 W 0 s ago"), card());
  }

  private static Measurement power(String name, String watts) {
    Quantity quantity = new Quantity(name, Quantity.Kind.GAUGE, Dimension.POWER, name);
    return Household.decimal(quantity, watts, Unit.W, name);
  }

  @Test
  void valuesAreInTheUnitsOfAHomeWhereTheConfigurationSaysSo() {
    house.units = Units.home(HeatUnit.KWH);
    house.telegram(
        "electricity",
        List.of(
            Household.decimal(Quantities.ENERGY_IMPORT, "16532620", Unit.WH, "8"),
            Household.decimal(Quantities.POWER_IMPORT, "0.250", Unit.KW, "7"),
            Household.raw(Quantities.ENERGY_EXPORT, 866636, "9")));
    assertTrue(card().contains("Power import 250 W"), card());
    assertTrue(
        card()
            .contains(
                "Energy import 16\u202F532.620 kWh on the display: 16\u202F532\u202F620\u202FWh"),
        card());
    assertTrue(card().contains("866\u202F636 raw count, waiting for its scale"), card());
    assertFalse(card().contains("16532620"), card());
  }

  @Test
  void aNetPowerIsTheBigFigureAndNotItsParts() {
    house.telegram(
        "electricity",
        List.of(
            power("power_import", "0"),
            power("power_export", "1200"),
            power("power", "-1200"),
            power("power_l1", "-1200")));
    assertEquals(1, count(html(), " class=\"figure\""));
    assertTrue(card().contains("power -1\u202F200 W 0 s ago"), card());
  }

  @Test
  void valueOfUnknownScaleIsShownAsCount() {
    house.telegram("electricity", List.of(Household.raw(Quantities.ENERGY_IMPORT, 866636, "8")));
    assertTrue(card().contains("866\u202F636 raw count, waiting for its scale"), card());
    assertFalse(card().contains("Wh"), card());
  }

  @Test
  void oldValueIsGreyedAndDated() {
    house.telegram("electricity", 1482);
    assertFalse(html().contains(" stale\""), html());
    house.pause(Duration.ofMinutes(5));
    assertTrue(html().contains("class=\"figure stale\""), html());
    assertTrue(card().contains("Power import 1\u202F482 W 5 min ago old: as of 13:00:00"), card());
    house.telegram("electricity", 1483);
    assertFalse(html().contains(" stale\""), html());
  }

  @Test
  void valueThatCameEarlierThanTheOthersShowsItsOwnAge() {
    house.telegram("electricity", Household.list(1482));
    house.pause(Duration.ofMinutes(50));
    house.telegram("electricity", List.of(power("power_import", "7")));
    assertTrue(meter().contains("Received 0 s ago unless noted."), meter());
    assertTrue(meter().contains("Energy import 1.1.1.8.0.255 913.000 50 min ago"), meter());
  }

  @Test
  void tableNamesValueUnitAndRegister() {
    house.telegram("electricity", 1482);
    assertTrue(
        meterHtml()
            .contains(
                "<th scope=\"row\">Voltage L1<code class=\"below\">1.1.32.7.0.255</code></th>"
                    + "<td class=\"value\"><span class=\"number\" data-cell=\"v8n\">231</span></td>"
                    + "<td class=\"unit\">V</td>"
                    + "<td class=\"register\"><code>1.1.32.7.0.255</code></td>"),
        meterHtml());
    assertTrue(meter().contains("Meter clock 0.1.1.0.0.255 2026-01-07 12:59:58 +01:00"), meter());
    assertEquals(4, count(meterHtml(), "scope=\"col\""));
    assertEquals(1, count(meterHtml(), "<caption"));
  }

  @Test
  void subMeterIsListedUnderItsOwnNameInTheTable() {
    house.telegram("electricity", 1482);
    Quantity gas =
        new Quantity("gas_volume", Quantity.Kind.COUNTER, Dimension.GAS_VOLUME, "Gas volume");
    house.latest.accept(
        new Reading(
            new MeterRef("electricity", "gas", "G77"),
            1,
            Origin.LIVE,
            house.now(),
            Optional.empty(),
            List.of(Household.decimal(gas, "12.345", Unit.M3, "0-1:24.2.1"))));
    assertTrue(meter().contains("electricity-gas G77 Gas volume 0-1:24.2.1 12.345 m³"), meter());
    assertTrue(meterHtml().contains("scope=\"rowgroup\""), meterHtml());
  }

  @Test
  void emulatedAndReplayedMetersAreMarked() {
    assertFalse(html().contains("badge"), html());
    house.links.put("electricity", "emulator:omnipower");
    assertTrue(card().contains("emulated meter"), card());
    house.links.put("electricity", "replay:night.txt");
    assertTrue(card().contains("recording, not live"), card());
  }

  @Test
  void chainIsTheSameInWordsAndSigns() {
    house.telegram("electricity", 1482);
    house.telegram("electricity", 1483);
    house.pause(Duration.ofSeconds(4));
    assertTrue(card().contains("✓ Port open good opened 1 time 4 s ago"), card());
    assertTrue(card().contains("✓ Bytes good 982 B 4 s ago"), card());
    assertTrue(card().contains("✓ Stored good 2 readings 4 s ago"), card());
    assertTrue(card().contains("○ Delivered not needed no outputs"), card());
  }

  @Test
  void firstBrokenStageIsShownAsBrokenAndThoseAfterItAsBlocked() {
    house.telegram("electricity", 1482);
    house.pause(Duration.ofSeconds(63));
    house.silence("electricity");
    house.pause(Duration.ofSeconds(5));
    house.silence("electricity");
    house.outputs.add(house.output("home", 0, null, null));
    assertTrue(card().contains("✕ Broken"), card());
    assertTrue(card().contains("Bytes: Nothing has come from the meter for 63 s"), card());
    assertTrue(card().contains("Next step: Ask your grid company"), card());
    assertTrue(
        card().contains("Since 13:01:03 ( 5 s ), reported 2 times , last 0 s ago ."), card());
    assertTrue(card().contains("✓ Port open good"), card());
    assertTrue(card().contains("✕ Bytes broken 491 B, 2 faults 68 s ago"), card());
    assertTrue(card().contains("– Frames blocked 1 frame"), card());
    assertTrue(card().contains("– Delivered blocked 1 of 1 up to date"), card());
  }

  @Test
  void stageThatThisMeterDoesNotNeedIsNotWaitedFor() {
    house.chains.get("electricity").passed(Stage.PORT, 1);
    assertTrue(card().contains("… Decrypted waiting 0 frames"), card());
    house.chains.get("electricity").passed(Stage.LIST, 1);
    assertTrue(card().contains("○ Decrypted not needed 0 frames"), card());
    assertTrue(card().contains("… Stored waiting 0 readings"), card());
  }

  @Test
  void conditionsAndEventsAreShownAsSentences() {
    house.telegram("electricity", 1, Household.NOT_AUTHENTICATED.with());
    house.chains.get("electricity").find(Household.MESSAGES_LOST.with("count", 3));
    house.chains.get("electricity").find(Household.MESSAGES_LOST.with("count", 3));
    assertTrue(
        card()
            .contains(
                "Worth knowing The telegrams are read, but it is not checked that they come from"
                    + " the meter. Next step: Enter the authentication key (GPK61)."),
        card());
    assertTrue(
        meter().contains("Recent events 13:00:00 3 telegrams were lost on the way. 2 times"),
        meter());
  }

  @Test
  void outputsSayHowFarTheyHaveCome() {
    String none = text("outputs");
    assertTrue(none.contains("No output is configured"), none);
    house.outputs.add(house.output("files", 0, null, null));
    house.outputs.add(house.output("slow", 1500, Duration.ofMinutes(14), null));
    house.outputs.add(
        house.output("home", 3, Duration.ofHours(3), Household.BROKER_REFUSED.with("broker", "b")));
    String text = text("outputs");
    assertTrue(
        text.contains(
            "files mqtt ✓ Up to date Delivered 1\u202F284 Waiting 0 Oldest waiting – Last delivery"
                + " 1 s ago"),
        text);
    assertTrue(
        text.contains(
            "slow mqtt ! Catching up Readings have been waiting for 14 min. Next step: They are"
                + " being delivered;"),
        text);
    assertTrue(
        text.contains("Delivered 1\u202F284 Waiting 1\u202F500 Oldest waiting 14 min ago"), text);
    assertTrue(
        text.contains(
            "home mqtt ✕ Cannot deliver The broker b refuses the login. Next step: Check username"
                + " and password of the output. Since 12:58:30 ( 90 s ); nothing is lost, readings wait in"
                + " the journal."),
        text);
    assertTrue(
        card()
            .contains(
                "✕ Delivered broken 1 of 3 up to date slow is not up to date home is not up to"
                    + " date"),
        card());
    assertTrue(html().contains("<a href=\"./#output-home\">home is not up to date</a>"), html());
  }

  @Test
  void theTopIsTheVerdictItsNextStepAndTheAgesOfTheLastReadings() {
    house.meter("heat", "serial:/dev/ttyUSB0");
    house.meter("water", "gpio:22");
    assertTrue(
        text("summary").contains("… Waiting for the first reading of electricity, heat and water."),
        text("summary"));
    house.telegram("heat", 1);
    house.pause(Duration.ofMinutes(12));
    house.telegram("electricity", 1);
    house.telegram("water", 1);
    house.pause(Duration.ofSeconds(4));
    assertTrue(
        text("summary")
            .contains(
                "✓ All is well. Last reading of electricity 4 s ago , of heat 12 min ago and of"
                    + " water 4 s ago ."),
        text("summary"));
    house.silence("heat");
    assertTrue(
        text("summary")
            .contains(
                "✕ heat: Nothing has come from the meter for 63 s although the port is open."
                    + " Next step: Ask your grid company"),
        text("summary"));
  }

  @Test
  void pageHasLandmarksAndOneHeading() {
    String page = page();
    for (String once :
        List.of("<h1>", "<main ", "<footer>", "<header class=\"top\">", "aria-live=\"polite\"")) {
      assertEquals(1, count(page, once), once);
    }
    assertTrue(page.contains("<html lang=\"en\""), page);
    assertTrue(page.contains("Times are in Europe/Copenhagen."), page);
  }

  private String page() {
    return view().overview(Visitor.LOCAL, Map.of());
  }

  private PageView view() {
    return new PageView(house.sources(), "b");
  }

  /** The cards of the overview. */
  private String html() {
    String page = page();
    return page.substring(
        page.indexOf("<section id=\"meter-"), page.indexOf("<section id=\"outputs"));
  }

  private String card() {
    return plain(html());
  }

  /** The page of the meter. */
  private String meterHtml() {
    return view().meter("electricity", Visitor.LOCAL).orElseThrow();
  }

  private String meter() {
    return plain(meterHtml());
  }

  private String text(String id) {
    String page = page();
    String from = page.substring(page.indexOf("<section id=\"" + id));
    return plain(from.substring(0, from.indexOf("</section>")));
  }

  private static String plain(String html) {
    return html.replaceAll("<[^>]*>", " ").replaceAll(" +", " ");
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
