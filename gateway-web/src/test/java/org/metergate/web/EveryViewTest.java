// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.testing.browser.Browser;
import org.metergate.testing.browser.PageWalk;
import org.metergate.testing.browser.Pictures;

/** Every view of the page now, as people with a phone, weak eyes or a keyboard meet it. */
@Tag("browser")
@Timeout(240) // a machine that is busy with other tests takes a multiple of the usual 10 s
class EveryViewTest {
  private static Browser browser;

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

  private static void walk(String name, Household house, String... views) throws Exception {
    try (StatusPage page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources())) {
      PageWalk walk = new PageWalk(browser, Pictures.OF_THIS_RUN);
      walk.visit(name, page.uri());
      for (String view : views) {
        String picture = name + "-" + view.replaceAll("\\W+", "-");
        walk.visit(picture, page.uri().resolve(view));
      }
      walk.assertNoFaults();
    }
  }

  /** A household of that many meters, of which all have sent something. */
  private static Household of(int meters) {
    Household house = new Household();
    for (int i = 0; i < meters; i++) {
      String name = "flat-" + (i + 1);
      house.meter(name, "tcp:10.0.7." + i % 250 + ":2000");
      house.telegram(name, 100 + 37 * i);
    }
    return house;
  }

  @Test
  void noMeter() throws Exception {
    walk("meters-0", of(0));
  }

  @Test
  void oneMeter() throws Exception {
    walk("meters-1", of(1));
  }

  @Test
  void fortyMeters() throws Exception {
    Household house = of(40);
    house.silence("flat-17");
    walk("meters-40", house);
  }

  @Test
  void thousandMeters() throws Exception {
    Household house = of(1000);
    try (StatusPage page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources())) {
      PageWalk walk = new PageWalk(browser, Pictures.OF_THIS_RUN);
      walk.glance("meters-1000", page.uri());
      walk.assertNoFaults();
    }
  }

  /** Faults, remarks, waiting, old values, long names and an output behind, all at once. */
  @Test
  void everythingAtOnce() throws Exception {
    Household house = Household.with("electricity");
    house.telegram("electricity", 1482);
    house.crowd();
    walk("faults", house);
  }

  /** What a person meets at a wrong address, and when something fails. */
  @Test
  void pagesThatThereAreNot() throws Exception {
    try (StatusPage page = StatusPage.start(new WebAddress("127.0.0.1", 0), of(1).sources())) {
      page.serve(new ProblemPagesTest.Answering("/fails", 0));
      PageWalk walk = new PageWalk(browser, Pictures.OF_THIS_RUN);
      walk.glance("problem-404", page.uri().resolve("a/b/nothing"));
      walk.glance("problem-meter", page.uri().resolve("meter?name=flat-2"));
      walk.visit("problem-500", page.uri().resolve("fails"));
      walk.assertNoFaults();
    }
  }
}
