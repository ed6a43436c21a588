// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.finding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A finding: its code and what fills the blanks of its sentence. Two equal findings in a row are
 * one finding that goes on: it is told once and then counted.
 *
 * @param code what kind.
 * @param parameters by name, in the order given; never a key or a password.
 */
public record Finding(FindingCode code, Map<String, String> parameters) {

  /** Copies the parameters. */
  public Finding {
    Objects.requireNonNull(code, "code");
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Makes a finding from names and values in turn.
   *
   * @param code what kind.
   * @param parameters an even number of objects: name, value, name, value.
   * @return the finding.
   */
  public static Finding of(FindingCode code, Object... parameters) {
    if (parameters.length % 2 != 0) {
      throw new IllegalArgumentException("parameters come as name and value");
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(String.valueOf(parameters[i]), String.valueOf(parameters[i + 1]));
    }
    return new Finding(code, map);
  }

  /**
   * Returns the finding as its code and parameters, for developers; people get the sentence.
   *
   * @return for example {@code no-such-port {port=/dev/ttyUSB0}}.
   */
  @Override
  public String toString() {
    return parameters.isEmpty() ? code.id() : code.id() + " " + parameters;
  }
}
