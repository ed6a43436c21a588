// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;

/** Whether a meter was heard within its usual time. */
enum Lateness {
  /** Its newest reading is recent, or it has one and its pace is unknown. */
  HEARD,
  /** Not heard, but the time for it is not over. */
  WAITING,
  /** Not heard within its usual time. */
  LATE;

  /** The time for the first reading begins when the meter starts to be read. */
  static Lateness of(MeterHealth meter, Instant now) {
    if (meter.pace().isEmpty()) {
      return meter.lastReading().isPresent() ? HEARD : WAITING;
    }
    Instant oldest = now.minus(meter.pace().get().heardWithin());
    if (meter.lastReading().filter(at -> !at.isBefore(oldest)).isPresent()) {
      return HEARD;
    }
    return meter.startedAt().isBefore(oldest) ? LATE : WAITING;
  }
}
