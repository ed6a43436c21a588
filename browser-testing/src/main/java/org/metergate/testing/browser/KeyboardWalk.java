// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.browser;

import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/**
 * The way of the Tab key through a page.
 *
 * @param steps the elements in the order in which the key reaches them.
 * @param unreached controls that it does not reach.
 * @param unseen elements that look the same with the keyboard on them as without.
 */
public record KeyboardWalk(List<String> steps, List<String> unreached, List<String> unseen) {
  private static final int LONGEST = 400;

  private static final String NAMES =
      """
      window.walkLook = (control) => [control, ...control.querySelectorAll('*')].map((e) => {
        const s = getComputedStyle(e);
        return s.outlineStyle + s.outlineWidth + s.boxShadow + s.borderColor + s.backgroundColor
          + s.stroke + s.strokeWidth + s.textDecorationLine;
      }).join();
      const controls = [...document.querySelectorAll(
          'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
        .filter((e) => e.checkVisibility() && !e.disabled);
      controls.forEach((e, i) => { e.dataset.walk = i; });
      window.walkLooks = controls.map(window.walkLook);
      return controls.map((e, i) => i + ' ' + e.outerHTML.slice(0, 100));
      """;

  private static final String FOCUS =
      """
      const e = document.activeElement;
      if (!e || e === document.body || e.dataset.walk === undefined) return '';
      const seen = window.walkLook(e) !== window.walkLooks[e.dataset.walk];
      return e.dataset.walk + (seen ? ' seen' : ' unseen');
      """;

  /**
   * Presses Tab from the beginning of the page to its end.
   *
   * @param browser with the page.
   * @return the way.
   */
  public static KeyboardWalk of(Browser browser) {
    List<?> controls = (List<?>) browser.driver().executeScript(NAMES);
    List<Integer> reached = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (int i = 0; i < LONGEST; i++) {
      new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
      String[] focus = String.valueOf(browser.driver().executeScript(FOCUS)).split(" ");
      if (focus[0].isEmpty()) {
        if (!reached.isEmpty()) {
          break;
        }
        continue;
      }
      int index = Integer.parseInt(focus[0]);
      if (!reached.isEmpty() && reached.get(reached.size() - 1) == index) {
        continue; // the day, month and year of a date
      }
      if (reached.contains(index)) {
        break;
      }
      reached.add(index);
      if (focus[1].equals("unseen")) {
        unseen.add(String.valueOf(controls.get(index)));
      }
    }
    List<String> unreached = new ArrayList<>();
    for (int i = 0; i < controls.size(); i++) {
      if (!reached.contains(i)) {
        unreached.add(String.valueOf(controls.get(i)));
      }
    }
    List<String> steps = reached.stream().map(i -> String.valueOf(controls.get(i))).toList();
    return new KeyboardWalk(steps, unreached, unseen);
  }
}
