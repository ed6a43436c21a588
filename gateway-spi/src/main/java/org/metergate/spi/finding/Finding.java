// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.finding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A finding: its code and the parameters of its sentence. Two equal findings in a row are one
 * finding that continues: it is reported once and then counted.
 *
 * @param code the kind of finding.
 * @param parameters by name, in the order given; never a key or a password.
 */
public record Finding(FindingCode code, Map<String, String> parameters) {

  /** Copies the parameters. */
  public Finding {
    Objects.requireNonNull(code, "code");
    parameters =
        parameters.isEmpty()
            ? Map.of() // the usual case, many times a second
            : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Creates a finding from alternating names and values.
   *
   * @param code the kind of finding.
   * @param parameters an even number of objects: name, value, name, value.
   * @return the finding.
   */
  public static Finding of(FindingCode code, Object... parameters) {
    if (parameters.length % 2 != 0) {
      throw new IllegalArgumentException("parameters come as name and value");
    }
    if (parameters.length == 0) {
      return new Finding(code, Map.of());
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(String.valueOf(parameters[i]), String.valueOf(parameters[i + 1]));
    }
    return new Finding(code, map);
  }

  /**
   * Returns the code and the parameters, for developers; users see the sentence.
   *
   * @return for example {@code no-such-port {port=/dev/ttyUSB0}}.
   */
  @Override
  public String toString() {
    return parameters.isEmpty() ? code.id() : code.id() + " " + parameters;
  }
}
