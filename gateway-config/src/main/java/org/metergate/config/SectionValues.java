// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.option.Durations;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The single values of a section: notes what is asked for, and records what is wrong with a value.
 * One thread at a time.
 */
final class SectionValues {
  private final AskedKeys asked;
  private final MappingKeys keys;
  private final List<String> path;

  /**
   * Creates the values of one section.
   *
   * @param path of the section, from the root.
   */
  SectionValues(Document document, MappingKeys keys, List<String> path) {
    this.asked = document.asked();
    this.keys = keys;
    this.path = path;
  }

  /** Returns the path of a key, from the root. */
  List<String> pathOf(String key) {
    List<String> below = new ArrayList<>(path);
    below.add(key);
    return List.copyOf(below);
  }

  /** Notes in which form a key is asked for. */
  void asked(String key, KeyForm form) {
    asked.note(pathOf(key), form);
  }

  /** Returns a single value, as it is written. */
  Optional<String> scalar(String key) {
    Optional<Node> value = keys.request(key);
    Optional<String> mistake = value.flatMap(Scalars::mistake);
    mistake.ifPresent(sentence -> keys.problem(key, sentence));
    return value.filter(node -> mistake.isEmpty()).map(node -> ((ScalarNode) node).getValue());
  }

  /** Returns a single value that must be there. */
  Optional<String> required(String key) {
    asked.require(pathOf(key));
    Optional<String> text = scalar(key);
    if (text.isEmpty() && keys.request(key).isEmpty()) {
      keys.problem(key, "This key is missing.");
    }
    return text;
  }

  /** Returns single values in their order, of a list or one alone. */
  List<String> texts(String key) {
    Optional<Node> value = keys.request(key);
    List<Node> nodes =
        value
            .map(node -> node instanceof SequenceNode list ? list.getValue() : List.of(node))
            .orElse(List.of());
    List<String> texts = new ArrayList<>();
    for (Node node : nodes) {
      Optional<String> mistake = Scalars.mistake(node);
      if (mistake.isPresent()) {
        keys.problem(key, mistake.get());
        return List.of();
      }
      texts.add(((ScalarNode) node).getValue());
    }
    if (value.isPresent() && texts.isEmpty()) {
      keys.problem(key, "This list is empty.");
    }
    return texts;
  }

  /** Returns a duration within limits. */
  Duration duration(String key, Duration standard, Duration min, Duration max) {
    Optional<String> text = scalar(key);
    Optional<Duration> duration = text.flatMap(Durations::parse);
    if (text.isPresent() && duration.isEmpty()) {
      keys.problem(
          key, "'" + text.get() + "' is not a duration; use for example 500ms, 10s, 15min or 1h.");
    } else if (duration.filter(d -> d.compareTo(min) < 0 || d.compareTo(max) > 0).isPresent()) {
      keys.problem(
          key, "This must be from " + Scalars.format(min) + " to " + Scalars.format(max) + ".");
    }
    return duration.orElse(standard);
  }

  /** Returns a whole number within limits. */
  int integer(String key, int standard, int min, int max) {
    Optional<String> text = scalar(key);
    if (text.isEmpty()) {
      return standard;
    }
    if (text.get().matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    }
    keys.problem(key, "This must be a whole number from " + min + " to " + max + ".");
    return standard;
  }

  /** Returns one of several words, of which the first is the usual one. */
  String word(String key, List<String> words) {
    Optional<String> text = scalar(key);
    if (text.isPresent() && !words.contains(text.get())) {
      keys.problem(key, UnknownWord.choice(text.get(), words));
      return words.get(0);
    }
    return text.orElse(words.get(0));
  }
}
