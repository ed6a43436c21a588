// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.util.List;

/**
 * The health of a gateway at one moment.
 *
 * @param gateway its configured name.
 * @param meters the chain of each meter.
 * @param outputs the last stage of the chain, one entry for each output.
 * @param journal what the journal cannot do at the moment, apart from storing readings, which the
 *     chains of the meters report.
 * @param alarms those who tell of all this, one entry for each.
 */
public record GatewayHealth(
    String gateway,
    List<MeterHealth> meters,
    List<OutputHealth> outputs,
    List<ActiveFinding> journal,
    List<AlarmHealth> alarms) {

  /**
   * The health of a gateway without alarms.
   *
   * @param gateway its configured name.
   * @param meters the chain of each meter.
   * @param outputs the last stage of the chain, one entry for each output.
   * @param journal what the journal cannot do at the moment.
   */
  public GatewayHealth(
      String gateway,
      List<MeterHealth> meters,
      List<OutputHealth> outputs,
      List<ActiveFinding> journal) {
    this(gateway, meters, outputs, journal, List.of());
  }

  /**
   * The health of a gateway whose journal has no fault of its own.
   *
   * @param gateway its configured name.
   * @param meters the chain of each meter.
   * @param outputs the last stage of the chain, one entry for each output.
   */
  public GatewayHealth(String gateway, List<MeterHealth> meters, List<OutputHealth> outputs) {
    this(gateway, meters, outputs, List.of());
  }

  /** Copies the lists. */
  public GatewayHealth {
    meters = List.copyOf(meters);
    outputs = List.copyOf(outputs);
    journal = List.copyOf(journal);
    alarms = List.copyOf(alarms);
  }
}
