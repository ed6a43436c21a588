// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

import java.util.ArrayList;
import java.util.List;

/** The meters that once proved a message by its tag: from then on they must prove each one. */
public final class AuthenticatedSenders {
  private static final int MOST = 16;

  private final List<Long> titles = new ArrayList<>();

  /** Begins with none. */
  public AuthenticatedSenders() {}

  /**
   * Takes what was remembered before a restart.
   *
   * @param text from {@link #text}; what is no title in it is passed over.
   */
  public void restore(String text) {
    for (String hex : text.split(" ")) {
      if (hex.matches("[0-9A-F]{16}")) {
        add(Long.parseUnsignedLong(hex, 16));
      }
    }
  }

  /**
   * Says whether there is none.
   *
   * @return true at first.
   */
  public boolean isEmpty() {
    return titles.isEmpty();
  }

  /**
   * Looks for a meter.
   *
   * @param title its system title.
   * @return whether it proved a message.
   */
  public boolean contains(long title) {
    for (int i = 0; i < titles.size(); i++) {
      if (titles.get(i) == title) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds a title; the oldest is forgotten where there are too many.
   *
   * @param title of a meter that proved a message.
   */
  public void add(long title) {
    if (!contains(title)) {
      if (titles.size() == MOST) {
        titles.remove(0);
      }
      titles.add(title);
    }
  }

  /**
   * Writes what to remember.
   *
   * @return for {@link #restore}.
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (long title : titles) {
      text.append(text.isEmpty() ? "" : " ").append(new SystemTitle(title).hex());
    }
    return text.toString();
  }
}
