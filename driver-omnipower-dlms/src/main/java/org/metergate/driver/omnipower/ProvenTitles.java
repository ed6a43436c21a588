// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.ArrayList;
import java.util.List;

/** The meters that once proved a message by its tag: from then on they must prove each one. */
final class ProvenTitles {
  private static final int MOST = 16;

  private final List<Long> titles = new ArrayList<>();

  /** Takes what was remembered before a restart; what is no title in it is passed over. */
  void restore(String text) {
    for (String hex : text.split(" ")) {
      if (hex.matches("[0-9A-F]{16}")) {
        add(Long.parseUnsignedLong(hex, 16));
      }
    }
  }

  boolean isEmpty() {
    return titles.isEmpty();
  }

  boolean contains(long title) {
    for (int i = 0; i < titles.size(); i++) {
      if (titles.get(i) == title) {
        return true;
      }
    }
    return false;
  }

  /** Adds a title; the oldest is forgotten where there are too many. */
  void add(long title) {
    if (!contains(title)) {
      if (titles.size() == MOST) {
        titles.remove(0);
      }
      titles.add(title);
    }
  }

  /** What to remember. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (long title : titles) {
      text.append(text.isEmpty() ? "" : " ").append(new SystemTitle(title).hex());
    }
    return text.toString();
  }
}
