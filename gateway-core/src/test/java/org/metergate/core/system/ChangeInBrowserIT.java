// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.PrivateNetwork;
import org.metergate.testing.browser.Browser;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/**
 * A person with a browser on another device, who has accepted the gateway's certificate: logs in
 * and decides the scale of a meter, if the role allows it.
 */
@Tag("browser")
@Tag("netns")
@Timeout(180)
class ChangeInBrowserIT {
  private static final String PASSWORD = "correct horse battery";

  /** Meters whose powers are wrong by ten, so that no scale is ever found from them. */
  private static final String METER =
      "driver: omnipower-dlms, link: \"emulator:omnipower?encrypted=false&rescale=power&seed=%d\"";

  /** Sends a form from the page that is open, as a hostile extension of the browser would. */
  private static final String SEND =
      """
      (() => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = '%s';
        for (const [name, value] of Object.entries({meter: 'garage', reading: '%s', '%s': '%s'})) {
          const field = document.createElement('input');
          field.name = name;
          field.value = value;
          form.append(field);
        }
        document.body.append(form);
        form.submit();
      })()\
      """;

  private static final String TOKEN = "form-token";
  private static final String NOTICE = "document.querySelector('.notice')?.textContent";
  private static final String SENTENCE_KIND = "document.querySelector('.notice').className";

  @TempDir static Path folder;
  private static PrivateNetwork network;
  private static GatewayProcess gateway;
  private static Browser browser;
  private static URI page;

  @BeforeAll
  static void setUp() throws Exception {
    network = PrivateNetwork.lay();
    browser = Browser.start("--ignore-certificate-errors");
    Path configuration =
        FourMeters.in(folder)
            .meter("cellar", METER.formatted(2))
            .meter("garage", METER.formatted(3))
            .with("web: { listen: \"0.0.0.0:8080\" }")
            .write();
    gateway = GatewayProcess.runThrough(network.runInside(), configuration);
    gateway.awaitLine("The status page is at ");
    for (String role : new String[] {"change", "read"}) {
      GatewayProcess.ask(
          PASSWORD + "\n", "password", role, "--role", role, "-c", configuration.toString());
    }
    page = URI.create("https://" + network.inside() + ":8080/");
    Neighbour neighbour = new Neighbour(URI.create("https://" + network.inside() + ":8080"));
    Await.until(
        "the page is opened",
        () -> {
          try {
            return neighbour.get("/health", "").status() > 0;
          } catch (IOException e) {
            return false;
          }
        });
  }

  @AfterAll
  static void tearDown() {
    if (browser != null) {
      browser.close();
    }
    if (gateway != null) {
      gateway.close();
    }
    if (network != null) {
      network.close();
    }
  }

  @BeforeEach
  void forgetSessions() {
    browser.command("Network.clearBrowserCookies", Map.of());
  }

  /** Comes to the form as everybody does, who opens the page without a session. */
  private static void logIn(String name, String password) throws Exception {
    browser.open(page);
    assertEquals(page.resolve("login").toString(), browser.driver().getCurrentUrl());
    WebElement field = browser.find("input[name=name]");
    field.clear();
    field.sendKeys(name);
    browser.find("input[name=password]").sendKeys(password);
    browser.find("form button").click();
    browser.await(
        "location.pathname === '/' || Boolean(document.querySelector('.notice'))", "true");
  }

  private static void openMeter(String meter) throws Exception {
    Await.until(
        meter + " has a reading",
        () -> {
          browser.open(page.resolve("meter?name=" + meter));
          return !browser.driver().findElements(By.cssSelector(".figure .number")).isEmpty();
        });
  }

  /** The imported energy of the meter that is open, while it waits for its scale. */
  private static Optional<WebElement> waiting() {
    return browser.driver().findElements(By.cssSelector(".figure.raw")).stream()
        .filter(figure -> figure.getText().startsWith("Energy import"))
        .findFirst();
  }

  private static boolean waits() {
    return waiting().isPresent();
  }

  /** What the display shows, in kWh: the meters count in 10 Wh. */
  private static String display() {
    WebElement number = waiting().orElseThrow().findElement(By.cssSelector(".number"));
    String count = number.getText().replaceAll("\\D", "");
    return new BigDecimal(count).movePointLeft(2).toPlainString();
  }

  private static boolean hasForm() {
    return !browser.driver().findElements(By.cssSelector("form[action=scale]")).isEmpty();
  }

  private static void assertRefused(String sentence) throws Exception {
    browser.await("(" + NOTICE + " || '').includes('" + sentence + "')", "true");
    assertTrue(browser.evaluate(NOTICE).contains("Nothing has changed"), browser.evaluate(NOTICE));
  }

  /** The browser came without its session: whoever asks has to say who he is. */
  private static void assertDemandsProof() throws Exception {
    browser.await(
        "location.pathname === '/scale' && /log.?in/i.test(document.body.innerText)", "true");
  }

  /** A form that a page sends to the gateway, with the token that a page of it had. */
  private static void send(String token) {
    browser.evaluate(SEND.formatted(page.resolve("scale"), "20000", TOKEN, token));
  }

  @Test
  void roleToChangeDecidesTheScaleByTheDisplay() throws Exception {
    logIn("change", PASSWORD);
    assertEquals(page.toString(), browser.driver().getCurrentUrl());
    openMeter("cellar");
    assertTrue(waits() && hasForm());
    browser.find("form[action=scale] input[name=reading]").sendKeys(display());
    browser.find("form[action=scale] button").click();
    browser.await("location.pathname", "/scale");
    assertEquals("notice good", browser.evaluate(SENTENCE_KIND), browser.evaluate(NOTICE));
    Await.until(
        "its energies are known",
        () -> {
          openMeter("cellar");
          return !waits() && !hasForm();
        });
    browser.find("form[action=logout] button").click();
    browser.await("location.pathname", "/login");
    browser.open(page);
    assertEquals(page.resolve("login").toString(), browser.driver().getCurrentUrl());
  }

  @Test
  void displayThatFitsNoScaleChangesNothing() throws Exception {
    logIn("change", PASSWORD);
    openMeter("garage");
    browser.find("form[action=scale] input[name=reading]").sendKeys("3");
    browser.find("form[action=scale] button").click();
    browser.await("(" + NOTICE + " || '').includes('should show')", "true");
    openMeter("garage");
    assertTrue(waits());
  }

  @Test
  void roleToReadSeesNoFormAndItsOwnIsRefused() throws Exception {
    logIn("read", PASSWORD);
    openMeter("garage");
    assertTrue(waits() && !hasForm());
    send(browser.find("[name=" + TOKEN + "]").getAttribute("value"));
    assertRefused("may read and not change");
    openMeter("garage");
    assertTrue(waits());
  }

  @Test
  void formWithAnInventedTokenIsRefused() throws Exception {
    logIn("change", PASSWORD);
    openMeter("garage");
    for (String invented : new String[] {"", "x", "0123456789abcdef0123456789abcdef"}) {
      send(invented);
      assertRefused("was not made for you");
      openMeter("garage");
      assertTrue(waits());
    }
  }

  /** Another page has the browser send the form while a person is logged in here. */
  @Test
  void formOfAnotherPageIsRefusedThoughSomebodyIsLoggedIn() throws Exception {
    logIn("change", PASSWORD);
    openMeter("garage");
    String token = browser.find("form[action=scale] [name=" + TOKEN + "]").getAttribute("value");
    browser.open(URI.create("data:text/html,another"));
    send(token);
    assertDemandsProof();
    openMeter("garage");
    assertTrue(waits());
  }

  @Test
  void strangerIsRefused() throws Exception {
    browser.open(page.resolve("login"));
    send("x");
    assertDemandsProof();
    logIn("change", "wrong horse battery");
    browser.await("Boolean(document.querySelector('.notice.broken'))", "true");
    browser.open(page);
    assertEquals(page.resolve("login").toString(), browser.driver().getCurrentUrl());
  }
}
