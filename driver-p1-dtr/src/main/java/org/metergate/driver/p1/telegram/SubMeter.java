// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;

/**
 * The content of a telegram about another meter connected to this one.
 *
 * @param kind what it measures.
 * @param identifier its own number; empty where it is not sent.
 * @param at when its counter was read, by the P1 meter's clock.
 * @param measurements its counter first.
 */
public record SubMeter(
    Kind kind, String identifier, Optional<MeterTime> at, List<Measurement> measurements) {}
