// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.Map;
import java.util.Optional;
import org.metergate.spi.reading.Nameplate;

/** Who made a meter, by the name of its list, and what it is called, by its type number. */
enum Manufacturer {
  KAMSTRUP("Kamstrup_V", "Kamstrup"),
  KAIFA("KFM_", "Kaifa"),
  AIDON("AIDON_V", "Aidon");

  /** Kamstrup's type numbers begin with the kind of meter (HAN-NVE interface description). */
  private static final Map<String, String> KINDS =
      Map.of(
          "686", "OMNIPOWER single-phase", "684", "OMNIPOWER three-phase", "685", "OMNIPOWER CT");

  private static final int KIND_LENGTH = 3;

  private final String lists;
  private final String title;

  Manufacturer(String lists, String title) {
    this.lists = lists;
    this.title = title;
  }

  /** Returns the manufacturer whose lists have names like this; nothing for other lists. */
  private static Optional<Manufacturer> ofList(String listId) {
    for (Manufacturer one : values()) {
      if (listId.startsWith(one.lists)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the nameplate.
   *
   * @param listId the name of a list, or empty.
   * @param type the meter's type number, or empty.
   */
  static Nameplate nameplate(String listId, String type) {
    Optional<Manufacturer> manufacturer = ofList(listId);
    String kind = type.length() < KIND_LENGTH ? "" : type.substring(0, KIND_LENGTH);
    String model =
        manufacturer.filter(KAMSTRUP::equals).isPresent()
            ? KINDS.getOrDefault(kind, "OMNIPOWER")
            : type;
    return Nameplate.of(manufacturer.map(one -> one.title).orElse(""), model).withModelId(type);
  }
}
