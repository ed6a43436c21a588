// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.Optional;
import java.util.function.Predicate;
import org.metergate.driver.mbus.register.MeterKind.Medium;
import org.metergate.driver.mbus.telegram.Header;

/**
 * The models of Kamstrup, by the version in the header of their telegrams: the numbers that
 * wmbusmeters and the descriptions of flowIQ list, and those of real telegrams. What a meter
 * measures belongs to its model: the same numbers are used for other models that measure something
 * else.
 */
public enum KamstrupModel {
  /** MULTICAL 401 and 66. */
  MULTICAL_401("MULTICAL 401/66", 0x01, Medium::isThermal),
  /** MULTICAL 601. */
  MULTICAL_601("MULTICAL 601", 0x08, Medium::isThermal),
  /** MULTICAL 402. */
  MULTICAL_402("MULTICAL 402", 0x19, Medium::isThermal),
  /** MULTICAL 602. */
  MULTICAL_602("MULTICAL 602", 0x1C, Medium::isThermal),
  /** MULTICAL 302. */
  MULTICAL_302("MULTICAL 302", 0x30, Medium::isThermal),
  /** MULTICAL 403. */
  MULTICAL_403("MULTICAL 403", 0x34, Medium::isThermal),
  /** MULTICAL 603. */
  MULTICAL_603("MULTICAL 603", 0x35, Medium::isThermal),
  /** MULTICAL 803. */
  MULTICAL_803("MULTICAL 803", 0x39, Medium::isThermal),
  /** MULTICAL 303. */
  MULTICAL_303("MULTICAL 303", 0x40, Medium::isThermal),
  /** MULTICAL 21. */
  MULTICAL_21("MULTICAL 21", 0x1B, medium -> medium == Medium.WATER),
  /** flowIQ 3100. */
  FLOWIQ_3100("flowIQ 3100", 0x1D, medium -> medium == Medium.WATER),
  /** flowIQ 2101. */
  FLOWIQ_2101("flowIQ 2101", 0x1F, medium -> medium == Medium.WATER),
  /** The electricity meters 382 and 351. */
  KAMSTRUP_382("382/351", 0x01, medium -> medium == Medium.ELECTRICITY);

  /** KAM, and KAW for newer water meters. */
  private static final int KAM = 0x2C2D;

  private static final int KAW = 0x2C37;

  private static final KamstrupModel[] MODELS = values();

  private final String label;
  private final int version;
  private final Predicate<Medium> measures;

  KamstrupModel(String label, int version, Predicate<Medium> measures) {
    this.label = label;
    this.version = version;
    this.measures = measures;
  }

  static boolean isKamstrup(Header header) {
    return header.manufacturer() == KAM || header.manufacturer() == KAW;
  }

  /**
   * Returns the model of the meter that sends a telegram.
   *
   * @return empty for another manufacturer, and for a model that is not known.
   */
  public static Optional<KamstrupModel> of(Header header) {
    if (!isKamstrup(header)) {
      return Optional.empty();
    }
    Medium medium = Medium.of(header.medium());
    for (KamstrupModel model : MODELS) {
      if (model.version == header.version() && model.measures.test(medium)) {
        return Optional.of(model);
      }
    }
    return Optional.empty();
  }

  /** Returns what is printed on the meter. */
  String label() {
    return label;
  }
}
