// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import org.metergate.spi.finding.Finding;

/**
 * Is told of each change once; repetitions are only counted. Called on the thread that found it.
 */
public interface FindingListener {

  /** What a change is. */
  enum Change {
    /** A fault or condition holds from now on. */
    BEGAN,
    /** A fault or condition is over. */
    ENDED,
    /** An event happened. */
    HAPPENED
  }

  /**
   * Something changed.
   *
   * @param meter the configured name.
   * @param finding what.
   * @param change how.
   */
  void changed(String meter, Finding finding, Change change);
}
