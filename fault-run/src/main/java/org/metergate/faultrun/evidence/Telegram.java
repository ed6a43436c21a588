// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Map;

/**
 * A telegram as its meter made it, read from its bytes before they were encrypted.
 *
 * @param meter the configured name.
 * @param number from 0, in the order of the meter.
 * @param stamp what the meter's clock shows in it; no other telegram of this meter has the same.
 * @param values some of its numbers, by the name of the quantity, in the unit of the meter.
 * @param genuine whether it is as the meter made it; a forged one has a right checksum and a wrong
 *     authentication tag, and nothing of it may arrive anywhere.
 */
public record Telegram(
    String meter,
    int number,
    LocalDateTime stamp,
    Map<String, BigDecimal> values,
    boolean genuine) {

  /** The counter that no telegram repeats, and that falls when the meter is reset. */
  public static final String COUNTER = "energy_import";

  /** Copies the values. */
  public Telegram {
    values = Map.copyOf(values);
  }
}
