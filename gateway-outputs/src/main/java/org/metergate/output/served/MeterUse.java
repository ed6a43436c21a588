// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.util.Objects;
import org.metergate.config.Location;

/**
 * A meter that an output names in its settings.
 *
 * @param meter the name as written; whether there is such a meter is checked where all are known.
 * @param at where it is written.
 * @param asChannel whether it is served as a channel of another meter, so that it needs no power.
 */
public record MeterUse(String meter, Location at, boolean asChannel) {
  /** Checks that nothing is missing. */
  public MeterUse {
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(at, "at");
  }
}
