// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import org.metergate.spi.finding.Finding;

/**
 * Receives each change of a finding once; repetitions are only counted. Called on the thread that
 * reported the finding.
 */
public interface FindingListener {

  /** The kind of change. */
  enum Change {
    /** A fault or condition is active from now on. */
    BEGAN,
    /** A fault or condition is over. */
    ENDED,
    /** An event happened. */
    HAPPENED
  }

  /**
   * Called when a finding began, ended or happened.
   *
   * @param meter the configured name.
   * @param finding the finding.
   * @param change what happened to it.
   */
  void changed(String meter, Finding finding, Change change);
}
