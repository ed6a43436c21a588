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

/** The keys of a mapping: where each stands, which were asked for, and the mistakes in them. */
final class MappingKeys {
  private final Location location;
  private final List<Problem> problems;
  private final Map<String, NodeTuple> entries;
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * Takes a mapping apart.
   *
   * @param node should be a mapping; anything else is a mistake and seems empty.
   * @param location of the mapping.
   * @param problems gets all mistakes.
   */
  MappingKeys(Node node, Location location, List<Problem> problems) {
    this.location = location;
    this.problems = problems;
    this.entries = MappingEntries.of(node, location, problems);
  }

  /** The place of the mapping. */
  Location location() {
    return location;
  }

  /** The place of a key; the mapping's line where the key is not there. */
  Location location(String key) {
    NodeTuple entry = entries.get(key);
    return location.below(key, entry == null ? location.line() : Scalars.line(entry.getKeyNode()));
  }

  /** The keys with their values, known or not, in the order of the file. */
  Map<String, NodeTuple> entries() {
    return entries;
  }

  /** The value of a key, if the key is there; from now on it is one of those that are known. */
  Optional<Node> ask(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  /** Looks for secrets that others can read. */
  void watchSecrets(Document document) {
    entries.forEach(
        (key, entry) -> {
          if (entry.getValueNode() instanceof ScalarNode scalar) {
            document.watch(location(key), key, scalar);
          }
        });
  }

  /** Remembers a mistake. */
  void problem(String key, String sentence) {
    problems.add(new Problem(location(key), sentence));
  }

  /** Makes a mistake of every key that nobody asked for. */
  void refuseUnknown() {
    for (String key : entries.keySet()) {
      if (!asked.contains(key)) {
        problem(key, UnknownWord.key(key, asked));
      }
    }
  }

  /** All mistakes so far, those of whoever shares the list among them. */
  List<Problem> problems() {
    return problems;
  }
}
