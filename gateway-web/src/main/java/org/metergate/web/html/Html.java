// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes HTML. Every text and every attribute is escaped here and nowhere else; the output is one
 * line. One thread.
 *
 * <p>A part of a page that is updated while it is open is written between {@link #openPart} and
 * {@link #part}. What changes in it from reading to reading is written as cells; all else is its
 * form. As long as the form stays, an open page is sent nothing but the cells that changed.
 */
public final class Html {
  private static final long HASH_START = 0xcbf29ce484222325L;
  private static final long HASH_PRIME = 0x100000001b3L;

  private final StringBuilder out = new StringBuilder(4096);
  private final Map<String, PageFragment.Cell> cells = new LinkedHashMap<>();
  private long form = HASH_START;
  private int hashed;
  private int formPlace = -1;

  /** Begins a part: as {@link #open}, with a cell of its own for what changes in its attributes. */
  public Html openPart(String tag, String id, List<String> changing, String... attributes) {
    out.append('<').append(tag);
    attribute("id", id);
    out.append(" data-form=\"");
    formPlace = out.length();
    out.append('"');
    attributes(attributes);
    return cell("self", changing, null);
  }

  /**
   * Returns the part, which must be closed.
   *
   * @param id the same as at its beginning.
   * @return the part with its cells.
   */
  public PageFragment part(String id) {
    skim(out.length());
    String hash = Long.toHexString(form);
    return new PageFragment(id, out.insert(formPlace, hash).toString(), hash, cells);
  }

  /**
   * Opens an element some attributes of which change while the page is open.
   *
   * @param key of the cell, not repeated in the part.
   * @param changing names and values in turn; a null value leaves the attribute out.
   * @param attributes those that stay.
   */
  public Html openLive(String tag, String key, List<String> changing, String... attributes) {
    out.append('<').append(tag);
    attributes(attributes);
    return cell(key, changing, null);
  }

  /** Writes an element whose text changes while the page is open; as {@link #openLive}. */
  public Html live(
      String tag, String key, String text, List<String> changing, String... attributes) {
    out.append('<').append(tag);
    attributes(attributes);
    return cell(key, changing, text).close(tag);
  }

  /** Writes an element whose text alone changes while the page is open. */
  public Html live(String tag, String key, String text, String... attributes) {
    return live(tag, key, text, List.of(), attributes);
  }

  /**
   * Writes an element whose text the script computes from its attributes, such as an age: the text
   * is no news.
   */
  Html computed(String tag, String key, String text, List<String> changing, String... attributes) {
    live(tag, key, text, changing, attributes);
    cells.put(key, new PageFragment.Cell(null, changing));
    return this;
  }

  /** Ends the tag that is open, and writes the text, if there is one. */
  private Html cell(String key, List<String> changing, String text) {
    attribute("data-cell", key);
    skim(out.length());
    attributes(changing.toArray(String[]::new));
    hashed = out.length();
    out.append('>');
    if (text != null) {
      skim(out.length());
      escape(text);
      hashed = out.length();
    }
    cells.put(key, new PageFragment.Cell(text, changing));
    return this;
  }

  /** Adds what was written to the hash of the form. */
  private void skim(int end) {
    for (; hashed < end; hashed++) {
      form = (form ^ out.charAt(hashed)) * HASH_PRIME;
    }
  }

  /**
   * Opens an element; attributes are alternating names and values, a null value omits the
   * attribute.
   */
  public Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    attributes(attributes);
    out.append('>');
    return this;
  }

  private void attributes(String... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        attribute(attributes[i], attributes[i + 1]);
      }
    }
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(value);
    out.append('"');
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

  /** Marks that turn the direction of a line would turn ours around with the meter's. */
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
        case '\u061C', '\u200E', '\u200F' -> out.append('\uFFFD');
        case '\u202A', '\u202B', '\u202C', '\u202D', '\u202E' -> out.append('\uFFFD');
        case '\u2066', '\u2067', '\u2068', '\u2069' -> out.append('\uFFFD');
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
