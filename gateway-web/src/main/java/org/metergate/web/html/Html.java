// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

/**
 * Writes HTML. Every text and every attribute is escaped here and nowhere else; the output is one
 * line, so that it fits into one field of an event. One thread.
 */
public final class Html {
  private final StringBuilder out = new StringBuilder(8192);

  /**
   * Opens an element; attributes are alternating names and values, a null value omits the
   * attribute.
   */
  public Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ').append(attributes[i]).append("=\"");
        escape(attributes[i + 1]);
        out.append('"');
      }
    }
    out.append('>');
    return this;
  }

  /** Closes an element. */
  public Html close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  /** Writes a text. */
  public Html text(String text) {
    escape(text);
    return this;
  }

  /** Writes an element that contains only a text. */
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** Writes a sign that is hidden from screen readers. */
  public Html sign(String symbol) {
    return element("span", symbol, "class", "sign", "aria-hidden", "true");
  }

  /** Appends a fragment that another writer has already escaped. */
  public Html take(PageFragment pageFragment) {
    out.append(pageFragment.html());
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t', '\r' -> out.append(' ');
        // the other control characters are not allowed in HTML, not even escaped
        default -> out.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
