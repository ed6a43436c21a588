// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.Map;
import org.metergate.driver.mbus.register.MeterKind.Medium;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.spi.reading.Nameplate;

/**
 * What a meter is called, by the header of its telegrams. The numbers of Kamstrup's models are
 * those that wmbusmeters and the descriptions of flowIQ list, and those of real telegrams.
 */
final class Models {
  /** KAM, and KAW for newer water meters. */
  private static final int KAM = 0x2C2D;

  private static final int KAW = 0x2C37;

  /** Version of the MULTICAL 302. */
  static final int MULTICAL_302 = 0x30;

  /** Before 402, two families used the same version: what they measure tells them apart. */
  private static final int SHARED = 0x01;

  private static final Map<Integer, String> HEAT =
      Map.of(
          SHARED,
          "MULTICAL 401/66",
          0x08,
          "MULTICAL 601",
          0x19,
          "MULTICAL 402",
          0x1C,
          "MULTICAL 602",
          MULTICAL_302,
          "MULTICAL 302",
          0x34,
          "MULTICAL 403",
          0x35,
          "MULTICAL 603",
          0x39,
          "MULTICAL 803",
          0x40,
          "MULTICAL 303");

  private static final Map<Integer, String> WATER =
      Map.of(0x1B, "MULTICAL 21", 0x1D, "flowIQ 3100", 0x1F, "flowIQ 2101");

  private static final Map<Integer, String> ELECTRICITY = Map.of(SHARED, "382/351");

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

  static boolean isKamstrup(Header header) {
    return header.manufacturer() == KAM || header.manufacturer() == KAW;
  }

  /** Returns maker and model; a maker without a name here is called by its three letters. */
  static Nameplate nameplate(Header header) {
    if (isKamstrup(header)) {
      return Nameplate.of("Kamstrup", model(header));
    }
    String letters = header.maker();
    return Nameplate.of(MAKERS.getOrDefault(letters, letters), "");
  }

  private static String model(Header header) {
    Medium medium = Medium.of(header.medium());
    Map<Integer, String> table =
        medium.isThermal()
            ? HEAT
            : medium == Medium.WATER
                ? WATER
                : medium == Medium.ELECTRICITY ? ELECTRICITY : Map.of();
    return table.getOrDefault(header.version(), "");
  }
}
