// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import static org.metergate.driver.multical.register.HeatRegisters.row;
import static org.metergate.spi.reading.Quantity.Kind.COUNTER;
import static org.metergate.spi.reading.Quantity.Kind.STATE;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/** Registers of the electricity meters 382 and OMNIPOWER, as they were seen to answer. */
final class ElectricityRegisters {
  private static final int[] TARIFFS = {19, 23, 27, 31};

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
    all.addAll(others());
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

  private static List<Register> others() {
    return List.of(
        row(39, "power_import_max", STATE, Dimension.POWER, "Highest power import"),
        row(51, "electricity_meter_number", STATE, Dimension.NUMBER, "Meter number"),
        row(1033, "power_import_peak", STATE, Dimension.POWER, "Peak power import"),
        row(1034, "power_import_peak_time", STATE, Dimension.TIME, "Time of the peak power import"),
        row(1047, "meter_moment", STATE, Dimension.TIME, "Meter date and time"),
        row(1126, "electricity_meter_type", STATE, Dimension.TEXT, "Meter type"),
        row(1268, "electricity_mbus_address", STATE, Dimension.NUMBER, "M-Bus address"),
        row(1271, "kmp_address", STATE, Dimension.NUMBER, "KMP address"),
        row(6026, "firmware_1", STATE, Dimension.NUMBER, "Firmware, part 1"),
        row(6031, "firmware_2", STATE, Dimension.NUMBER, "Firmware, part 2"),
        row(
            13,
            "energy_import_high_resolution",
            COUNTER,
            Dimension.ENERGY,
            "Energy import, high resolution"),
        row(
            14,
            "energy_export_high_resolution",
            COUNTER,
            Dimension.ENERGY,
            "Energy export, high resolution"));
  }
}
