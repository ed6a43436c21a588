// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Takes a mapping apart into its keys. The engine leaves duplicates to whoever composes. */
final class MappingEntries {
  private MappingEntries() {}

  /**
   * Finds the entries by key.
   *
   * @param node should be a mapping; anything else is a mistake and seems empty.
   * @return in the order of the file; the first of several with one key.
   */
  static Map<String, NodeTuple> of(Node node, Location location, List<Problem> problems) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          NodeTuple earlier = entries.putIfAbsent(key.getValue(), entry);
          if (earlier != null) {
            problems.add(twice(location, key, earlier));
          }
        } else {
          problems.add(noName(location, entry.getKeyNode()));
        }
      }
    } else if (!Scalars.isNothing(node)) {
      problems.add(
          new Problem(
              location, "Here must be keys with values, but is " + Scalars.kind(node) + "."));
    }
    return entries;
  }

  private static Problem twice(Location location, ScalarNode key, NodeTuple earlier) {
    return new Problem(
        location.below(key.getValue(), Scalars.line(key)),
        "This key stands here a second time; it was in line "
            + Scalars.line(earlier.getKeyNode())
            + " before.");
  }

  private static Problem noName(Location location, Node key) {
    return new Problem(
        new Location(location.file(), Scalars.line(key), location.path()),
        "A key must be a name, but is " + Scalars.kind(key) + ".");
  }
}
