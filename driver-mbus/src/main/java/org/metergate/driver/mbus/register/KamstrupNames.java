// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.metergate.driver.mbus.register.Named.counter;
import static org.metergate.driver.mbus.register.Named.state;

import java.util.Map;
import org.metergate.driver.mbus.register.MeterKind.Medium;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.Function;
import org.metergate.driver.mbus.telegram.Subject;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/**
 * The codes of Kamstrup: what follows VIF FF, what follows VIFE FF, and what its tariffs and
 * subunits are. From the lists in the technical descriptions of MULTICAL 302 and flowIQ, Kamstrup's
 * public decoder for its radio telegrams, and the records of real meters.
 */
final class KamstrupNames {
  static final Quantity FLOW_TEMPERATURE_SUM =
      counter(
          "volume_times_flow_temperature", Dimension.NUMBER, "Volume times flow temperature E8");
  static final Quantity RETURN_TEMPERATURE_SUM =
      counter(
          "volume_times_return_temperature",
          Dimension.NUMBER,
          "Volume times return temperature E9");
  static final Quantity INFO_CODE = state("info_code", "Info code");

  /** When the values of storage 1 were stored, register 98 of the optical head. */
  static final Quantity TARGET_DATE = Named.text("target_date", "Target date");

  /** The date of the meter's clock where it sends no time of day, register 1003. */
  static final Quantity METER_DATE = Named.as(state("meter_date", "Meter date"), Dimension.TIME);

  /** After VIF FF: the info codes of heat meters and of water meters, and E8 and E9. */
  static final int HEAT_INFO = 0x22;

  static final int WATER_INFO = 0x25;

  private static final int FLOW_SUM = 0x07;
  private static final int RETURN_SUM = 0x08;

  /** After VIFE FF. */
  private static final int COOLING = 0x02;

  private static final int AVERAGE = 0x0F;
  private static final int OPERATING_MINUTES = 0x21;

  /** After VIF FF, in meters of any kind. */
  private static final Map<Integer, Quantity> CODES =
      Map.of(
          0x0F,
          state("customer_number", "Customer number"),
          0x11,
          state("config_1", "Configuration 1"),
          0x12,
          state("config_2", "Configuration 2"),
          0x16,
          Named.text("module_type", "Type and configuration of the module"),
          0x17,
          Named.text("module_firmware", "Firmware of the module"),
          0x1A,
          Named.as(Quantities.METER_TYPE, Dimension.NUMBER),
          HEAT_INFO,
          INFO_CODE);

  /** Pulse inputs, by the subunit. */
  private static final Map<Long, Quantity> INPUTS =
      Map.of(1L, state("input_a", "Pulse input A"), 2L, state("input_b", "Pulse input B"));

  /** TA2 and TA3; tariff 1 of the meter itself is not sent. */
  private static final Map<Long, Quantity> TARIFFS =
      Map.of(1L, tariff(2), 2L, tariff(3), 3L, tariff(4));

  private static final Map<Subject, Quantity> MONTHLY =
      Map.of(
          Subject.POWER,
          Named.as(state("power_max_month", "Highest power of the month"), Dimension.HEAT_POWER),
          Subject.VOLUME_FLOW,
          Named.as(state("flow_max_month", "Highest flow of the month"), Dimension.FLOW));

  private KamstrupNames() {}

  private static Quantity tariff(int number) {
    return counter("tariff_energy_" + number, Dimension.HEAT_ENERGY, "Energy, tariff " + number);
  }

  /** Returns what follows VIF FF, or null. */
  static Quantity own(Medium medium, int code) {
    if (code == WATER_INFO && medium == Medium.WATER) {
      return INFO_CODE;
    }
    Quantity sum = sum(medium, code);
    return sum != null ? sum : CODES.get(code);
  }

  private static Quantity sum(Medium medium, int code) {
    if (!medium.isThermal()) {
      return null;
    }
    return code == FLOW_SUM
        ? FLOW_TEMPERATURE_SUM
        : code == RETURN_SUM ? RETURN_TEMPERATURE_SUM : null;
  }

  /** Returns what VIFE FF and a code make of a quantity, or null. */
  static Quantity changed(Medium medium, Quantity plain, Subject subject, int code) {
    if (subject == Subject.ALLOCATOR_UNITS) {
      return sum(medium, code); // MULTICAL 602 has E8 and E9 so
    }
    if (code == COOLING && subject == Subject.ENERGY) {
      return SubjectNames.COOLING_ENERGY;
    }
    if (code == OPERATING_MINUTES && subject == Subject.OPERATING_TIME) {
      return SubjectNames.OPERATING_HOURS;
    }
    if (code == AVERAGE && plain != null && plain.kind() == Quantity.Kind.GAUGE) {
      return Named.ofPeriod(plain, "_average", "Average");
    }
    return null;
  }

  /** Returns the error flags of the meters that have no other info code, or null. */
  static Quantity flags(Medium medium, Subject subject) {
    return subject == Subject.ERROR_FLAGS && medium.isThermal() ? INFO_CODE : null;
  }

  /** Returns what a heat meter's tariff or subunit is, or null. */
  static Quantity part(DataRecord record) {
    if (record.function() != Function.INSTANTANEOUS) {
      return null;
    }
    Subject subject = record.vif().subject();
    if (subject == Subject.VOLUME && record.tariff() == 0) {
      return INPUTS.get(record.subunit());
    }
    return subject == Subject.ENERGY && record.subunit() == 0 ? TARIFFS.get(record.tariff()) : null;
  }

  /** Returns the maxima of a MULTICAL 302, which it keeps for each month, or null. */
  static Quantity maximum(Subject subject) {
    return MONTHLY.get(subject);
  }
}
