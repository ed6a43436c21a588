// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The keys of a mapping: their locations, which of them were requested, and the errors in them. */
final class MappingKeys {
  private final Location location;
  private final List<Problem> problems;
  private final Map<String, NodeTuple> entries;
  private final Set<String> requested = new LinkedHashSet<>();

  /**
   * Splits a mapping.
   *
   * @param node should be a mapping; anything else is an error and counts as empty.
   * @param location of the mapping.
   * @param problems receives all errors.
   */
  MappingKeys(Node node, Location location, List<Problem> problems) {
    this.location = location;
    this.problems = problems;
    this.entries = MappingEntries.of(node, location, problems);
  }

  /** Returns the location of the mapping. */
  Location location() {
    return location;
  }

  /** Returns the location of a key, with the line of the mapping if the key is missing. */
  Location location(String key) {
    NodeTuple entry = entries.get(key);
    return location.below(key, entry == null ? location.line() : Scalars.line(entry.getKeyNode()));
  }

  /** Returns the keys with their values, known or not, in the order of the file. */
  Map<String, NodeTuple> entries() {
    return entries;
  }

  /** Returns the value of a key, if there is one; the key counts as known from now on. */
  Optional<Node> request(String key) {
    requested.add(key);
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  /** Records secrets that other users can read. */
  void watchSecrets(Document document) {
    entries.forEach(
        (key, entry) -> {
          if (entry.getValueNode() instanceof ScalarNode scalar) {
            document.watch(location(key), key, scalar);
          }
        });
  }

  /** Records an error. */
  void problem(String key, String sentence) {
    problems.add(new Problem(location(key), sentence));
  }

  /** Records an error for every key that was not requested. */
  void refuseUnknown() {
    for (String key : entries.keySet()) {
      if (!requested.contains(key)) {
        problem(key, UnknownWord.key(key, requested));
      }
    }
  }

  /** Returns all errors so far, including those of other sections that share the list. */
  List<Problem> problems() {
    return problems;
  }
}
