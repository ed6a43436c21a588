// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.List;

/** Where the lines of a text begin, with any mixture of line breaks. */
final class Lines {
  private final List<Integer> starts = new ArrayList<>(List.of(0));

  Lines(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean crLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || c == '\r' && !crLf || c == '\u2028' || c == '\u2029' || c == '\u0085') {
        starts.add(i + 1);
      }
    }
  }

  /** Returns the number of the line in which a place is, from 1. */
  int line(int place) {
    int low = 0;
    int high = starts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts.get(middle) <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low + 1;
  }

  /** Returns the number of a place within its line, from 1. */
  int column(int place) {
    return place - starts.get(line(place) - 1) + 1;
  }
}
