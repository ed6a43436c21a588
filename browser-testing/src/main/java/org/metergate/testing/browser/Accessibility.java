// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What axe-core finds on a page: rules of WCAG 2.2 (A and AA) and good practice, with the contrast
 * of all texts in the colours that are chosen.
 */
public final class Accessibility {
  private static final String AXE = script();

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ['violations'], preload: false }).then(
        (found) => done(found.violations.flatMap((rule) => rule.nodes.map((node) =>
          rule.id + ': ' + rule.help + ': ' + node.html.slice(0, 200) + ' '
          + [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')))),
        (fault) => done(['axe failed: ' + fault]));
      """;

  private Accessibility() {}

  private static String script() {
    try (InputStream in = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Examines the page that is open. Works with scripts of pages turned off as well.
   *
   * @param browser with the page.
   * @return a sentence for each element that breaks a rule; empty for a good page.
   */
  public static List<String> violations(Browser browser) {
    browser.driver().executeScript(AXE);
    Object found = browser.driver().executeAsyncScript(RUN);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }
}
