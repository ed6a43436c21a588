// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.Set;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Quantities;

/**
 * What a meter is called: by the configured model; else by its type number, of which only those of
 * the 601 are published; else by what it measures. KMP is spoken by meters of Kamstrup alone.
 */
final class MeterNames {
  private static final String KAMSTRUP = "Kamstrup";
  private static final Set<Model> ELECTRICITY = Set.of(Model.M382, Model.OMNIPOWER);

  /** Newer meters have their software in a register of another name. */
  private static final Set<String> SAYING =
      Set.of(Quantities.METER_TYPE.name(), Identity.SOFTWARE.name(), "software_edition");

  private MeterNames() {}

  /**
   * Returns the nameplate of a meter.
   *
   * @param model as configured.
   * @param family what it measures, or null.
   * @param identity what the meter says of itself: type and software, where it does.
   */
  static Nameplate nameplate(Model model, Family family, Iterable<Measurement> identity) {
    String type = "";
    String software = "";
    for (Measurement one : identity) {
      if (says(one)) {
        boolean isType = one.quantity().name().equals(Quantities.METER_TYPE.name());
        type = isType ? one.value().toString() : type;
        software = isType ? software : one.value().toString();
      }
    }
    return Nameplate.of(KAMSTRUP, name(model, family, type))
        .withModelId(type)
        .withSoftware(software);
  }

  /** Returns whether a measurement says what the meter is, or which software it has. */
  static boolean says(Measurement measurement) {
    return measurement.value() != null && SAYING.contains(measurement.quantity().name());
  }

  private static String name(Model model, Family family, String type) {
    if (model == Model.FLOWIQ) {
      return "flowIQ";
    }
    if (ELECTRICITY.contains(model)) {
      return model == Model.M382 ? "382" : "OMNIPOWER";
    }
    if (model != Model.AUTO) {
      return "MULTICAL " + model.id();
    }
    if (Identity.is601(type)) {
      return "MULTICAL 601";
    }
    return family == Family.HEAT ? "MULTICAL" : "";
  }
}
