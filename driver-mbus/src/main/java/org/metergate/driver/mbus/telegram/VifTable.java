// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.util.Arrays;

/** Builds a table of the 128 codes of value information; what is not put into it is reserved. */
final class VifTable {
  /** A code that is reserved, or known only to its manufacturer. */
  static final VifEntry RESERVED = VifEntry.of(Subject.OTHER, Form.NUMBER);

  private final VifEntry[] entries = new VifEntry[128];

  VifTable() {
    Arrays.fill(entries, RESERVED);
  }

  VifEntry[] entries() {
    return entries;
  }

  void put(int code, VifEntry meaning) {
    entries[code] = meaning;
  }

  /** Puts codes that differ in the power of ten only. */
  void decades(int first, int count, Subject subject, String unit, int exponent) {
    for (int i = 0; i < count; i++) {
      put(first + i, VifEntry.number(subject, unit, exponent + i));
    }
  }

  /** Puts codes of numbers that have no unit, such as how often something happened. */
  void plain(int... codes) {
    for (int code : codes) {
      put(code, VifEntry.of(Subject.DIMENSIONLESS, Form.NUMBER));
    }
  }

  /** Puts codes that differ in the unit of time only. */
  void durations(int first, Subject subject, String... units) {
    for (int i = 0; i < units.length; i++) {
      put(first + i, VifEntry.number(subject, units[i], 0));
    }
  }
}
