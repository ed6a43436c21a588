// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the running gateway answers: {@code {"ok":true,"lines":["…"],"facts":{"name":"text"}}}. One
 * megabyte at most on the wire.
 *
 * @param ok whether it was done; where it was not, the lines say why.
 * @param lines sentences for people.
 * @param facts the same for programs, by name; often none.
 */
public record ControlAnswer(boolean ok, List<String> lines, Map<String, String> facts) {
  /** Copies list and map. */
  public ControlAnswer {
    lines = List.copyOf(lines);
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /**
   * Makes an answer of sentences alone.
   *
   * @param lines for people.
   * @return that it was done.
   */
  public static ControlAnswer done(String... lines) {
    return new ControlAnswer(true, List.of(lines), Map.of());
  }

  /**
   * Makes an answer that says why not.
   *
   * @param sentence for people.
   * @return that it was not done.
   */
  public static ControlAnswer refused(String sentence) {
    return new ControlAnswer(false, List.of(sentence), Map.of());
  }
}
