// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.util.Locale;
import java.util.Map;

/**
 * The name of a quantity within a sentence: its label as people know it, and behind it the register
 * on the wire, {@code energy import (1-0:1.8.0)}.
 */
final class QuantityName {
  private QuantityName() {}

  /**
   * Composes the name from the parameters {@code quantity}, a label, and {@code register}.
   *
   * @param parameters of the finding; one stored by an earlier version may lack the label.
   * @param capital whether it begins a sentence.
   * @return null where there is neither.
   */
  static String of(Map<String, String> parameters, boolean capital) {
    String register = parameters.get("register");
    String label = parameters.get("quantity");
    if (label == null && register == null) {
      return null;
    }
    String name = label == null ? "Register " + register : label;
    String behind = register == null || name.contains(register) ? "" : " (" + register + ")";
    return (capital ? upper(name) : lower(name)) + behind;
  }

  private static String upper(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** Abbreviations keep their capitals. */
  private static String lower(String name) {
    boolean word = name.length() > 1 && Character.isLowerCase(name.charAt(1));
    return word ? name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) : name;
  }
}
