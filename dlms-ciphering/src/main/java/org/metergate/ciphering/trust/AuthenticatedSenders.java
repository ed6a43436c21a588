// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

import java.util.ArrayList;
import java.util.List;

/**
 * The meters that once sent a message with a valid tag: from then on each message must have one.
 */
public final class AuthenticatedSenders {
  private static final int MAX_TITLES = 16;

  private final List<Long> titles = new ArrayList<>();

  /** Creates an empty set. */
  public AuthenticatedSenders() {}

  /**
   * Restores what was stored before a restart.
   *
   * @param text from {@link #text}; parts that are not a title are skipped.
   */
  public void restore(String text) {
    for (String hex : text.split(" ")) {
      if (hex.matches("[0-9A-F]{16}")) {
        add(Long.parseUnsignedLong(hex, 16));
      }
    }
  }

  /**
   * Returns whether there are none.
   *
   * @return true until the first is added.
   */
  public boolean isEmpty() {
    return titles.isEmpty();
  }

  /**
   * Returns whether a meter is known to authenticate its messages.
   *
   * @param title its system title.
   * @return whether it sent a message with a valid tag.
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
   * Adds a title; the oldest is dropped where there are too many (16).
   *
   * @param title of a meter that sent a message with a valid tag.
   */
  public void add(long title) {
    if (!contains(title)) {
      if (titles.size() == MAX_TITLES) {
        titles.remove(0);
      }
      titles.add(title);
    }
  }

  /**
   * Returns the state to store.
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
