// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

/**
 * One row of a table of value information.
 *
 * @param vif what is measured.
 * @param form how its data is read.
 */
record Meaning(Vif vif, Form form) {

  static Meaning number(Subject subject, String unit, int exponent) {
    return new Meaning(new Vif(subject, unit, exponent), Form.NUMBER);
  }

  static Meaning of(Subject subject, Form form) {
    return new Meaning(new Vif(subject, "", 0), form);
  }
}
