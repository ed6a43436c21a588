// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk finds each kind of fault that somebody may build into a page, and none in a good one. */
@Tag("browser")
class PageWalkTest {
  private static final String GOOD =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Good</title>
      <meta name="viewport" content="width=device-width,initial-scale=1"></head>
      <body><main><h1>Good</h1><p>1&#8239;482 W</p><p><a href="?">More</a></p></main></body></html>
      """;

  private static Browser browser;
  @TempDir Path folder;

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

  private String faults(String html) throws Exception {
    Path file = Files.writeString(folder.resolve("page.html"), html);
    PageWalk walk = new PageWalk(browser, new Pictures(folder));
    walk.visit("page", file.toUri());
    try {
      walk.assertNoFaults();
      return "";
    } catch (AssertionError e) {
      return e.getMessage();
    }
  }

  private void assertFound(String kind, String fault) throws Exception {
    String found = faults(GOOD.replace("</main>", fault + "</main>"));
    assertTrue(found.contains(kind), fault + " gave: " + found);
  }

  @Test
  void goodPageHasNoFaultsAndSixPictures() throws Exception {
    assertEquals("", faults(GOOD));
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(
          List.of(
              "page-1280-dark.png",
              "page-1280-light.png",
              "page-320-dark.png",
              "page-320-light.png",
              "page-390-dark.png",
              "page-390-light.png",
              "page.html"),
          names);
    }
  }

  @Test
  void eachKindOfFaultIsFound() throws Exception {
    assertFound("beyond the edge", "<p style='width:600px'>wide</p>");
    assertFound("a broken number", "<p style='width:1.5em;word-break:break-all'>20059380</p>");
    assertFound(
        "an overfull box", "<div style='width:40px;white-space:nowrap'>20 059 380 kWh</div>");
    assertFound("a small control", "<button style='height:12px'>x</button>");
    assertFound("color-contrast", "<p style='color:#bbb;background:#fff'>faint</p>");
    assertFound("image-alt", "<img src='data:,'>");
    assertFound("label", "<input name='q'>");
    assertFound("the keyboard's place is not seen", "<button style='outline:none'>unseen</button>");
    assertFound("not reached by the keyboard", "<button tabindex='-1'>unreached</button>");
    assertFound("the browser says", "<script>throw new Error('broken')</script>");
  }

  @Test
  void allFaultsAreToldTogether() throws Exception {
    Path file = Files.writeString(folder.resolve("page.html"), GOOD.replace("<h1>", "<h1><img>"));
    PageWalk walk = new PageWalk(browser, new Pictures(folder));
    walk.glance("first", file.toUri());
    walk.glance("second", file.toUri());
    String told = assertThrows(AssertionError.class, walk::assertNoFaults).getMessage();
    assertTrue(told.contains("first: image-alt") && told.contains("second: image-alt"), told);
  }

  /** A page whose server has ended goes on to complain until another one is opened. */
  @Test
  void whatTheBrowserSaidOfThePageBeforeIsNoFault() throws Exception {
    Path broken = folder.resolve("broken.html");
    String script = "<script>throw new Error('broken')</script>";
    Files.writeString(broken, GOOD.replace("</main>", script + "</main>"));
    browser.open(broken.toUri());
    assertEquals("", faults(GOOD));
  }
}
