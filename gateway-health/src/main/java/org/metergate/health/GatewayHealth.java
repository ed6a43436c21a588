// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.util.List;

/**
 * The whole chain of a gateway at one moment.
 *
 * @param gateway its configured name.
 * @param meters each meter's own chain.
 * @param outputs the last link of the chain, one for each output.
 */
public record GatewayHealth(String gateway, List<MeterHealth> meters, List<OutputHealth> outputs) {
  /** Copies the lists. */
  public GatewayHealth {
    meters = List.copyOf(meters);
    outputs = List.copyOf(outputs);
  }
}
