// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;

/**
 * The content of a telegram.
 *
 * @param time the meter's own, where it has a clock that was set.
 * @param identifier the meter's own number; empty where it is not sent.
 * @param measurements of the meter itself, in the order of the telegram.
 * @param subMeters the same list object as in the telegram before where nothing in it changed.
 * @param notes remarks about the telegram.
 */
public record Decoded(
    Optional<MeterTime> time,
    String identifier,
    List<Measurement> measurements,
    List<SubMeter> subMeters,
    Set<Note> notes) {}
