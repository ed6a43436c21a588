// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The health of a gateway at one moment, in words. {@link HealthAuthor} is the only one who writes
 * it; the page, {@code /health}, MQTT and {@code control.sock} show it as it is.
 *
 * @param gateway its configured name.
 * @param time the moment.
 * @param well false when a meter was not heard within its usual time or its chain is broken, when
 *     something is withheld, when the journal has a fault, when an output is behind, or when an
 *     alarm fails.
 * @param state in one word, the worst of all parts.
 * @param verdict one sentence of at most {@link #LONGEST_VERDICT} characters: what needs a person
 *     first, with the name of the meter or output, and how many more faults there are.
 * @param next what to do about the verdict; empty if nothing needs to be done.
 * @param journal the storing of readings.
 * @param meters in the order of the file.
 * @param outputs in the order of the file.
 * @param alarms in the order of the file.
 */
public record HealthDocument(
    String gateway,
    Instant time,
    boolean well,
    HealthState state,
    String verdict,
    Optional<String> next,
    JournalReport journal,
    List<MeterReport> meters,
    List<OutputReport> outputs,
    List<AlarmReport> alarms) {
  /** The longest verdict: Home Assistant refuses longer states. */
  public static final int LONGEST_VERDICT = 255;

  /** Copies the lists. */
  public HealthDocument {
    meters = List.copyOf(meters);
    outputs = List.copyOf(outputs);
    alarms = List.copyOf(alarms);
  }
}
