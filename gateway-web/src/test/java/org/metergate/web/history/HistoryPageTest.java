// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.journal.JournalException;
import org.metergate.latest.LatestValues;
import org.metergate.rollup.Resolution;
import org.metergate.testing.JsonTree;
import org.metergate.web.Route;
import org.metergate.web.history.data.MeterView;
import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Question;
import org.metergate.web.history.data.Span;
import org.metergate.web.page.PageSources;

class HistoryPageTest {
  private static final Instant NOW = Instant.parse("2026-06-17T17:20:00Z");
  private static final String HOSTILE = "=1+<script>alert(\"1\")</script>&'\u202e,\r\n";
  private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>");
  private static final Pattern CELL = Pattern.compile("<t[dh][^>]*>(.*?)</t[dh]>");
  private static final Pattern AMOUNT = Pattern.compile("class=\"amount (in|heat|water)[ \"]");

  private final List<String> configured = new ArrayList<>(List.of("electricity", "heat"));
  private Views.Numbers numbers = new InventedNumbers(NOW, List.of("electricity", "heat", HOSTILE));

  private Route.Answer ask(String path, String... namesAndValues) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    List<MeterHealth> meters =
        configured.stream()
            .map(name -> new MeterHealth(name, List.of(), List.of(), List.of(), Optional.of(NOW)))
            .toList();
    HealthDocument health =
        HealthAuthor.write(
            new GatewayHealth("attic", meters, List.of()), new MessageCatalogue(List.of()), NOW);
    PageSources sources =
        new PageSources(
            () -> health, new LatestValues(), meter -> "", () -> NOW, InventedNumbers.ZONE);
    Route route =
        HistoryPages.routes(sources, numbers).stream()
            .filter(one -> one.path().equals(path))
            .findFirst()
            .orElseThrow();
    assertTrue(route.waitsForJournal());
    return route.answer(Route.Request.local(fields));
  }

  private static String text(Route.Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** The numbers of the rows of a table by their times. */
  private static Map<String, List<String>> table(String section) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    String table = section.substring(section.indexOf("<tbody>"), section.indexOf("</tbody>"));
    for (String row : groups(ROW, table)) {
      List<String> cells = groups(CELL, row);
      rows.put(cells.get(0), cells.subList(1, cells.size()));
    }
    return rows;
  }

  private static String section(String html, String id) {
    int start = html.indexOf("id=\"" + id + "-head\"");
    assertTrue(start >= 0, id);
    return html.substring(start, html.indexOf("</section>", start));
  }

  @Test
  @SuppressWarnings("unchecked")
  void tableFilesAndBarsHaveTheSameNumbersInEveryView() throws Exception {
    for (Span span : Span.values()) {
      for (Resolution every : span.bars()) {
        String[] view = {"meter", "heat", "view", span.label(), "every", every.label()};
        String html = text(ask("/history", view));
        String csv = text(ask("/history.csv", view));
        String json = text(ask("/history.json", view));
        List<String> used = new ArrayList<>();
        for (Object row : (List<Object>) JsonTree.object(json).get("rows")) {
          Map<String, Object> cells = (Map<String, Object>) row;
          if (cells.get("quantity").equals("heat_energy") && cells.get("used") != null) {
            used.add(new BigDecimal(cells.get("used").toString()).setScale(3).toPlainString());
          }
        }
        List<String> fromCsv =
            csv.lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[4].equals("heat_energy") && !cells[6].isEmpty())
                .map(cells -> cells[6])
                .toList();
        String section = section(html, "p0-heat-0");
        List<String> shown =
            table(section).values().stream()
                .map(cells -> cells.get(0).replace("\u202f", ""))
                .filter(cell -> !cell.equals("–"))
                .toList();
        assertFalse(used.isEmpty(), span.label());
        assertEquals(used, fromCsv, span.label());
        assertEquals(used, shown, span.label());
        long drawn = used.stream().filter(number -> new BigDecimal(number).signum() > 0).count();
        assertEquals(drawn, groups(AMOUNT, section).size(), span.label());
      }
    }
  }

  @Test
  void showsBothHoursWhereTheClockIsSetBack() {
    numbers = new InventedNumbers(Instant.parse("2026-12-01T00:00:00Z"), List.of("heat"));
    String html = text(ask("/history", "meter", "heat", "at", "2026-10-25", "every", "hour"));
    Map<String, List<String>> rows = table(section(html, "p0-heat-0"));
    assertEquals(25, rows.size());
    assertTrue(rows.containsKey("02:00 (+02:00)–02:00 (+01:00)"), rows.keySet().toString());
    assertTrue(rows.containsKey("02:00 (+01:00)–03:00"), rows.keySet().toString());
    assertEquals(2, section(html, "p0-heat-0").split(">02</text>", -1).length - 1);
    String spring = text(ask("/history", "meter", "heat", "at", "2026-03-29", "every", "hour"));
    assertEquals(23, table(section(spring, "p0-heat-0")).size());
  }

  @Test
  void everyLinkOfAPageLeadsToAPage() {
    for (Span span : Span.values()) {
      String html = text(ask("/history", "view", span.label()));
      for (String href : groups(Pattern.compile("href=\"(history[^\"]*)\""), html)) {
        if (!href.startsWith("history?") && !href.startsWith("history.")) {
          continue;
        }
        String path = "/" + href.substring(0, Math.max(href.indexOf('?'), 0));
        if (path.equals("/") || href.endsWith(".css")) {
          continue;
        }
        List<String> parts = new ArrayList<>();
        for (String pair : href.substring(href.indexOf('?') + 1).split("&amp;")) {
          String[] nameAndValue = pair.split("=", 2);
          parts.add(nameAndValue[0]);
          parts.add(URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
        }
        assertEquals(200, ask(path, parts.toArray(new String[0])).status(), href);
      }
    }
  }

  @Test
  void namesThatAreInTheJournalAloneAreEarlierMeters() {
    String html = text(ask("/history"));
    assertTrue(html.contains("<optgroup label=\"Earlier meters\">"), html);
    assertEquals(200, ask("/history", "meter", HOSTILE).status());
  }

  @Test
  void bothMetersOfAReplacementAreShownWithTheirNumbers() {
    String html = text(ask("/history", "view", "years"));
    int first = html.indexOf("Meter number 57160000000001");
    assertTrue(first > 0 && html.indexOf("Meter number 57160000000002") > first);
  }

  @Test
  void hostileNamesStayTextsInPagesAndFiles() {
    String html = text(ask("/history", "meter", HOSTILE));
    assertFalse(html.contains("<script>alert"), html);
    assertFalse(Pattern.compile("<[^>]* (style|on[a-z]+)=").matcher(html).find());
    Route.Answer csv = ask("/history.csv", "meter", HOSTILE);
    assertTrue(text(csv).contains(",\"'=1+<script>"), text(csv).substring(0, 300));
    String file = csv.headers().get("Content-Disposition");
    assertTrue(file.matches("attachment; filename=\"[A-Za-z0-9.-]+\""), file);
  }

  @Test
  void anAddressThatShowsNothingIsASentenceWithAWayBack() {
    String[][] wrong = {
      {"view", "decade"},
      {"at", "2026-02-31"},
      {"at", "999999"},
      {"meter", "electrcity"},
      {"series", "voltage_l9"},
      {"from", "2026-01-01"},
      {"every", "1s"}
    };
    for (String[] one : wrong) {
      Route.Answer page = ask("/history", one);
      assertTrue(page.status() == 400 || page.status() == 404, one[1]);
      assertTrue(text(page).contains("There is no such view"), one[1]);
      assertTrue(text(page).contains("href=\"history\""), one[1]);
      assertEquals(page.status(), ask("/history.csv", one).status(), one[1]);
      assertEquals(page.status(), ask("/history.json", one).status(), one[1]);
    }
  }

  @Test
  void saysWhyThereIsNothingToSee() {
    assertTrue(text(ask("/history", "at", "2027-01-01")).contains("has not begun"));
    numbers = nothing("");
    assertTrue(text(ask("/history")).contains("Nothing was read of &#39;electricity&#39; yet"));
    assertEquals(200, ask("/history.csv").status());
    numbers = nothing("The journal is being repaired; try again in some minutes.");
    Route.Answer repaired = ask("/history");
    assertEquals(503, repaired.status());
    assertTrue(text(repaired).contains("The journal is being repaired"));
    assertEquals(503, ask("/history.json").status());
    numbers = nothing("");
    configured.clear();
    assertEquals(404, ask("/history").status());
    assertTrue(text(ask("/history")).contains("There is no meter yet"));
  }

  private static Views.Numbers nothing(String failure) {
    return new Views.Numbers() {
      @Override
      public List<String> meters() throws JournalException {
        if (!failure.isEmpty()) {
          throw new JournalException(JournalException.Cause.BUSY, failure, null);
        }
        return List.of();
      }

      @Override
      public Optional<Period> years(String meter) {
        return Optional.empty();
      }

      @Override
      public Optional<MeterView> of(Question question) {
        return Optional.empty();
      }
    };
  }
}
