// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.util.Optional;
import org.metergate.config.Section;
import org.metergate.value.HeatUnit;
import org.metergate.value.ReadingView;
import org.metergate.value.Units;

/**
 * The keys that choose how values are shown, the same for every type of output: {@code units}
 * ({@code home} or {@code meter}), {@code heat} ({@code kWh}, {@code MWh} or {@code GJ}; with
 * {@code units: home} alone), {@code derived}.
 */
public final class ValueKeys {
  private static final String UNITS = "units";
  private static final String HEAT = "heat";
  private static final String DERIVED = "derived";

  private ValueKeys() {}

  /**
   * Reads the keys.
   *
   * @param section the settings of an output, or of whatever else shows values.
   * @param home whether {@code units: home} is the default; {@code derived} is on by default where
   *     the units are those of a home.
   * @return the choice; after an error, one that is not used.
   */
  public static ReadingView read(Section section, boolean home) {
    String words = section.choice(UNITS, home ? "home" : "meter", home ? "meter" : "home");
    boolean chosen = words.equals("home");
    Optional<String> heat = section.optionalText(HEAT);
    if (heat.isPresent() && !chosen) {
      section.problem(HEAT, "This is only of use with units: home.");
    }
    HeatUnit unit = HeatUnit.named(section.choice(HEAT, "kWh", "MWh", "GJ")).orElseThrow();
    boolean derived = section.flag(DERIVED, chosen);
    return new ReadingView(chosen ? Units.home(unit) : Units.METER, derived);
  }
}
