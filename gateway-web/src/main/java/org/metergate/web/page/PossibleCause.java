// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.util.Objects;

/**
 * What can be the matter with a meter.
 *
 * @param cause in a sentence.
 * @param check how to find out whether it is that, in sentences; empty where nothing is known.
 */
public record PossibleCause(String cause, String check) {

  /** Checks that nothing is missing. */
  public PossibleCause {
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(check, "check");
  }
}
