// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import java.time.Duration;
import java.util.function.Function;
import org.metergate.spi.time.TimeSource;

/**
 * What outputs know of the gateway that they belong to.
 *
 * @param gateway its name: letters, digits, {@code -} and {@code _}.
 * @param usualInterval how often a meter of this configured name sends, asked on any thread; null
 *     for a meter that is not configured any more, whose readings are all old.
 * @param time the clock by which readings were stamped.
 */
public record OutputContext(
    String gateway, Function<String, Duration> usualInterval, TimeSource time) {}
