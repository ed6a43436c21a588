// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.metergate.spi.time.TimeSource;

/**
 * What outputs know of the gateway that they belong to.
 *
 * @param gateway its name: letters, digits, {@code -} and {@code _}.
 * @param usualInterval how often a meter of this configured name sends, asked on any thread; null
 *     for a meter that is not configured any more, whose readings are all old.
 * @param time the clock by which readings were stamped.
 * @param meters the configured names, in the order of the file.
 * @param outputs the names of all outputs, likewise.
 */
public record OutputContext(
    String gateway,
    Function<String, Duration> usualInterval,
    TimeSource time,
    List<String> meters,
    List<String> outputs) {

  /** Copies the lists. */
  public OutputContext {
    meters = List.copyOf(meters);
    outputs = List.copyOf(outputs);
  }

  /**
   * A context for outputs that need no names of others.
   *
   * @param gateway its name.
   * @param usualInterval how often a meter sends.
   * @param time the clock by which readings were stamped.
   */
  public OutputContext(String gateway, Function<String, Duration> usualInterval, TimeSource time) {
    this(gateway, usualInterval, time, List.of(), List.of());
  }
}
