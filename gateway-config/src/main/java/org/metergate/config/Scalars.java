// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Checks and conversions of single nodes. The type of a scalar is never guessed: it stays as it was
 * written.
 */
final class Scalars {
  private static final Set<String> POINTERS = Set.of("!file", "!env", "!credential");

  private Scalars() {}

  /** Returns the line of a node, from 1. */
  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** Returns whether there is nothing after the colon of a key. */
  static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && scalar.getValue().isEmpty()
        && !isPointer(scalar);
  }

  /** Returns what a node is, for the user. */
  static String kind(Node node) {
    return node instanceof MappingNode
        ? "a set of keys with values"
        : node instanceof SequenceNode ? "a list" : "a single value";
  }

  /**
   * Returns why a node is not a text, if it is not. The text itself is never shown: it may be
   * secret.
   */
  static Optional<String> mistake(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      return Optional.of("This must be a single value, but is " + kind(node) + ".");
    }
    if (isNothing(scalar)) {
      return Optional.of("This key has no value.");
    }
    if (scalar.isPlain() && goesOn(scalar)) {
      return Optional.of(
          "This value goes on in the next line: put it in quotes, or write the key of that line.");
    }
    String tag = scalar.getTag().getValue();
    if (isPointer(scalar)) {
      return Optional.of(tag + " is for keys and passwords; write the value itself here.");
    }
    if (tag.equals(BackupText.TAG)) {
      return Optional.of(BackupText.SENTENCE);
    }
    return tag.startsWith("tag:yaml.org,2002:")
        ? Optional.empty()
        : Optional.of(
            "This tag is unknown; the only tags with '!' are !file, !env and !credential.");
  }

  private static boolean goesOn(ScalarNode scalar) {
    Optional<Integer> begin = scalar.getStartMark().map(Mark::getLine);
    return !begin.equals(scalar.getEndMark().map(Mark::getLine));
  }

  /** Returns whether a node points to a secret instead of containing it. */
  static boolean isPointer(Node node) {
    String tag = node.getTag().getValue();
    return node instanceof ScalarNode && POINTERS.contains(tag);
  }

  /** Returns a duration as it would be written, in the largest unit that fits. */
  static String format(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 3_600_000 == 0) {
      return ms % 86_400_000 == 0 ? ms / 86_400_000 + "d" : ms / 3_600_000 + "h";
    }
    if (ms % 1000 == 0) {
      return ms % 60_000 == 0 ? ms / 60_000 + "min" : ms / 1000 + "s";
    }
    return ms + "ms";
  }
}
