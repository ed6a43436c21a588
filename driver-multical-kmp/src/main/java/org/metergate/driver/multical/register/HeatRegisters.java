// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.util.List;

/**
 * Registers of heat, cooling and water meters: the list of the MULTICAL 601 (KMP protocol
 * description), those of the technical descriptions of 402, 302 and 62, and what was read from 403,
 * 603, 21 and flowIQ. A meter leaves out the ones that it does not have.
 */
final class HeatRegisters {
  static final List<Register> ALL =
      RegisterText.parse(
          """
        60 heat_energy counter heat_energy Heat energy E1
        94 control_energy counter heat_energy Control energy E2
        63 cooling_energy counter heat_energy Cooling energy E3
        61 flow_energy counter heat_energy Flow energy E4
        62 return_energy counter heat_energy Return energy E5
        95 tap_water_energy counter heat_energy Tap water energy E6
        96 heat_energy_y counter heat_energy Heat energy E7
        97 volume_times_flow_temperature counter number Volume times flow temperature E8
       110 volume_times_return_temperature counter number Volume times return temperature E9
       473 energy_e10 counter heat_energy Energy E10
       474 energy_e11 counter heat_energy Energy E11
       266 heat_energy_high_resolution counter heat_energy Heat energy E1, high resolution
       267 cooling_energy_high_resolution counter heat_energy Cooling energy E3, high resolution
        64 tariff_energy_2 counter heat_energy Energy, tariff 2
        65 tariff_energy_3 counter heat_energy Energy, tariff 3
       362 tariff_energy_4 counter heat_energy Energy, tariff 4
        68 volume counter volume Volume V1
        69 volume_2 counter volume Volume V2
       239 volume_high_resolution counter volume Volume V1, high resolution
       223 volume_high_resolution_402 counter volume Volume V1, high resolution (402)
        84 input_a state number Pulse input A
        85 input_b state number Pulse input B
       224 input_a2 state number Pulse input A2
       225 input_b2 state number Pulse input B2
        72 mass counter mass Mass M1
        73 mass_2 counter mass Mass M2
      1004 operating_hours counter duration Operating hours
       175 error_hours counter duration Error hours
       113 info_events state number Info event counter
        99 info_code state number Info code
       369 info_bits state number Info bits
       171 info_bits_2 state number Info bits 2
       338 data_quality state number Data quality
        86 temperature_flow gauge temperature Flow temperature T1
        87 temperature_return gauge temperature Return temperature T2
        88 temperature_3 gauge temperature Temperature T3
       122 temperature_4 gauge temperature Temperature T4
       398 temperature_flow_rounded gauge temperature Flow temperature T1, one decimal
       399 temperature_return_rounded gauge temperature Return temperature T2, one decimal
       400 temperature_3_rounded gauge temperature Temperature T3, one decimal
        89 temperature_difference gauge temperature_difference Temperature difference T1-T2
        91 pressure_1 gauge number Pressure P1
        92 pressure_2 gauge number Pressure P2
        74 flow gauge flow Flow V1
        75 flow_2 gauge flow Flow V2
        80 heat_power gauge heat_power Heat power
       229 temperature_flow_interval gauge temperature Flow temperature T1, last interval
       230 temperature_return_interval gauge temperature Return temperature T2, last interval
       379 temperature_flow_day gauge temperature Flow temperature T1, average of the day
       380 temperature_return_day gauge temperature Return temperature T2, average of the day
       381 temperature_flow_hour gauge temperature Flow temperature T1, average of the hour
       382 temperature_return_hour gauge temperature Return temperature T2, average of the hour
       355 cop_year gauge number Coefficient of performance, year
       367 cop_month gauge number Coefficient of performance, month
       371 cop gauge number Coefficient of performance
       364 heat_energy_a1 counter heat_energy Heat energy A1
       365 heat_energy_a2 counter heat_energy Heat energy A2
       366 temperature_t5 gauge temperature Temperature limit t5
       178 energy_difference counter heat_energy Energy difference dE
       179 energy_control counter heat_energy Control energy cE
       180 volume_difference counter volume Volume difference dV
       181 volume_control counter volume Control volume cV
       123 flow_max_year_date state time Date of the year's highest flow
       124 flow_max_year state flow Highest flow of the year
       125 flow_min_year_date state time Date of the year's lowest flow
       126 flow_min_year state flow Lowest flow of the year
       127 power_max_year_date state time Date of the year's highest power
       128 power_max_year state heat_power Highest power of the year
       129 power_min_year_date state time Date of the year's lowest power
       130 power_min_year state heat_power Lowest power of the year
       146 temperature_flow_year state temperature Average flow temperature of the year
       147 temperature_return_year state temperature Average return temperature of the year
       138 flow_max_month_date state time Date of the month's highest flow
       139 flow_max_month state flow Highest flow of the month
       140 flow_min_month_date state time Date of the month's lowest flow
       141 flow_min_month state flow Lowest flow of the month
       142 power_max_month_date state time Date of the month's highest power
       143 power_max_month state heat_power Highest power of the month
       144 power_min_month_date state time Date of the month's lowest power
       145 power_min_month state heat_power Lowest power of the month
       149 temperature_flow_month state temperature Average flow temperature of the month
       150 temperature_return_month state temperature Average return temperature of the month
        66 tariff_limit_2 state number Tariff limit 2
        67 tariff_limit_3 state number Tariff limit 3
        98 target_date state text Target date
       152 program_number state number Program number
       153 config_1 state number Configuration 1
       168 config_2 state number Configuration 2
       228 config_3 state number Configuration 3
       368 config_4 state number Configuration 4
       222 config_changes state number Configuration changes
      1001 meter_number state number Serial number
       112 customer_number_high state number Customer number, first digits
      1010 customer_number state number Customer number
       114 input_meter_number_a state number Meter number of input A
       104 input_meter_number_b state number Meter number of input B
      1005 software_edition state number Type and software edition
       404 meter_type state number Meter type
       154 software_checksum state number Software checksum
       157 top_module state number Top module
       158 base_module state number Base module
       234 litres_per_pulse_a state number Litres a pulse, input A
       235 litres_per_pulse_b state number Litres a pulse, input B
       184 mbus_address state number M-Bus primary address
       185 mbus_address_2 state number M-Bus secondary address
       218 mbus_module_2_address state number M-Bus primary address, module 2
       219 mbus_module_2_address_2 state number M-Bus secondary address, module 2
      1003 meter_date state time Meter date
      1002 meter_time state text Meter time of day
       348 meter_clock state time Meter clock
       292 water_temperature gauge temperature Water temperature
       299 meter_temperature gauge temperature Meter temperature
       243 volume_reverse counter volume Reverse volume
       582 battery_days state duration Battery days left
       675 radio_interval state duration Radio interval
      """);

  private HeatRegisters() {}
}
