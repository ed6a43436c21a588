// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;

/**
 * What a telegram says.
 *
 * @param time the meter's own, where it has a clock that was set.
 * @param identifier the meter's own number; empty where it does not tell.
 * @param measurements of the meter itself, in the order of the telegram.
 * @param subMeters the very same list as in the telegram before where nothing of it changed.
 * @param notes what is worth saying beside.
 */
public record Decoded(
    Optional<MeterTime> time,
    String identifier,
    List<Measurement> measurements,
    List<SubMeter> subMeters,
    Set<Note> notes) {}
