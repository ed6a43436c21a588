// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

/** The texts that occurred so far: a set that only grows, without an object for each of them. */
final class Seen {
  private String[] places;
  private int size;

  /** Creates a set for about this many texts. */
  Seen(int expected) {
    places = new String[Integer.highestOneBit(Math.max(expected, 4)) * 4];
  }

  /** Adds a text; false if it is there already. */
  boolean add(String text) {
    if (2 * size >= places.length) {
      grow();
    }
    if (!put(text)) {
      return false;
    }
    size++;
    return true;
  }

  private boolean put(String text) {
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 15) & places.length - 1;
    while (places[place] != null) {
      if (places[place].equals(text)) {
        return false;
      }
      place = place + 1 & places.length - 1;
    }
    places[place] = text;
    return true;
  }

  private void grow() {
    String[] before = places;
    places = new String[2 * before.length];
    for (String text : before) {
      if (text != null) {
        put(text);
      }
    }
  }
}
