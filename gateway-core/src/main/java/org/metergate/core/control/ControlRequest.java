// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the running gateway is asked: {@code {"command":"scale","arguments":{"meter":"house"}}}.
 *
 * @param command its name.
 * @param arguments texts by name; never null in them.
 */
public record ControlRequest(String command, Map<String, String> arguments) {
  /** Copies the map. */
  public ControlRequest {
    arguments = java.util.Collections.unmodifiableMap(new TreeMap<>(arguments));
  }

  /**
   * Returns an argument that must be there.
   *
   * @param name which.
   * @return its text.
   * @throws ControlRefusal when it is missing.
   */
  public String required(String name) throws ControlRefusal {
    return optional(name)
        .orElseThrow(
            () -> new ControlRefusal("'" + command + "' needs the argument '" + name + "'."));
  }

  /**
   * Returns an argument that may be missing.
   *
   * @param name which.
   * @return its text, or nothing.
   */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(arguments.get(name));
  }
}
