// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.browser;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A walk through views. Each is examined on three widths in light and dark for what does not fit,
 * by axe-core on a small phone and on a desk, with the Tab key, and for what the browser complains
 * of; six pictures of it stay in {@code target/pictures}. All faults of a walk are told together.
 */
public final class PageWalk {
  /** What is folded is examined too; the pictures show the page as it comes. */
  private static final String UNFOLD =
      """
      document.querySelectorAll('details:not([open])').forEach((e) => {
        e.open = true;
        e.unfoldedByTest = true;
      })\
      """;

  private static final String FOLD =
      """
      document.querySelectorAll('details').forEach((e) => {
        if (e.unfoldedByTest) e.open = false;
        delete e.unfoldedByTest;
      })\
      """;

  private final Browser browser;
  private final Pictures pictures;
  private final List<String> faults = new ArrayList<>();

  /**
   * Begins a walk.
   *
   * @param browser used by this walk alone.
   * @param pictures where pictures are written.
   */
  public PageWalk(Browser browser, Pictures pictures) {
    this.browser = browser;
    this.pictures = pictures;
  }

  /**
   * Opens a view and examines it.
   *
   * @param name of the view, which begins the names of its pictures.
   * @param uri its address.
   * @throws IOException when a picture cannot be written.
   */
  public void visit(String name, URI uri) throws IOException {
    browser.size(1280, 900);
    browser.leave();
    browser.open(uri);
    examine(name);
  }

  /**
   * Examines the view that is open.
   *
   * @param name of the view, which begins the names of its pictures.
   * @throws IOException when a picture cannot be written.
   */
  public void examine(String name) throws IOException {
    pictures.take(
        browser,
        name,
        picture -> {
          browser.redraw();
          add(picture, PageLayout.faults(browser).lines().toList());
          browser.evaluate(UNFOLD);
          add(picture + ", unfolded", PageLayout.faults(browser).lines().toList());
          if (!picture.contains("-390-")) {
            add(picture, Accessibility.violations(browser));
          }
          browser.evaluate(FOLD);
        });
    KeyboardWalk keys = KeyboardWalk.of(browser);
    add(name + ", not reached by the keyboard", keys.unreached());
    add(name + ", the keyboard's place is not seen", keys.unseen());
    add(name + ", the browser says", browser.complaints());
  }

  /**
   * Opens a very long view and examines it once, on a small phone in light colours.
   *
   * @param name of the view, which is the name of its picture.
   * @param uri its address.
   * @throws IOException when a picture cannot be written.
   */
  public void glance(String name, URI uri) throws IOException {
    browser.dark(false);
    browser.size(320, 900);
    browser.leave();
    browser.open(uri);
    add(name, PageLayout.faults(browser).lines().toList());
    add(name, Accessibility.violations(browser));
    pictures.whole(browser, 320, name);
    add(name + ", the browser says", browser.complaints());
  }

  private void add(String where, List<String> found) {
    found.forEach(fault -> faults.add(where + ": " + fault));
  }

  /**
   * Ends the walk.
   *
   * @throws AssertionError with all faults, a line each.
   */
  public void assertNoFaults() {
    if (!faults.isEmpty()) {
      throw new AssertionError(
          faults.size() + " faults:\n" + faults.stream().collect(Collectors.joining("\n")));
    }
  }
}
