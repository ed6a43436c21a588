// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A line of the option {@code advanced}: a key of the configuration with its path, and a value on
 * the same line: {@code outputs.archive: { type: csv, folder: /config/csv }}.
 *
 * @param path the keys from the root.
 * @param value what is written there.
 */
record AdvancedLine(List<String> path, Entry value) {
  private static final Pattern LINE =
      Pattern.compile("\\s*([A-Za-z0-9_-]{1,64}(?:\\.[A-Za-z0-9_-]{1,64}){0,9})\\s*:\\s+(.+)");

  private static final int LONGEST = 16_384;

  /** Copies the list. */
  AdvancedLine {
    path = List.copyOf(path);
  }

  /** A line cannot be read; the message is a sentence. */
  static final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;

    Mistake(String sentence) {
      super(sentence);
    }
  }

  /**
   * Reads a line.
   *
   * @param place the option, for people.
   * @param folder from which names of files are counted.
   * @return nothing for an empty line or a comment.
   */
  static Optional<AdvancedLine> of(String line, String place, Path folder) throws Mistake {
    if (line.isBlank() || line.strip().startsWith("#")) {
      return Optional.empty();
    }
    Matcher matcher = LINE.matcher(line);
    if (line.length() > LONGEST || !matcher.matches()) {
      throw new Mistake(
          "A line is a key with its path, a colon, a blank and the value, such as"
              + " 'outputs.archive: { type: csv, folder: /config/csv }' or"
              + " 'meters.heat.options.registers: +volume'.");
    }
    Entry value = entry(node(matcher.group(2)), place, folder);
    return Optional.of(new AdvancedLine(List.of(matcher.group(1).split("\\.")), value));
  }

  private static Node node(String text) throws Mistake {
    LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text);
      if (node.isPresent()) {
        return node.get();
      }
    } catch (YamlEngineException | StackOverflowError e) {
      // the engine's text quotes the line, which may have a password
    }
    throw new Mistake(
        "The value is not well-formed; check the brackets, colons and quotes. A value with ': ' or"
            + " '#' in it, or with one of [ ] { } ! & * % @ at its beginning, needs quotes.");
  }

  private static Entry entry(Node node, String place, Path folder) throws Mistake {
    if (node instanceof MappingNode mapping) {
      Entry.Branch branch = new Entry.Branch(place);
      for (NodeTuple tuple : mapping.getValue()) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
          throw new Mistake("A key in the value is not a single word.");
        }
        Entry below = entry(tuple.getValueNode(), place, folder);
        if (branch.entries().putIfAbsent(key.getValue(), below) != null) {
          throw new Mistake("A key in the value is there twice.");
        }
      }
      return branch;
    } else if (node instanceof SequenceNode list) {
      List<Entry> entries = new ArrayList<>();
      for (Node one : list.getValue()) {
        entries.add(entry(one, place, folder));
      }
      return new Entry.Several(entries, place);
    }
    return scalar((ScalarNode) node, place, folder);
  }

  private static Entry scalar(ScalarNode scalar, String place, Path folder) throws Mistake {
    String tag = scalar.getTag().getValue();
    String text = scalar.getValue();
    try {
      return switch (tag) {
        case "!file" -> new Entry.Pointer(tag, folder.resolve(Path.of(text)).toString(), place);
        case "!env" -> new Entry.Pointer(tag, text, place);
        default -> {
          if (!tag.startsWith("tag:yaml.org,2002:")) {
            throw new Mistake("The only words with '!' are !file and !env.");
          }
          yield new Entry.Text(text, place);
        }
      };
    } catch (InvalidPathException e) {
      throw new Mistake("!file must be followed by the name of a file.");
    }
  }
}
