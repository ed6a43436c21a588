// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/** Registers of the electricity meters 382 and OMNIPOWER, as observed. */
final class ElectricityRegisters {
  private static final int[] TARIFFS = {19, 23, 27, 31};

  private static final List<Register> OTHERS =
      RegisterText.parse(
          """
        39 power_import_max state power Highest power import
        51 electricity_meter_number state number Meter number
      1033 power_import_peak state power Peak power import
      1034 power_import_peak_time state time Time of the peak power import
      1047 meter_moment state time Meter date and time
      1126 electricity_meter_type state text Meter type
      1268 electricity_mbus_address state number M-Bus address
      1271 kmp_address state number KMP address
      6026 firmware_1 state number Firmware, part 1
      6031 firmware_2 state number Firmware, part 2
        13 energy_import_high_resolution counter energy Energy import, high resolution
        14 energy_export_high_resolution counter energy Energy export, high resolution
      """);

  static final List<Register> ALL = all();

  private ElectricityRegisters() {}

  private static List<Register> all() {
    List<Register> all = new ArrayList<>();
    all.add(Register.of(1, Quantities.ENERGY_IMPORT));
    all.add(Register.of(2, Quantities.ENERGY_EXPORT));
    all.add(Register.of(3, Quantities.REACTIVE_ENERGY_IMPORT));
    all.add(Register.of(4, Quantities.REACTIVE_ENERGY_EXPORT));
    all.add(Register.of(1023, Quantities.POWER_IMPORT));
    all.add(Register.of(1024, Quantities.POWER_EXPORT));
    all.add(Register.of(1025, Quantities.REACTIVE_POWER_IMPORT));
    for (int phase = 1; phase <= 3; phase++) {
      all.add(Register.of(1053 + phase, Quantities.phase(Quantities.VOLTAGE, phase)));
      all.add(Register.of(1075 + phase, Quantities.phase(Quantities.CURRENT, phase)));
      all.add(Register.of(1079 + phase, Quantities.phase(Quantities.POWER_IMPORT, phase)));
      all.add(Register.of(1343 + phase, Quantities.phase(Quantities.POWER_EXPORT, phase)));
    }
    for (int tariff = 1; tariff <= TARIFFS.length; tariff++) {
      all.add(Register.of(TARIFFS[tariff - 1], tariff(tariff)));
    }
    all.addAll(OTHERS);
    return List.copyOf(all);
  }

  private static Quantity tariff(int tariff) {
    Quantity whole = Quantities.ENERGY_IMPORT;
    return new Quantity(
        whole.name() + "_t" + tariff,
        whole.kind(),
        whole.dimension(),
        whole.label() + ", tariff " + tariff);
  }
}
