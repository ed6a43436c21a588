// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.browser;

/**
 * What a person with a small window or weak eyes sees of a page, as expressions that find faults.
 */
public final class PageLayout {
  /** Elements beyond the right edge that cannot be scrolled to within an element of their own. */
  private static final String TOO_WIDE =
      """
      (() => {
        const edge = document.documentElement.clientWidth + 0.5;
        const scrolls = (e) => e && e !== document.body && e !== document.documentElement
          && (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX)
              && e.getBoundingClientRect().right <= edge || scrolls(e.parentElement));
        const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth
          ? ['the page is ' + document.documentElement.scrollWidth + ' wide'] : [];
        for (const e of document.querySelectorAll('body *')) {
          if (e.closest('svg') && e.tagName !== 'svg') continue;
          if (e.checkVisibility() && e.getBoundingClientRect().right > edge
              && !scrolls(e.parentElement)) {
            wide.push(e.outerHTML.slice(0, 120));
          }
        }
        return wide.slice(0, 5).join('\\n');
      })()\
      """;

  /** Numbers that go over two lines: a digit, then a digit of the same text on another line. */
  private static final String BROKEN_NUMBERS =
      """
      (() => {
        const broken = [];
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        while (texts.nextNode()) {
          const text = texts.currentNode;
          if (!text.parentElement.checkVisibility()) continue;
          if (text.parentElement.closest('svg, script, style, pre, code')) continue;
          for (const number of text.data.matchAll(/(?<![\\p{L}\\d_])\\d+(?:[.,:\\u202f\\u00a0\\u2009]\\d+)*(?![\\p{L}\\d])/gu)) {
            range.setStart(text, number.index);
            range.setEnd(text, number.index + number[0].length);
            const tops = new Set([...range.getClientRects()].map((r) => Math.round(r.top)));
            if (tops.size > 1) broken.push(number[0] + ' in ' + text.data.trim().slice(0, 80));
          }
        }
        return broken.slice(0, 5).join('\\n');
      })()\
      """;

  /** Boxes that are too narrow for what is in them, so that it is cut or covers the next one. */
  private static final String OVERFULL =
      """
      [...document.querySelectorAll('body *')]
        .filter((e) => !e.closest('svg, .visually-hidden, .skip') && e.checkVisibility())
        .filter((e) => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1)
        .filter((e) => !['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
        .filter((e) => !['INPUT', 'SELECT'].includes(e.tagName))
        .map((e) => e.scrollWidth + ' in ' + e.clientWidth + ': ' + e.outerHTML.slice(0, 100))
        .slice(0, 3).join('\\n')\
      """;

  /** Links and buttons smaller than 24 pixels, but for those within a sentence (WCAG 2.5.8). */
  private static final String SMALL_TARGETS =
      """
      [...document.querySelectorAll('a, button, input, select, summary')]
        .filter((e) => e.checkVisibility() && !e.closest('svg'))
        .filter((e) => getComputedStyle(e).display !== 'inline')
        .filter((e) => e.type !== 'hidden')
        .filter((e) => e.getBoundingClientRect().height < 23.5)
        .map((e) => e.outerHTML.slice(0, 100) + ' ' + e.getBoundingClientRect().height)
        .slice(0, 5).join('\\n')\
      """;

  private static final String FOREIGN =
      """
      performance.getEntriesByType('resource').map((e) => e.name)
        .filter((name) => !name.startsWith(location.origin + '/')).join('\\n')\
      """;

  private PageLayout() {}

  /**
   * Finds what is wrong with the page at its present width.
   *
   * @param browser with the page.
   * @return a line for each element that is beyond the edge, number that is broken, control that is
   *     too small, or file from another host; empty for a good page.
   */
  public static String faults(Browser browser) {
    StringBuilder faults = new StringBuilder();
    add(faults, "beyond the edge", browser.evaluate(TOO_WIDE));
    add(faults, "a broken number", browser.evaluate(BROKEN_NUMBERS));
    add(faults, "an overfull box", browser.evaluate(OVERFULL));
    add(faults, "a small control", browser.evaluate(SMALL_TARGETS));
    add(faults, "from another host", browser.evaluate(FOREIGN));
    return faults.toString();
  }

  private static void add(StringBuilder faults, String what, String found) {
    if (!found.isEmpty()) {
      faults.append(what).append(": ").append(found).append('\n');
    }
  }
}
