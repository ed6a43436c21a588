// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a page that is updated while the page is open.
 *
 * @param id of its outermost element.
 * @param html that element, escaped, in one line.
 * @param form a hash of everything in it but the cells: the same as long as the cells alone differ.
 * @param cells what changes from reading to reading, by keys that are attributes {@code data-cell}.
 */
public record PageFragment(String id, String html, String form, Map<String, Cell> cells) {

  /** Keeps the order of the cells. */
  public PageFragment {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /** Returns the part as one that is not shown. */
  public PageFragment hidden() {
    int end = html.indexOf(' ');
    String without = html.substring(0, end) + " hidden" + html.substring(end);
    return new PageFragment(id, without, form, cells);
  }

  /**
   * What an element shows at present.
   *
   * @param text plain; null for an element with others inside.
   * @param attributes names and values in turn; a null value for one that is absent.
   */
  public record Cell(String text, List<String> attributes) {

    /** Keeps absent values. */
    public Cell {
      attributes = Collections.unmodifiableList(attributes);
    }
  }
}
