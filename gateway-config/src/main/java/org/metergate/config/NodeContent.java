// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Converts nodes to objects that are equal if their contents are equal, with the secrets fetched.
 */
final class NodeContent {
  private final Document document;

  NodeContent(Document document) {
    this.document = document;
  }

  /** Returns the content of each value; the order of the keys makes no difference. */
  Object of(Map<String, NodeTuple> entries) {
    Map<String, Object> contents = new TreeMap<>();
    entries.forEach((key, entry) -> contents.put(key, of(entry.getValueNode())));
    return contents;
  }

  private Object of(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, Object> contents = new TreeMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        contents.put(String.valueOf(of(entry.getKeyNode())), of(entry.getValueNode()));
      }
      return contents;
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(this::of).toList();
    }
    ScalarNode scalar = (ScalarNode) node;
    if (Scalars.isPointer(scalar)) {
      try {
        return SecretText.of(document, scalar);
      } catch (SecretText.Missing e) {
        return e.getMessage(); // reported where the secret is needed
      }
    }
    return scalar.getValue();
  }
}
