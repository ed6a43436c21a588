// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Quantities;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;
import org.metergate.testing.browser.Browser;

/** What an open page says of the gateway, also when it is gone, and what it does by itself. */
@Tag("browser")
class PageScriptTest {
  private static final String SENTENCE = "document.querySelector('.sentence').textContent";
  private static final String CONNECTION = "document.getElementById('connection').textContent";
  private static final String FIRST_NUMBER = "document.querySelector('.number').textContent";
  private static final String GONE =
      "No answer from the gateway since 13:00:00; what is below is old.";

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
    int port = FreePorts.take(); // on which it can be started again
    page = StatusPage.start(new WebAddress("127.0.0.1", port), house.sources());
  }

  @AfterEach
  void stop() {
    browser.size(1280, 900);
    browser.open(URI.create("about:blank"));
    page.close();
  }

  private void openLive(String address) throws Exception {
    browser.open(page.uri().resolve(address));
    await(CONNECTION, "Live");
  }

  private static void await(String expression, String expected) throws Exception {
    String[] last = {""};
    try {
      Await.until(
          expression,
          () -> {
            try {
              last[0] = String.valueOf(browser.evaluate(expression));
            } catch (RuntimeException e) {
              last[0] = e.toString(); // evaluated just while the page reloads itself
            }
            return last[0].equals(expected);
          });
    } catch (AssertionError e) {
      throw new AssertionError(expression + " is '" + last[0] + "', not '" + expected + "'", e);
    }
  }

  @Test
  void theSentenceSaysThatTheGatewayIsGoneAndTakesItBack() throws Exception {
    openLive("");
    await("document.title", "✓ stairwell-3");
    int port = page.uri().getPort();
    browser.size(320, 480);
    browser.evaluate("scrollTo(0, 10000)");
    page.close();
    await(SENTENCE, GONE);
    await(CONNECTION, GONE);
    await("document.title", "? stairwell-3");
    String grey = "getComputedStyle(document.querySelector('.card')).filter";
    assertEquals("grayscale(1)", browser.evaluate(grey));
    String top = "document.getElementById('connection').getBoundingClientRect().top";
    assertEquals("true", browser.evaluate("scrollY > 100 && " + top + " >= 0"), "the bar stays");
    page = StatusPage.start(new WebAddress("127.0.0.1", port), house.sources());
    await(SENTENCE, "All is well.");
    await("document.documentElement.className", "");
    await("document.title", "✓ stairwell-3");
  }

  @Test
  void whatTheServerAnswersInsteadIsToldApart() throws Exception {
    for (String[] answer :
        new String[][] {
          {"401", "Your session has ended; what is below is of 13:00:00."},
          {"502", "The server answers, but not the gateway, since 13:00:00; what is below is old."},
          {
            "500",
            "The gateway cannot show this page (error 500) since 13:00:00; what is below is"
                + " old."
          }
        }) {
      openLive("");
      browser.evaluate(
          "void (window.fetch = async () => new Response('', { status: " + answer[0] + " }))");
      int port = page.uri().getPort();
      page.close();
      await(SENTENCE, answer[1]);
      String link = "String(document.querySelector('#connection a')?.getAttribute('href'))";
      assertEquals(answer[0].equals("401") ? "login" : "undefined", browser.evaluate(link));
      page = StatusPage.start(new WebAddress("127.0.0.1", port), house.sources());
    }
  }

  @Test
  void aClockOfTheBrowserThatIsWrongOrLeapsIsNoMatter() throws Exception {
    Object script =
        browser
            .command(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                    "source",
                    "{ const real = Date.now; window.shift = -3e11;"
                        + " Date.now = () => real() + window.shift; }"))
            .get("identifier");
    String age = "document.querySelector('#summary time').textContent.replace(/\\d+/, 'N')";
    openLive("");
    await(age, "N s ago");
    browser.evaluate("void (window.shift = 7e9)");
    await(CONNECTION, "Live");
    assertEquals("N s ago", browser.evaluate(age));
    assertEquals("", browser.evaluate("document.documentElement.className"));
    browser.command("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
  }

  @Test
  void valuesFollowTheMeterOnItsOwnPageToo() throws Exception {
    openLive("meter?name=electricity");
    browser.evaluate("void (window.marked = true)");
    house.pause(Duration.ofSeconds(10));
    house.telegram("electricity", 1733);
    await(FIRST_NUMBER, "1\u202F733");
    await("document.title", "✓ electricity – stairwell-3");
    assertEquals("true", browser.evaluate("window.marked"), "not loaded again");
  }

  @Test
  void aMeterThatFailsMovesToTheFrontWithoutLoadingThePageAgain() throws Exception {
    house.meter("heat", "serial:/dev/ttyUSB0");
    house.telegram("heat", 1);
    openLive("");
    browser.evaluate("void (window.marked = true)");
    house.silence("heat");
    page.changed();
    await("document.querySelector('.card').id", "meter-heat");
    await("String(document.querySelector('#meter-heat .fault') !== null)", "true");
    house.meter("water", "gpio:22");
    page.changed();
    await("document.querySelectorAll('.meter').length", "3");
    await(CONNECTION, "Live");
    assertEquals("true", browser.evaluate("window.marked"));
  }

  @Test
  void manyMetersAreFilteredWhileOneTypesAndStaySoWhenValuesCome() throws Exception {
    for (int i = 10; i < 50; i++) {
      house.meter("flat-" + i, "serial:/dev/ttyUSB" + i);
      house.telegram("flat-" + i, i);
    }
    openLive("");
    String shown = "document.querySelectorAll('tbody tr:not([hidden])').length";
    assertEquals("41", browser.evaluate(shown));
    browser.evaluate(
        "void (q => { q.value = 'FLAT-1'; q.dispatchEvent(new Event('input', { bubbles: true })) })"
            + "(document.querySelector('[name=q]'))");
    await(shown, "10");
    await("document.getElementById('count').textContent", "10 of 41");
    house.silence("flat-12");
    page.changed();
    await("document.querySelector('tbody tr').id", "meter-flat-12");
    await(shown, "10");
    browser.open(page.uri().resolve("?q=flat-2&state=good"));
    await(shown, "10");
  }

  @Test
  void nothingNeedsScrollingSidewaysOnASmallPhone() throws Exception {
    house.units = org.metergate.value.Units.home(org.metergate.value.HeatUnit.KWH);
    house.telegram(
        "electricity",
        List.of(
            Household.decimal(
                Quantities.ENERGY_IMPORT, "20059380", org.metergate.spi.reading.Unit.WH, "8"),
            Household.text(Quantities.METER_TYPE, "x".repeat(90), "t")));
    house.silence("electricity");
    browser.size(320, 640);
    for (int meters : new int[] {1, 6, 40}) {
      for (int i = house.chains.size(); i < meters; i++) {
        house.meter("a-meter-with-a-long-name-" + i, "serial:/dev/serial/by-id/usb-FTDI_A50285BI");
        house.telegram("a-meter-with-a-long-name-" + i, 123456);
      }
      for (String address : List.of("", "meter?name=electricity")) {
        openLive(address);
        assertEquals("", browser.evaluate(TOO_WIDE), address + " with " + meters);
      }
    }
    assertTrue(browser.evaluate(BROKEN_NUMBERS).isEmpty(), browser.evaluate(BROKEN_NUMBERS));
  }

  private static final String TOO_WIDE =
      "[...document.querySelectorAll('body *')].filter(e => e.getClientRects().length"
          + " && !e.closest('.skip, thead')"
          + " && e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)"
          + ".map(e => e.outerHTML.slice(0, 120)).join()";

  /** Numbers in more than one line. */
  private static final String BROKEN_NUMBERS =
      "[...document.querySelectorAll('.number')].filter(e => e.getClientRects().length > 1)"
          + ".map(e => e.textContent).join()";
}
