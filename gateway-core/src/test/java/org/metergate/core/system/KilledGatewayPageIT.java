// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.FreePorts;
import org.metergate.testing.browser.Browser;
import org.metergate.testing.browser.PageLayout;
import org.metergate.testing.browser.Pictures;

/** A page that is open on a phone, scrolled, while the gateway ends, hangs and comes back. */
@Tag("browser")
@Timeout(180)
class KilledGatewayPageIT {
  private static final String STATE = "document.getElementById('connection').className";
  private static final String OLD = "document.documentElement.classList.contains('old')";
  private static final String SENTENCE = "document.querySelector('.sentence').textContent";

  /** The bar with the connection is within the window, and nothing covers it. */
  private static final String BAR_IS_SEEN =
      """
      (() => {
        const bar = document.getElementById('connection');
        const place = bar.getBoundingClientRect();
        const top = document.elementFromPoint(place.left + 5, place.top + place.height / 2);
        return place.top >= 0 && place.bottom <= innerHeight && bar.contains(top);
      })()\
      """;

  /** What is still shown as good: green signs and the colours of states. */
  private static final String GREENS =
      """
      (() => {
        const good = getComputedStyle(document.documentElement).getPropertyValue('--good').trim();
        const probe = document.createElement('i');
        probe.style.color = good;
        document.body.append(probe);
        const green = getComputedStyle(probe).color;
        probe.remove();
        const grey = (e) => e && (getComputedStyle(e).filter.includes('grayscale(1)')
          || grey(e.parentElement));
        return [...document.querySelectorAll('main *')].filter((e) => e.getClientRects().length)
          .filter((e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]
            .includes(green))
          .filter((e) => !grey(e)).map((e) => e.outerHTML.slice(0, 80)).join('\\n');
      })()\
      """;

  private static Browser browser;
  @TempDir Path folder;
  private int port;
  private Path configuration;

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
  void configure() throws Exception {
    port = FreePorts.take();
    configuration =
        FourMeters.in(folder).with("web: { listen: \"127.0.0.1:" + port + "\" }").write();
  }

  private void openOnPhone(GatewayProcess gateway) throws Exception {
    gateway.awaitLine("The status page is at ");
    browser.size(390, 844);
    browser.open(URI.create("http://127.0.0.1:" + port + "/"));
    browser.await(STATE, "live");
    browser.evaluate("window.scrollTo(0, document.documentElement.scrollHeight / 2)");
    browser.await("window.scrollY > 300", "true");
  }

  private static void assertSaysSo() {
    assertTrue(browser.evaluate(SENTENCE).matches("(?s).*\\d\\d:\\d\\d:\\d\\d.*"), SENTENCE);
    assertEquals("true", browser.evaluate(BAR_IS_SEEN), "the bar is seen though it is scrolled");
    assertTrue(browser.evaluate("document.title").startsWith("?"));
    assertEquals("", browser.evaluate(GREENS), "nothing is shown as good");
    assertEquals("", PageLayout.faults(browser));
  }

  /** It asks every ten seconds; a program that has just started may answer too late at first. */
  private static void awaitBack() throws Exception {
    browser.awaitWithin(Duration.ofSeconds(60), OLD, "false");
  }

  @Test
  void killedGatewayIsSaidOnAScrolledPhoneUntilItIsBack() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration)) {
      openOnPhone(gateway);
      gateway.kill();
      browser.await(STATE, "lost");
      browser.await(OLD, "true");
      assertSaysSo();
      browser.picture(Pictures.OF_THIS_RUN.file("killed-gateway-390-scrolled-light"));
      browser.dark(true);
      browser.picture(Pictures.OF_THIS_RUN.file("killed-gateway-390-scrolled-dark"));
      browser.dark(false);
      browser.evaluate("window.scrollTo(0, 0)");
      browser.picture(Pictures.OF_THIS_RUN.file("killed-gateway-390-light"));
    }
    try (GatewayProcess gateway = GatewayProcess.run(configuration)) {
      gateway.awaitLine("The status page is at ");
      awaitBack();
      assertFalse(browser.evaluate("document.title").startsWith("?"));
    }
  }

  @Test
  void hangingGatewayIsSaidThoughItsConnectionStands() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration)) {
      openOnPhone(gateway);
      gateway.signal("STOP");
      browser.awaitWithin(Duration.ofSeconds(70), STATE, "lost");
      assertSaysSo();
      gateway.signal("CONT");
      awaitBack();
    }
  }
}
