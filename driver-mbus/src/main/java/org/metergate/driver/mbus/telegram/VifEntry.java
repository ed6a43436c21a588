// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

/**
 * One entry of a table of value information.
 *
 * @param vif what is measured.
 * @param form how its data is read.
 */
record VifEntry(Vif vif, Form form) {

  static VifEntry number(Subject subject, String unit, int exponent) {
    return new VifEntry(new Vif(subject, unit, exponent), Form.NUMBER);
  }

  static VifEntry of(Subject subject, Form form) {
    return new VifEntry(new Vif(subject, "", 0), form);
  }
}
