// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of an alarm: whether it could tell what it had to tell.
 *
 * @param alarm the configured name.
 * @param type for example {@code mail}.
 * @param waiting number of messages that wait to be sent.
 * @param lastSent when the last message arrived, since the start.
 * @param fault what prevents telling now, if anything.
 */
public record AlarmHealth(
    String alarm,
    String type,
    int waiting,
    Optional<Instant> lastSent,
    Optional<ActiveFinding> fault) {
  /** How long a fault may last before the alarm counts as broken. */
  public static final Duration LIMIT = Duration.ofMinutes(1);
}
