// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What open pages should show by now. Each part knows in which version of the picture it changed
 * last, so that a page that was slow gets only the newest state of what it missed, never a queue.
 *
 * @param version grows with each look that found a change.
 * @param layout the version in which the list of parts changed last.
 * @param beat counts the heartbeats.
 * @param shown the parts in the order of the page.
 */
record LivePicture(long version, long layout, long beat, List<Shown> shown) {

  /** A part and the version in which it changed last. */
  record Shown(PageFragment pageFragment, long changed) {}

  /** Before the first look. */
  static LivePicture empty() {
    return new LivePicture(0, 0, 0, List.of());
  }

  /** The picture after a look at the page. */
  LivePicture with(List<PageFragment> pageFragments) {
    Map<String, Shown> before = new HashMap<>();
    shown.forEach(one -> before.put(one.pageFragment().id(), one));
    long next = version + 1;
    List<Shown> after = new ArrayList<>();
    for (PageFragment pageFragment : pageFragments) {
      Shown old = before.get(pageFragment.id());
      after.add(
          old != null && old.pageFragment().equals(pageFragment)
              ? old
              : new Shown(pageFragment, next));
    }
    boolean sameLayout = ids(shown).equals(ids(after));
    return after.equals(shown)
        ? this
        : new LivePicture(next, sameLayout ? layout : next, beat, List.copyOf(after));
  }

  /** The picture at the next heartbeat. */
  LivePicture beaten() {
    return new LivePicture(version, layout, beat + 1, shown);
  }

  /** The ids of the parts in the order of the page, separated by blanks. */
  String ids() {
    return String.join(" ", ids(shown));
  }

  private static List<String> ids(List<Shown> shown) {
    return shown.stream().map(one -> one.pageFragment().id()).toList();
  }
}
