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
 * @param notValid kinds of sub-meters whose value the meter marks as not valid; it is left out.
 * @param withoutTime kinds of sub-meters whose value has a time that is not possible; it is left
 *     out.
 */
public record Decoded(
    Optional<MeterTime> time,
    String identifier,
    List<Measurement> measurements,
    List<SubMeter> subMeters,
    Set<Note> notes,
    Set<Kind> notValid,
    Set<Kind> withoutTime) {}
