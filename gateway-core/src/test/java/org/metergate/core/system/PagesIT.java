// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;
import org.metergate.testing.browser.Browser;
import org.metergate.testing.browser.PageWalk;
import org.metergate.testing.browser.Pictures;
import org.metergate.testing.browser.PrintedPages;

/** Every view of the real program, as people meet it. Pictures are in {@code target/pictures}. */
@Tag("browser")
@Timeout(900) // longer than all waits of a test and a walk on a machine with a load of 40
class PagesIT {
  /** The history of a demo is much to compute on a busy machine; a demo that fails ends before. */
  private static final Duration PREPARED = Duration.ofMinutes(5);

  private static Browser browser;
  @TempDir static Path folder;
  private static GatewayProcess demo;
  private static URI page;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    demo = GatewayProcess.start("demo", "--port", "0");
    page = address(demo);
    Await.until(
        "each meter of the demo has said something",
        Duration.ofSeconds(60),
        () -> demo.page("/health").startsWith("200"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (demo != null) {
      demo.terminate();
    }
    if (browser != null) {
      browser.close();
    }
  }

  private static URI address(GatewayProcess gateway) throws Exception {
    String said = "The status page is at ";
    Await.until(
        "it has prepared its history",
        PREPARED,
        () -> !gateway.output(said).isEmpty() || !gateway.isAlive());
    String line = gateway.awaitLine(said);
    return URI.create(line.replaceFirst(".*The status page is at (\\S+).*", "$1"));
  }

  private static String digits(String text) {
    return text.replaceAll("\\D", "");
  }

  /** Yesterday was read from midnight to midnight, and every counter is known. */
  @Test
  void demoBeginsWellAndWithAWholeDayOfEachMeter() throws Exception {
    Await.until(
        "all is well once each meter has sent",
        Duration.ofSeconds(30),
        () -> demo.page("/health").contains("\"verdict\":\"All is well.\""));
    String yesterday = LocalDate.now().minusDays(1).toString();
    for (String counter :
        List.of(
            "omnipower,energy_import",
            "multical,heat_energy",
            "p1,energy_import",
            "p1-gas,gas_volume",
            "pulse,energy_import")) {
      String[] of = counter.split(",");
      String csv = demo.page("/history.csv?meter=" + of[0] + "&view=day&at=" + yesterday);
      long known =
          csv.lines().filter(row -> row.matches(".*," + of[1] + ",[^,]*,[0-9.]+,.*")).count();
      assertTrue(known > 80, known + " intervals of " + counter + " are known: " + csv);
    }
  }

  @Test
  void fourMeters() throws Exception {
    PageWalk walk = new PageWalk(browser, Pictures.OF_THIS_RUN);
    walk.visit("now", page);
    for (String meter : List.of("omnipower", "multical", "p1", "pulse")) {
      walk.visit("meter-" + meter, page.resolve("meter?name=" + meter));
    }
    walk.assertNoFaults();
  }

  @Test
  void history() throws Exception {
    PageWalk walk = new PageWalk(browser, Pictures.OF_THIS_RUN);
    for (String view : List.of("day", "week", "month", "year", "years")) {
      walk.visit("history-" + view, page.resolve("history?meter=omnipower&view=" + view));
    }
    walk.visit("history-heat", page.resolve("history?meter=multical&view=day"));
    walk.visit("readings", page.resolve("readings"));
    walk.assertNoFaults();
  }

  /** Whatever somebody types is answered by a page like the others. */
  @Test
  void pagesThatThereAreNot() throws Exception {
    PageWalk walk = new PageWalk(browser, Pictures.OF_THIS_RUN);
    walk.glance("not-a-page", page.resolve("nowhere"));
    walk.glance("not-a-meter", page.resolve("meter?name=omnipowre"));
    walk.glance("not-a-history", page.resolve("history?meter=nobody&view=day"));
    walk.glance("not-a-date", page.resolve("history?meter=omnipower&view=day&at=2026-13-77"));
    walk.glance("not-begun", page.resolve("history?meter=omnipower&view=year&at=2999"));
    walk.glance("not-a-moment", page.resolve("readings?at=yesterday-ish"));
    walk.glance("log-in", page.resolve("login"));
    walk.assertNoFaults();
  }

  @Test
  void withoutScriptsEverythingIsThereAndLeadsOn() throws Exception {
    browser.scripts(false);
    try {
      browser.open(page);
      assertTrue(digits(browser.find("main").getText()).length() > 20, "numbers are there");
      browser.open(
          URI.create(browser.find("a[href^='meter?name=omnipower']").getAttribute("href")));
      assertTrue(digits(browser.find("main").getText()).length() > 20, "numbers are there");
      browser.find("nav a[href^='history']").click();
      assertTrue(Integer.parseInt(browser.evaluate("document.querySelectorAll('svg').length")) > 0);
      assertEquals("0", browser.evaluate("document.querySelectorAll('canvas').length"));
      Pictures.OF_THIS_RUN.whole(browser, 390, "history-without-scripts-390");
      browser.find("nav a[href^='readings']").click();
      assertTrue(browser.find("main table").getText().contains("omnipower"));
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void printedPagesHaveTheNumbersOfTheScreen() throws Exception {
    for (String view : List.of("./", "history?meter=omnipower&view=day", "readings")) {
      browser.size(1280, 900);
      browser.open(page.resolve(view));
      Path file = Pictures.OF_THIS_RUN.folder().resolve(view.replaceAll("\\W+", "-") + ".pdf");
      browser.print(file);
      String paper = PrintedPages.text(file);
      assertTrue(paper.contains("omnipower"), view + paper);
      assertTrue(digits(paper).length() > 20, view + paper);
    }
  }

  /** A silent meter, wrong keys and a stopped broker, all in one home. */
  @Test
  void faults() throws Exception {
    String key = "0123456789ABCDEF0123456789ABCDEF";
    try (ServerSocket says = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GatewayProcess gateway =
            GatewayProcess.run(
                FourMeters.in(folder)
                    .meter(
                        "silent",
                        "driver: omnipower-dlms, link: \"tcp:127.0.0.1:"
                            + says.getLocalPort()
                            + "\"")
                    .meter(
                        "locked",
                        "driver: omnipower-dlms, link: \"emulator:omnipower?seed=7\","
                            + (" options: { encryption-key: " + key + " }"))
                    .with("outputs:", "  home:", "    type: mqtt")
                    .with("    url: mqtt://127.0.0.1:" + FreePorts.take())
                    .with("web: { listen: \"127.0.0.1:0\" }")
                    .write())) {
      URI faulty = address(gateway);
      // all of them, by their codes: a page that changes meanwhile cannot be examined
      for (String code : List.of("wrong-encryption-key", "silent", "broker-unreachable")) {
        Await.until(
            "the page says " + code,
            Duration.ofSeconds(100),
            () -> gateway.page("/health").contains("\"code\":\"" + code + "\""));
      }
      PageWalk walk = new PageWalk(browser, Pictures.OF_THIS_RUN);
      walk.visit("faults", faulty);
      walk.visit("meter-silent", faulty.resolve("meter?name=silent"));
      walk.visit("meter-locked", faulty.resolve("meter?name=locked"));
      walk.assertNoFaults();
    }
  }
}
