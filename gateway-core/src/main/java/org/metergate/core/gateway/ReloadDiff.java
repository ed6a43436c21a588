// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;

/**
 * What came of comparing what runs with what is wanted; names of meters or outputs.
 *
 * @param stopped not wanted any more.
 * @param restarted wanted in another way.
 * @param started new.
 * @param kept nothing was changed in them.
 */
record ReloadDiff(
    List<String> stopped, List<String> restarted, List<String> started, List<String> kept) {
  /** Copies the lists. */
  ReloadDiff {
    stopped = List.copyOf(stopped);
    restarted = List.copyOf(restarted);
    started = List.copyOf(started);
    kept = List.copyOf(kept);
  }

  /** Compares names before and now; of those in both, {@code same} says which were left alone. */
  static ReloadDiff of(List<String> before, List<String> now, List<String> same) {
    return new ReloadDiff(
        before.stream().filter(name -> !now.contains(name)).toList(),
        now.stream().filter(name -> before.contains(name) && !same.contains(name)).toList(),
        now.stream().filter(name -> !before.contains(name)).toList(),
        now.stream().filter(same::contains).toList());
  }
}
