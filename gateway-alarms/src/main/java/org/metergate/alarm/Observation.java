// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.Instant;
import java.util.Optional;

/**
 * What a document of health says of one watched thing.
 *
 * @param watched the thing.
 * @param state whether it is wrong.
 * @param since where it is wrong, since when.
 * @param sentence where it is wrong, what is wrong, without its name.
 * @param next what to do.
 */
public record Observation(
    Watched watched, State state, Instant since, String sentence, Optional<String> next) {

  /** Whether something is wrong. */
  public enum State {
    /** It is wrong. */
    HOLDS,
    /** It is as it should be. */
    OVER,
    /** Not known yet: what was known before still counts. */
    UNKNOWN
  }
}
