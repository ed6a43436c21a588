// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.util.List;

/** The kinds of meters: what stands in the header of their telegrams, and their records. */
enum Model {
  /** MULTICAL 603 of a block of flats. */
  MULTICAL_603("603", 0x35, 0x04, 0, "10s"),
  /** MULTICAL 403. */
  MULTICAL_403("403", 0x34, 0x04, 0, "10s"),
  /** MULTICAL 303. */
  MULTICAL_303("303", 0x40, 0x04, 0, "1h"),
  /** MULTICAL 302 for heat and cooling. */
  MULTICAL_302("302", 0x30, 0x0D, 0, "1h"),
  /** MULTICAL 601, with data of its own after the records. */
  MULTICAL_601("601", 0x08, 0x04, 57, "10s"),
  /** flowIQ 2101 for cold water. */
  FLOWIQ_2101("flowiq2101", 0x1F, 0x16, 0, "1min"),
  /** Electricity meter 382, with data of its own after the records. */
  ELECTRICITY_382("382", 0x01, 0x02, 16, "10s");

  private final String option;
  private final int version;
  private final int medium;
  private final int ownBytes;
  private final String interval;

  Model(String option, int version, int medium, int ownBytes, String interval) {
    this.option = option;
    this.version = version;
    this.medium = medium;
    this.ownBytes = ownBytes;
    this.interval = interval;
  }

  /** Returns its name among the values of the option. */
  String option() {
    return option;
  }

  int version() {
    return version;
  }

  int medium() {
    return medium;
  }

  /** Returns how many bytes of the maker's own follow the records. */
  int ownBytes() {
    return ownBytes;
  }

  /** Returns how often such a meter can be read without harm to its battery. */
  String interval() {
    return interval;
  }

  /**
   * Returns the records.
   *
   * @param share how much is used where the meter is, around 1.
   * @param number its serial number.
   * @param now by its clock.
   */
  List<Field> records(double share, long number, Moment now) {
    // a flat of 18 MWh a year and a house with many of them, which heat most in the morning
    HeatSupply flat = new HeatSupply(new Load(2.1 * share, 0.9 * share, 6.5), 68 + 3 * share);
    HeatSupply house = new HeatSupply(new Load(38 * share, 15 * share, 6.5), 72 + 3 * share);
    return switch (this) {
      case MULTICAL_603 -> HeatRecords.of603(house, number, now);
      case MULTICAL_403 -> HeatRecords.of403(flat, now);
      case MULTICAL_303 -> HeatRecords.of303(flat, now);
      case MULTICAL_302 -> HeatRecords.of302(flat, number, now);
      case MULTICAL_601 -> HeatRecords.of601(flat, number, now);
      case FLOWIQ_2101 -> SupplyRecords.ofFlowIq(new Load(14 * share, 12 * share, 18.5), now);
      case ELECTRICITY_382 -> SupplyRecords.of382(new Load(420 * share, 260 * share, 18), now);
    };
  }
}
