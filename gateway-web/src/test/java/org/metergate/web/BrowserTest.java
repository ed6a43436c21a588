// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Quantities;
import org.metergate.testing.Await;
import org.metergate.testing.browser.Browser;
import org.metergate.web.live.LiveStream;

/** The page in a real browser: the effects of the script and of the style sheet. */
@Tag("browser")
class BrowserTest {
  private static final String POWER =
      "document.querySelector('.figure .number').textContent.replaceAll('\\u202f', '')";
  private static final String SENTENCE = "document.querySelector('.sentence').textContent";
  private static final String LAST_READINGS =
      "document.querySelector('#summary .hint').textContent";
  private static final String CONNECTION = "document.getElementById('connection').textContent";
  private static Browser browser;

  private final Household house = Household.with("electricity");
  private StatusPage page;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    house.telegram("electricity", 1482);
    page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources());
    browser.looking(true);
  }

  @AfterEach
  void stop() throws Exception {
    browser.open(URI.create("about:blank"));
    page.close();
  }

  private void open() throws Exception {
    browser.open(page.uri());
  }

  @Test
  void valuesAppearAndFollowTheMeter() throws Exception {
    open();
    assertEquals("1482", browser.evaluate(POWER));
    browser.await(CONNECTION, "Live");
    house.pause(Duration.ofSeconds(10));
    house.telegram("electricity", 1733);
    browser.await(POWER, "1733");
    browser.await("document.title", "✓ stairwell-3");
  }

  @Test
  void agesMoveOnAndOldValuesAreDatedThoughNothingComes() throws Exception {
    open();
    browser.await(SENTENCE, "All is well.");
    String age = "/^Last reading of electricity (\\d+) s ago\\.$/.exec(" + LAST_READINGS + ")[1]";
    String first = browser.evaluate(age);
    browser.await(age + " != " + first, "true"); // a busy machine may pass over any single second
    assertEquals("none", browser.evaluate(style(".figure .dated", "display")));
    String old = "'2026-01-07T11:50:00Z'";
    browser.evaluate("document.querySelector('.figure').dataset.at = " + old);
    browser.await("document.querySelector('.figure').classList.contains('stale')", "true");
    browser.await(style(".figure .dated", "display"), "block");
  }

  @Test
  void faultIsShownWithItsSentenceAndFoldsStayAsTheyAre() throws Exception {
    house.meter("heat", "serial:/dev/ttyUSB0");
    house.telegram("heat", 1);
    open();
    browser.await(CONNECTION, "Live");
    String fold = "document.querySelector('#meter-heat details').open";
    browser.evaluate(fold + " = true");
    house.silence("electricity");
    page.changed();
    browser.await(
        SENTENCE,
        "electricity: Nothing has come from the meter for 63 s although the port is open.");
    browser.await("document.title", "✕ stairwell-3");
    assertEquals("true", browser.evaluate(fold));
  }

  @Test
  void whatAMeterSaysDoesNotRun() throws Exception {
    String evil =
        "<script>document.title='evil'</script><img src=x onerror=\"document.title='evil'\">";
    browser.open(page.uri().resolve("meter?name=electricity"));
    browser.await(CONNECTION, "Live");
    house.telegram("electricity", List.of(Household.text(Quantities.METER_TYPE, evil, "t")));
    String cell = "[...document.querySelectorAll('td.value')].at(-1).textContent";
    browser.await(cell, evil);
    assertEquals(
        "0", browser.evaluate("document.querySelectorAll('main img, main script').length"));
    browser.await("document.title", "✓ electricity – stairwell-3");
  }

  @Test
  void newMeterAppears() throws Exception {
    open();
    browser.await(CONNECTION, "Live");
    house.meter("heat", "serial:/dev/ttyUSB0");
    page.changed();
    browser.await("document.querySelectorAll('.meter').length", "2");
  }

  @Test
  void pageThatIsNotVisibleClosesItsStream() throws Exception {
    open();
    browser.await(CONNECTION, "Live");
    browser.looking(false);
    Await.until(
        "the stream is closed",
        () -> {
          house.telegram("electricity", 1500);
          return page.openPages() == 0;
        });
    house.telegram("electricity", 1999);
    browser.looking(true);
    browser.await(POWER, "1999");
    browser.await(CONNECTION, "Live");
  }

  @Test
  void pageWithoutStreamPolls() throws Exception {
    page.close();
    page =
        StatusPage.start(
            new WebAddress("127.0.0.1", 0),
            house.sources(),
            new StatusPage.Limits(
                Duration.ofSeconds(40),
                ConnectionBounds.Limits.STANDARD,
                new LiveStream.Limits(
                    0, Duration.ofHours(1), Duration.ofHours(1), Duration.ofMillis(20))));
    open();
    house.telegram("electricity", 1601);
    browser.await(POWER, "1601");
    assertEquals("Polling every 10 s", browser.evaluate(CONNECTION));
  }

  @Test
  void pageWhoseGatewayIsGoneSaysSo() throws Exception {
    open();
    browser.await(CONNECTION, "Live");
    page.close();
    browser.await(CONNECTION, "No answer from the gateway since 13:00:00; what is below is old.");
    browser.await("document.title", "? stairwell-3");
  }

  @Test
  void telephoneNeedNotScrollSideways() throws Exception {
    house.crowd();
    browser.size(320, 640);
    open();
    assertEquals(
        browser.evaluate("document.documentElement.clientWidth"),
        browser.evaluate("document.documentElement.scrollWidth"));
    String tooWide =
        "[...document.querySelectorAll('main *')].filter(e => e.getClientRects().length"
            + " && e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)"
            + ".map(e => e.outerHTML.slice(0, 80)).join()";
    assertEquals("", browser.evaluate(tooWide));
    browser.size(1280, 900);
  }

  @Test
  void everyTextStandsOutFromItsGround() throws Exception {
    house.crowd();
    for (String scheme : List.of("light", "dark")) {
      browser.dark(scheme.equals("dark"));
      open();
      browser.await(CONNECTION, "Live");
      assertEquals("", browser.evaluate(FAINT_TEXTS), scheme);
      String ground = browser.evaluate(style("body", "backgroundColor"));
      assertTrue(ground.equals("rgb(16, 21, 20)") == scheme.equals("dark"), ground);
    }
  }

  private static String style(String selector, String property) {
    return "getComputedStyle(document.querySelector('" + selector + "'))." + property;
  }

  /** Texts whose contrast is below 4.5 : 1, computed as in WCAG 2.2 (1.4.3). */
  private static final String FAINT_TEXTS =
      """
      (() => {
        const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b]
          .map((c) => c / 255)
          .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
          .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = (element) => {
          const colour = rgb(getComputedStyle(element).backgroundColor);
          return colour.length === 3 || colour[3] === 1 || !element.parentElement
            ? colour : ground(element.parentElement);
        };
        const faint = [];
        for (const element of document.querySelectorAll('body, body *')) {
          const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
          if (!own || !element.getClientRects().length) continue;
          const a = light(rgb(getComputedStyle(element).color));
          const b = light(ground(element));
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < 4.5) {
            faint.push(element.className + ' ' + element.textContent + ' ' + contrast.toFixed(2));
          }
        }
        return faint.join('\\n');
      })()\
      """;
}
