// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.math.BigDecimal;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A configuration as an editor with the schema sees it. */
final class EditorView {
  private final JsonSchema schema;

  EditorView(String schema) throws Exception {
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(new ObjectMapper().readTree(schema));
  }

  /** Returns what the editor marks; nothing where all is well. */
  List<String> marks(String yaml) {
    return schema.validate(node(root(yaml))).stream().map(ValidationMessage::toString).toList();
  }

  static Node root(String yaml) {
    return new Compose(LoadSettings.builder().setAllowNonScalarKeys(true).build())
        .composeString(yaml)
        .orElseThrow();
  }

  /** A tag such as {@code !file} is a text for an editor that was told of it. */
  private static JsonNode node(Node node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node instanceof MappingNode mapping) {
      ObjectNode object = json.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        object.set(((ScalarNode) entry.getKeyNode()).getValue(), node(entry.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = json.arrayNode();
      sequence.getValue().forEach(one -> array.add(node(one)));
      return array;
    }
    String text = ((ScalarNode) node).getValue();
    return switch (node.getTag().getValue()) {
      case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float" ->
          text.matches("-?[0-9.]+")
              ? json.numberNode(new BigDecimal(text))
              : json.numberNode(Double.parseDouble(text));
      case "tag:yaml.org,2002:bool" -> json.booleanNode(Boolean.parseBoolean(text));
      case "tag:yaml.org,2002:null" -> json.nullNode();
      default -> json.textNode(text);
    };
  }
}
