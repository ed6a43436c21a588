// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.web.html.Visitor;
import org.metergate.web.page.PageView;
import org.metergate.web.page.PossibleCause;
import org.metergate.web.page.Today;

/** Everything about one meter on a page. */
class MeterPageTest {
  private final Household house = Household.with("electricity");
  private final PageView view = new PageView(house.sources(), "b");

  private Route.Answer ask(String name, Visitor visitor) {
    return new MeterRoute(view).answer(new Route.Request(Map.of("name", name), List.of(), visitor));
  }

  private String page(Visitor visitor) {
    Route.Answer answer = ask("electricity", visitor);
    assertEquals(200, answer.status());
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String plain(String html) {
    return html.replaceAll("<[^>]*>", " ").replaceAll(" +", " ");
  }

  @Test
  void aNameThatThereIsNotGetsASentenceWithTheNearest() {
    Route.Answer answer = ask("electricty", Visitor.LOCAL);
    assertEquals(404, answer.status());
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertTrue(
        body.contains(
            "There is no meter &#39;electricty&#39;; did you mean &#39;electricity&#39;?"),
        body);
    assertEquals(404, ask("", Visitor.LOCAL).status());
    assertEquals(404, ask("x".repeat(100_000), Visitor.LOCAL).status());
  }

  @Test
  void theSentenceTheCausesTheChainAndAllValuesAreThere() {
    house.telegram("electricity", 1482);
    house.pause(Duration.ofSeconds(63));
    house.silence("electricity");
    house.causes.add(new PossibleCause("The port hangs.", "Take the power off once."));
    String text = plain(page(Visitor.LOCAL));
    assertTrue(text.contains("electricity: Nothing has come from the meter for 63 s"), text);
    assertTrue(text.contains("The port hangs. Check: Take the power off once."), text);
    assertTrue(text.contains("✕ Bytes broken"), text);
    assertTrue(text.contains("Voltage L3"), text);
    String page = page(Visitor.LOCAL);
    for (String span : List.of("day", "month", "year")) {
      assertTrue(page.contains("href=\"history?meter=electricity&amp;view=" + span + "\""), span);
    }
  }

  @Test
  void whoMayChangeSomethingDecidesTheScaleOfACounterThatWaitsForIt() {
    Visitor admin = new Visitor(Visitor.Kind.SESSION, "ann", true, "secret");
    Visitor reader = new Visitor(Visitor.Kind.SESSION, "bob", false, "");
    house.telegram("electricity", 1482);
    assertFalse(page(admin).contains("action=\"scale\""), "nothing waits");
    house.telegram("electricity", List.of(Household.raw(Quantities.ENERGY_IMPORT, 866636, "8")));
    assertFalse(page(reader).contains("action=\"scale\""));
    assertFalse(page(Visitor.LOCAL).contains("action=\"scale\""));
    String form = page(admin);
    form = form.substring(form.indexOf("action=\"scale\""));
    for (String field :
        List.of(
            "name=\"form-token\" value=\"secret\"",
            "name=\"meter\" value=\"electricity\"",
            "name=\"reading\"")) {
      assertTrue(form.contains(field), field);
    }
    assertTrue(page(admin).contains("action=\"logout\""));
    assertFalse(page(Visitor.LOCAL).contains("action=\"logout\""));
    view.parts("electricity")
        .forEach(part -> assertFalse(part.html().contains("secret"), "sent to all"));
  }

  @Test
  void todayIsComparedWithYesterdayAtThisHour() {
    house.telegram("electricity", 1482);
    for (String[] row :
        new String[][] {
          {"3.2", "8.1", "3.2\u202FkWh 4.9\u202FkWh less yesterday at this hour 8.1\u202FkWh "},
          {"8.1", "3.2", "8.1\u202FkWh 4.9\u202FkWh more yesterday at this hour 3.2\u202FkWh "},
          {"1.0", "1", "1.0\u202FkWh the same yesterday at this hour 1\u202FkWh "},
          {"", "1", "not known yesterday at this hour 1\u202FkWh "},
          {"1", "", "Energy import today so far 1\u202FkWh "}
        }) {
      house.today.put(
          "electricity",
          List.of(
              new Today(
                  Quantities.ENERGY_IMPORT, Unit.KWH, number(row[0]), number(row[1]), false)));
      String text = plain(page(Visitor.LOCAL));
      assertTrue(text.contains(row[2]), row[2] + " in " + text);
    }
  }

  private static Optional<BigDecimal> number(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
  }

  @Test
  void phasesAreBarsOfTheirShareOfTheLargest() {
    house.telegram(
        "electricity",
        List.of(
            Household.decimal(Quantities.phase(Quantities.POWER_IMPORT, 1), "50", Unit.W, "a"),
            Household.decimal(Quantities.phase(Quantities.POWER_IMPORT, 2), "200", Unit.W, "b"),
            Household.decimal(Quantities.phase(Quantities.POWER_IMPORT, 3), "-100", Unit.W, "c")));
    String page = page(Visitor.LOCAL);
    for (String width :
        List.of("p1w\" width=\"25.0", "p2w\" width=\"100.0", "p3w\" width=\"50.0")) {
      assertTrue(page.contains(width), width);
    }
    assertTrue(page.contains("class=\"bar out\""), "what is delivered looks different");
    assertFalse(page.contains("style="), "not allowed by the content policy");
  }

  @Test
  void aRemarkThatNeedsNothingDoneColoursNothing() {
    house.telegram("electricity", 1482);
    house
        .chains
        .get("electricity")
        .find(
            new org.metergate.spi.finding.FindingCode(
                    "only-a-remark",
                    org.metergate.spi.finding.Stage.LIST,
                    org.metergate.spi.finding.FindingCode.Kind.CONDITION)
                .with());
    String page = page(Visitor.LOCAL);
    assertTrue(page.contains("<li class=\"remark\">"), page);
    assertTrue(page.contains("class=\"summary good\""), page);
    assertTrue(page.contains("class=\"card meter good\""), page);
  }
}
