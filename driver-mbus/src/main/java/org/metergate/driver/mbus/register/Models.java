// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.Map;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.spi.reading.Nameplate;

/** What a meter is called, by the header of its telegrams. */
final class Models {
  /** By the three letters of the manufacturer (list of the FLAG association). */
  private static final Map<String, String> MAKERS =
      Map.ofEntries(
          Map.entry("ABB", "ABB"),
          Map.entry("ACW", "Itron"),
          Map.entry("AMT", "Aquametro"),
          Map.entry("APA", "Apator"),
          Map.entry("DME", "Diehl"),
          Map.entry("EFE", "Engelmann"),
          Map.entry("ELS", "Elster"),
          Map.entry("ELV", "Elvaco"),
          Map.entry("EMH", "EMH"),
          Map.entry("EMU", "EMU"),
          Map.entry("GWF", "GWF"),
          Map.entry("HYD", "Hydrometer"),
          Map.entry("LGZ", "Landis+Gyr"),
          Map.entry("LUG", "Landis+Gyr"),
          Map.entry("QDS", "Qundis"),
          Map.entry("REL", "Relay"),
          Map.entry("SBC", "Saia-Burgess"),
          Map.entry("SEN", "Sensus"),
          Map.entry("SON", "Sontex"),
          Map.entry("SPX", "Sensus"),
          Map.entry("TCH", "Techem"),
          Map.entry("ZRI", "Zenner"));

  private Models() {}

  /** Returns maker and model; a maker without a name here is called by its three letters. */
  static Nameplate nameplate(Header header) {
    if (KamstrupModel.isKamstrup(header)) {
      return Nameplate.of(
          "Kamstrup", KamstrupModel.of(header).map(KamstrupModel::label).orElse(""));
    }
    String letters = header.maker();
    return Nameplate.of(MAKERS.getOrDefault(letters, letters), "");
  }
}
