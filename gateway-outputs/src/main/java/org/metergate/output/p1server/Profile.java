// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

/** Which records a telegram has. */
public enum Profile {
  /** Totals alone, as Swedish and other meters without tariffs send them. */
  TOTAL(8, 4),
  /**
   * Those of DSMR 5, for readers that know tariffs alone. The total of a meter without tariffs is
   * sent as its tariff 1 as well.
   */
  DSMR5(6, 2);

  private final int energyDigits;
  private final int powerDigits;

  Profile(int energyDigits, int powerDigits) {
    this.energyDigits = energyDigits;
    this.powerDigits = powerDigits;
  }

  /** Digits in front of the point of an energy in kWh; more where the number has more. */
  int energyDigits() {
    return energyDigits;
  }

  /** Digits in front of the point of a power in kW. */
  int powerDigits() {
    return powerDigits;
  }

  /**
   * Finds a profile.
   *
   * @param word as in the configuration.
   * @return {@link #TOTAL} for {@code total}, else {@link #DSMR5}.
   */
  public static Profile of(String word) {
    return word.equals("total") ? TOTAL : DSMR5;
  }
}
