// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.util.List;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.OptionSpec.Type;

/** The options of a meter with pulse outputs, with their help. */
final class PulseSpecs {
  static final String QUANTITY = "quantity";
  static final String UNIT = "unit";
  static final String PER_UNIT = "pulses-per-unit";
  static final String START = "start";
  static final String CONTACT = "contact";
  static final String MIN_ACTIVE = "min-active";
  static final String MIN_IDLE = "min-idle";
  static final String DECIMALS = "decimals";
  static final String INTERVAL = "interval";
  static final String ZERO_AFTER = "zero-after";
  static final String MAX_RATE = "max-rate";
  static final String NUMBER = "number";
  static final String SILENCE = "expect-within";

  static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.optional(
              QUANTITY,
              Type.TEXT,
              "What a pulse represents: "
                  + String.join(", ", CountedQuantity.names())
                  + "; for several lines a comma-separated list, like heat_energy,volume."),
          OptionSpec.optional(
              PER_UNIT,
              Type.TEXT,
              "How many pulses make one unit, as printed on the meter: 1000 (imp/kWh), 375, 100"
                  + " (pulses of 10 l for m3), 0.1 (pulses of 10 kWh)."),
          OptionSpec.optional(
              UNIT,
              Type.TEXT,
              "The unit of the total: kWh or Wh; kWh, MWh or GJ for heat; m3 or l for volumes; the"
                  + " first unless set."),
          OptionSpec.optional(
              START,
              Type.TEXT,
              "What the meter's display showed when the counting began; used once, 'metergate"
                  + " adjust' sets it later."),
          OptionSpec.choice(
              CONTACT,
              "The kind of output: s0 (electronic: S0, open collector) or reed (a magnetic"
                  + " contact, which bounces).",
              "s0",
              "reed"),
          OptionSpec.optional(
              MIN_ACTIVE,
              Type.DURATION,
              "The shortest pulse that counts, 1ms to 10s; unless set, 10ms for s0, 30ms for"
                  + " reed."),
          OptionSpec.optional(
              MIN_IDLE,
              Type.DURATION,
              "The shortest pause between two pulses, 1ms to 10s; unless set, 10ms for s0, 150ms"
                  + " for reed."),
          OptionSpec.standard(
              DECIMALS,
              Type.INTEGER,
              "3",
              "Decimals of the total, 0 to 9; it is rounded down, internally it is an exact fraction."),
          OptionSpec.standard(
              INTERVAL,
              Type.DURATION,
              "10s",
              "The minimum time between two readings, 1s to 1h; there is one at each pulse, without"
                  + " pulses every 5 min, and while the rate falls."),
          OptionSpec.optional(
              ZERO_AFTER,
              Type.DURATION,
              "After how long without a pulse power or flow is zero; unless set, when one pulse would"
                  + " be less than 100 W or 10 l/h (5 min to 24 h)."),
          OptionSpec.optional(
              MAX_RATE,
              Type.TEXT,
              "The maximum rate, in the unit of the total per hour (17 for a fuse of 3 x 25 A"
                  + " and kWh); faster pulses are noise: reported, and not counted."),
          OptionSpec.optional(
              NUMBER,
              Type.TEXT,
              "The meter's number; another number starts a new series with a separate total, and the old total is kept."),
          OptionSpec.standard(
              SILENCE,
              Type.DURATION,
              "30d",
              "After how long without a pulse the meter is reported as silent."));

  private PulseSpecs() {}
}
