// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.Arrays;
import java.util.Optional;
import org.metergate.driver.multical.register.RegisterTable;

/**
 * The meters that this driver knows by name; {@link #AUTO} is determined by the meter's answers.
 */
enum Model {
  AUTO("auto", null),
  M302("302", Family.HEAT),
  M303("303", Family.HEAT),
  M402("402", Family.HEAT),
  M403("403", Family.HEAT),
  M601("601", Family.HEAT),
  M602("602", Family.HEAT),
  M603("603", Family.HEAT),
  M801("801", Family.HEAT),
  M803("803", Family.HEAT),
  M21("21", Family.WATER),
  M62("62", Family.WATER),
  FLOWIQ("flowiq", Family.WATER),
  M382("382", Family.ELECTRICITY),
  OMNIPOWER("omnipower", Family.ELECTRICITY);

  private final String id;
  private final Family family;

  Model(String id, Family family) {
    this.id = id;
    this.family = family;
  }

  String id() {
    return id;
  }

  /** The family; null where it must be determined. */
  Family family() {
    return family;
  }

  /** Returns whether its records are kept by a module, or as a module keeps them. */
  boolean hasModules() {
    return this == M601 || this == M602 || this == M801;
  }

  RegisterTable table() {
    return family == null ? RegisterTable.STANDARD : family.table();
  }

  static Optional<Model> named(String id) {
    return Arrays.stream(values()).filter(model -> model.id.equals(id)).findFirst();
  }

  static String[] ids() {
    return Arrays.stream(values()).map(Model::id).toArray(String[]::new);
  }
}
