// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of the configuration that is being made. */
sealed interface Entry {

  /** Returns the option from which it comes, for people. */
  String place();

  /**
   * Keys with values.
   *
   * @param entries may be added to.
   * @param place the option.
   */
  record Branch(Map<String, Entry> entries, String place) implements Entry {
    Branch(String place) {
      this(new LinkedHashMap<>(), place);
    }
  }

  /**
   * A value as text.
   *
   * @param text as the configuration has it, without quotes.
   * @param place the option.
   */
  record Text(String text, String place) implements Entry {}

  /**
   * A key or password, which gets a file of its own.
   *
   * @param secret at least a character.
   * @param place the option.
   */
  record Hidden(String secret, String place) implements Entry {
    @Override
    public String toString() {
      return "Hidden[" + place + "]";
    }
  }

  /**
   * A key or password that is elsewhere.
   *
   * @param tag {@code !file} or {@code !env}.
   * @param name of the file or variable.
   * @param place the option.
   */
  record Pointer(String tag, String name, String place) implements Entry {}

  /**
   * Several values.
   *
   * @param entries in their order.
   * @param place the option.
   */
  record Several(List<Entry> entries, String place) implements Entry {}
}
