// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metergate.web.html.PageFragment;

/**
 * What open pages should show at present. Each part records in which version of the picture it last
 * changed, so that a slow page gets only the newest state of what it missed, never a queue.
 *
 * @param version increases with each update that found a change.
 * @param layout the version in which the list of parts last changed.
 * @param beat counts the heartbeats.
 * @param shown the parts in the order of the page.
 */
record LiveSnapshot(long version, long layout, long beat, List<Shown> shown) {

  /** A part and the version in which it last changed. */
  record Shown(PageFragment pageFragment, long changed) {}

  /** Returns the picture before the first update. */
  static LiveSnapshot empty() {
    return new LiveSnapshot(0, 0, 0, List.of());
  }

  /** Returns the picture updated with the present parts of the page. */
  LiveSnapshot with(List<PageFragment> pageFragments) {
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
        : new LiveSnapshot(next, sameLayout ? layout : next, beat, List.copyOf(after));
  }

  /** Returns the picture at the next heartbeat. */
  LiveSnapshot withBeat() {
    return new LiveSnapshot(version, layout, beat + 1, shown);
  }

  /** Returns the ids of the parts in the order of the page, separated by spaces. */
  String ids() {
    return String.join(" ", ids(shown));
  }

  private static List<String> ids(List<Shown> shown) {
    return shown.stream().map(one -> one.pageFragment().id()).toList();
  }
}
