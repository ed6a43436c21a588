// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metergate.web.html.PageFragment;

/**
 * What open pages should show at present. Each part records in which version of the picture its
 * form and each of its cells last changed, so that a slow page gets only the newest state of what
 * it missed, never a queue.
 *
 * @param version increases with each update that found a change.
 * @param layout the version in which the list of parts last changed.
 * @param beat counts the heartbeats.
 * @param shown the parts in the order of the page.
 */
record LiveSnapshot(long version, long layout, long beat, List<Shown> shown) {

  /**
   * A part.
   *
   * @param part its newest state.
   * @param born the version in which it appeared.
   * @param form the version in which its form last changed.
   * @param cells the version in which each of its cells last changed.
   */
  record Shown(PageFragment part, long born, long form, Map<String, Long> cells) {

    static Shown first(PageFragment part, long version) {
      return new Shown(part, version, version, all(part, version));
    }

    private static Map<String, Long> all(PageFragment part, long version) {
      Map<String, Long> cells = new HashMap<>();
      part.cells().keySet().forEach(key -> cells.put(key, version));
      return cells;
    }

    Shown with(PageFragment now, long version) {
      if (!now.form().equals(part.form())) {
        return new Shown(now, born, version, all(now, version));
      }
      if (now.cells().equals(part.cells())) {
        return this;
      }
      Map<String, Long> changed = new HashMap<>(cells);
      now.cells()
          .forEach(
              (key, cell) -> {
                if (!cell.equals(part.cells().get(key))) {
                  changed.put(key, version);
                }
              });
      return new Shown(now, born, form, changed);
    }
  }

  /** Returns the picture before the first update. */
  static LiveSnapshot empty() {
    return new LiveSnapshot(0, 0, 0, List.of());
  }

  /** Returns the picture updated with the present parts of the page. */
  LiveSnapshot with(List<PageFragment> parts) {
    Map<String, Shown> before = new HashMap<>();
    shown.forEach(one -> before.put(one.part().id(), one));
    long next = version + 1;
    boolean changed = shown.size() != parts.size();
    boolean sameLayout = !changed;
    List<Shown> after = new ArrayList<>(parts.size());
    for (PageFragment part : parts) {
      int at = after.size();
      sameLayout &= at < shown.size() && shown.get(at).part().id().equals(part.id());
      Shown old = before.get(part.id());
      Shown now = old == null ? Shown.first(part, next) : old.with(part, next);
      changed |= now != old;
      after.add(now);
    }
    return changed || !sameLayout
        ? new LiveSnapshot(next, sameLayout ? layout : next, beat, List.copyOf(after))
        : this;
  }

  /** Returns the picture at the next heartbeat. */
  LiveSnapshot withBeat() {
    return new LiveSnapshot(version, layout, beat + 1, shown);
  }
}
