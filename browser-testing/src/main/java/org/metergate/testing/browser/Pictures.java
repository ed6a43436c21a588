// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Pictures of the whole page, in light and dark, on a small phone, a phone and a desk.
 *
 * @param folder where the pictures are written as {@code NAME-WIDTH-light.png}.
 */
public record Pictures(Path folder) {
  /** Widths in CSS pixels. */
  public static final List<Integer> WIDTHS = List.of(320, 390, 1280);

  private static final int HIGHEST = 8000;

  /** The pictures of a module's test run, which stay after it. */
  public static final Pictures OF_THIS_RUN = new Pictures(Path.of("target", "pictures"));

  /**
   * Takes all six pictures; afterwards the page is light and on a desk.
   *
   * @param browser with the page.
   * @param name of the view, for example {@code silent-meter}.
   * @param each called at each of the six, when the page has that width and colours.
   * @throws IOException when a file cannot be written.
   */
  public void take(Browser browser, String name, Consumer<String> each) throws IOException {
    for (boolean dark : List.of(true, false)) {
      browser.dark(dark);
      for (int width : WIDTHS) {
        browser.size(width, 900);
        String picture = "%s-%d-%s".formatted(name, width, dark ? "dark" : "light");
        each.accept(picture);
        whole(browser, width, picture);
      }
    }
    browser.size(1280, 900);
  }

  /**
   * Takes one picture of the whole page as it is now; the window has that width afterwards.
   *
   * @param browser with the page.
   * @param width in CSS pixels.
   * @param name of the picture, without its ending.
   * @throws IOException when the file cannot be written.
   */
  public void whole(Browser browser, int width, String name) throws IOException {
    String height = browser.evaluate("Math.ceil(document.documentElement.scrollHeight)");
    browser.size(width, Math.min(HIGHEST, Math.max(600, Integer.parseInt(height))));
    browser.picture(file(name));
    browser.size(width, 900);
  }

  /**
   * Returns the file of a picture.
   *
   * @param name of the picture, without its ending.
   * @return where it is written.
   */
  public Path file(String name) {
    return folder.resolve(name.toLowerCase(Locale.ROOT) + ".png");
  }
}
