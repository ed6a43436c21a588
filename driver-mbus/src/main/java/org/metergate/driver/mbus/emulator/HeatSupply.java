// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

/**
 * What a heat meter measures: a building whose water returns 32 K colder than it came, so that
 * energy, volume and temperatures fit each other at any time. Times are those of {@link Load}. The
 * inlet is the flow pipe and the outlet the return pipe, since "flow" is also what is measured in
 * litres an hour.
 *
 * @param kilowatts the power.
 * @param inlet mean temperature of the flow, in °C.
 */
record HeatSupply(Load kilowatts, double inlet) {
  /** Heat of a cubic metre of water for each kelvin, in kWh: 4.18 kJ/(kg K), 1000 kg, 3600 s. */
  static final double PER_CUBIC_METRE = 1.16;

  /** By how many kelvins the water is colder when it returns. */
  private static final double COOLED_BY = 32;

  /** Energy in kWh. */
  double energy(double seconds) {
    return kilowatts.since(seconds);
  }

  /** Volume in cubic metres. */
  double volume(double seconds) {
    return energy(seconds) / (PER_CUBIC_METRE * COOLED_BY);
  }

  /** Sum of volume times flow temperature (Kamstrup's E8), in m3 x °C. */
  double volumeTimesInlet(double seconds) {
    return volume(seconds) * inlet;
  }

  /** Sum of volume times return temperature (Kamstrup's E9), in m3 x °C. */
  double volumeTimesOutlet(double seconds) {
    return volume(seconds) * (inlet - COOLED_BY);
  }

  /** Flow in litres an hour. */
  double flow(double seconds) {
    return litresPerHour(kilowatts.at(seconds));
  }

  double highestFlow(double from, double to) {
    return litresPerHour(kilowatts.highest(from, to));
  }

  /** Flow temperature in °C, highest with the load. */
  double inletTemperature(double seconds) {
    return inlet + 2 * (kilowatts.at(seconds) / kilowatts.mean() - 1);
  }

  double outletTemperature(double seconds) {
    return inletTemperature(seconds) - COOLED_BY;
  }

  double difference() {
    return COOLED_BY;
  }

  private static double litresPerHour(double kilowatts) {
    return kilowatts / (PER_CUBIC_METRE * COOLED_BY) * 1000;
  }
}
