// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.util.List;

/**
 * The health of a gateway at one moment.
 *
 * @param gateway its configured name.
 * @param meters the chain of each meter.
 * @param outputs the last stage of the chain, one entry for each output.
 */
public record GatewayHealth(String gateway, List<MeterHealth> meters, List<OutputHealth> outputs) {
  /** Copies the lists. */
  public GatewayHealth {
    meters = List.copyOf(meters);
    outputs = List.copyOf(outputs);
  }
}
