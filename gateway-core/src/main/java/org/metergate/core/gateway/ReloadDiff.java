// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;

/**
 * The difference between what runs and what is configured; names of meters or outputs.
 *
 * @param stopped not configured any more.
 * @param restarted configured in another way.
 * @param started new.
 * @param kept unchanged.
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

  /** Returns whether there was and is nothing at all. */
  boolean isEmpty() {
    return stopped.isEmpty() && restarted.isEmpty() && started.isEmpty() && kept.isEmpty();
  }

  /** Compares names before and now; of those in both, {@code same} has the unchanged ones. */
  static ReloadDiff of(List<String> before, List<String> now, List<String> same) {
    return new ReloadDiff(
        before.stream().filter(name -> !now.contains(name)).toList(),
        now.stream().filter(name -> before.contains(name) && !same.contains(name)).toList(),
        now.stream().filter(name -> !before.contains(name)).toList(),
        now.stream().filter(same::contains).toList());
  }
}
