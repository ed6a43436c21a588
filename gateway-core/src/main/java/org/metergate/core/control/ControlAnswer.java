// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the running gateway answers: {@code {"ok":true,"lines":["…"],"facts":{"name":"text"}}}, and
 * after a command that answers a whole document, that document as {@code "document":{…}}. At most
 * one megabyte on the wire.
 *
 * @param ok whether it was done; if it was not, the lines say why.
 * @param lines sentences for people.
 * @param facts the same for programs, by name; often empty.
 * @param document one JSON object; usually none.
 */
public record ControlAnswer(
    boolean ok, List<String> lines, Map<String, String> facts, Optional<String> document) {

  /** Copies list and map. */
  public ControlAnswer {
    lines = List.copyOf(lines);
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /**
   * Creates an answer without a document.
   *
   * @param ok whether it was done; if it was not, the lines say why.
   * @param lines sentences for people.
   * @param facts the same for programs, by name.
   */
  public ControlAnswer(boolean ok, List<String> lines, Map<String, String> facts) {
    this(ok, lines, facts, Optional.empty());
  }

  /**
   * Creates a positive answer of sentences only.
   *
   * @param lines for people.
   * @return an answer that it was done.
   */
  public static ControlAnswer done(String... lines) {
    return new ControlAnswer(true, List.of(lines), Map.of());
  }

  /**
   * Creates an answer with the reason of a refusal.
   *
   * @param sentence for people.
   * @return an answer that it was not done.
   */
  public static ControlAnswer refused(String sentence) {
    return new ControlAnswer(false, List.of(sentence), Map.of());
  }
}
