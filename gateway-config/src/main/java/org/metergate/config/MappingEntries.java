// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Splits a mapping into its entries. The YAML engine leaves the check for duplicate keys to its
 * caller.
 */
final class MappingEntries {
  private MappingEntries() {}

  /**
   * Returns the entries by key.
   *
   * @param node should be a mapping; anything else is an error and counts as empty.
   * @return in the order of the file; the first of several entries with the same key.
   */
  static Map<String, NodeTuple> of(Node node, Location location, List<Problem> problems) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          NodeTuple earlier = entries.putIfAbsent(key.getValue(), entry);
          if (earlier != null) {
            problems.add(duplicate(location, key, earlier));
          }
        } else {
          problems.add(noName(location, entry.getKeyNode()));
        }
      }
    } else if (!Scalars.isNothing(node)) {
      problems.add(
          new Problem(
              location, "This must be keys with values, but is " + Scalars.kind(node) + "."));
    }
    return entries;
  }

  private static Problem duplicate(Location location, ScalarNode key, NodeTuple earlier) {
    return new Problem(
        location.below(key.getValue(), Scalars.line(key)),
        "This key appears twice; it is already in line "
            + Scalars.line(earlier.getKeyNode())
            + ".");
  }

  private static Problem noName(Location location, Node key) {
    return new Problem(
        new Location(location.file(), Scalars.line(key), location.path()),
        "A key must be a name, but is " + Scalars.kind(key) + ".");
  }
}
