// SPDX-License-Identifier: Apache-2.0
package org.metergate.latest;

import java.util.List;
import org.metergate.spi.reading.MeterRef;

/**
 * The newest values of one meter or sub-meter.
 *
 * @param meter the meter or sub-meter.
 * @param values in the order of its telegrams.
 */
public record MeterValues(MeterRef meter, List<LatestValue> values) {

  /** Copies the list. */
  public MeterValues {
    values = List.copyOf(values);
  }
}
