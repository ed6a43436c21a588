// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.check;

import java.util.Collection;
import java.util.Iterator;
import java.util.TreeSet;

/** Numbers of telegrams in a sentence: {@code 62 telegrams (0 to 29, 33, 36 to 66)}. */
final class Runs {
  private static final int SHOWN = 8;

  private Runs() {}

  static String text(Collection<Integer> numbers) {
    TreeSet<Integer> sorted = new TreeSet<>(numbers);
    if (numbers.size() == 1) {
      return "telegram " + sorted.first();
    }
    StringBuilder text = new StringBuilder(numbers.size() + " telegrams (");
    Iterator<Integer> next = sorted.iterator();
    Integer at = next.next();
    for (int run = 0; at != null; run++) {
      int first = at;
      int last = at;
      at = next.hasNext() ? next.next() : null;
      while (at != null && at == last + 1) {
        last = at;
        at = next.hasNext() ? next.next() : null;
      }
      if (run == SHOWN) {
        text.append(", and more");
        break;
      }
      text.append(run == 0 ? "" : ", ").append(first == last ? "" + first : first + " to " + last);
    }
    return text.append(")").toString();
  }
}
