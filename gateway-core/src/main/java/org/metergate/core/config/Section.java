// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.metergate.spi.option.Durations;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.Secret;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the file, read key by key. A getter that finds a mistake remembers it and returns
 * what stands in for the value, so that all mistakes are found at once; nothing that a getter
 * returned may be used before {@link #done()} returned. One thread at a time.
 */
public final class Section {
  private final Document document;
  private final Location location;
  private final List<Problem> problems;
  private final Map<String, NodeTuple> entries;
  private final Set<String> asked = new LinkedHashSet<>();

  Section(Document document, Node node, Location location, List<Problem> problems) {
    this.document = document;
    this.location = location;
    this.problems = problems;
    this.entries = Entries.of(node, location, problems);
  }

  /**
   * Returns where this section stands.
   *
   * @return the place of its key.
   */
  public Location location() {
    return location;
  }

  /**
   * Returns where a key stands.
   *
   * @param key a key of this section.
   * @return its place; this section's line where the key is not there.
   */
  public Location location(String key) {
    NodeTuple entry = entries.get(key);
    return location.below(key, entry == null ? location.line() : Scalars.line(entry.getKeyNode()));
  }

  /**
   * Returns the keys as written, known or not.
   *
   * @return in the order of the file.
   */
  public List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  /**
   * Returns a text that must be there.
   *
   * @param key its key.
   * @return the text as written; an empty one after a mistake.
   */
  public String text(String key) {
    Optional<String> text = optionalText(key);
    if (text.isEmpty() && !entries.containsKey(key)) {
      problem(key, "This key is missing.");
    }
    return text.orElse("");
  }

  /**
   * Returns a text.
   *
   * @param key its key.
   * @return the text as written, or nothing.
   */
  public Optional<String> optionalText(String key) {
    asked.add(key);
    NodeTuple entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    Optional<String> mistake = Scalars.mistake(entry.getValueNode());
    mistake.ifPresent(sentence -> problem(key, sentence));
    return mistake.isPresent()
        ? Optional.empty()
        : Optional.of(((ScalarNode) entry.getValueNode()).getValue());
  }

  /**
   * Returns a key or password: written here, or fetched from where {@code !file} or {@code !env}
   * points.
   *
   * @param key its key.
   * @return the secret, or nothing.
   */
  public Optional<Secret> secret(String key) {
    asked.add(key);
    NodeTuple entry = entries.get(key);
    if (entry != null && Scalars.isPointer(entry.getValueNode())) {
      try {
        ScalarNode pointer = (ScalarNode) entry.getValueNode();
        return Optional.of(SecretText.of(document, pointer));
      } catch (SecretText.Missing e) {
        problem(key, e.getMessage());
        return Optional.empty();
      }
    }
    return optionalText(key).map(Secret::new);
  }

  /** Looks through this section for keys that others can read, before anybody asks for them. */
  void watchSecrets() {
    entries.forEach(
        (key, entry) -> {
          if (entry.getValueNode() instanceof ScalarNode scalar) {
            document.watch(location(key), key, scalar);
          }
        });
  }

  /**
   * Returns a duration.
   *
   * @param key its key.
   * @param standard the value where none is given, and after a mistake.
   * @param least the shortest that is allowed.
   * @param most the longest that is allowed.
   * @return the duration.
   */
  public Duration duration(String key, Duration standard, Duration least, Duration most) {
    Optional<String> text = optionalText(key);
    Optional<Duration> duration = text.flatMap(Durations::parse);
    if (text.isPresent() && duration.isEmpty()) {
      problem(key, "'" + text.get() + "' is no duration; one looks like 500ms, 10s, 15min, 1h.");
    } else if (duration.filter(d -> d.compareTo(least) < 0 || d.compareTo(most) > 0).isPresent()) {
      problem(
          key, "This must be from " + Scalars.spoken(least) + " to " + Scalars.spoken(most) + ".");
    }
    return duration.orElse(standard);
  }

  /**
   * Returns a whole number.
   *
   * @param key its key.
   * @param standard the value where none is given, and after a mistake.
   * @param least the smallest that is allowed.
   * @param most the largest that is allowed.
   * @return the number.
   */
  public int integer(String key, int standard, int least, int most) {
    Optional<String> text = optionalText(key);
    if (text.isEmpty()) {
      return standard;
    }
    if (text.get().matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    }
    problem(key, "This must be a whole number from " + least + " to " + most + ".");
    return standard;
  }

  /**
   * Returns a yes or no.
   *
   * @param key its key.
   * @param standard the value where none is given, and after a mistake.
   * @return whether it is {@code true}.
   */
  public boolean flag(String key, boolean standard) {
    return Boolean.parseBoolean(choice(key, String.valueOf(standard), String.valueOf(!standard)));
  }

  /**
   * Returns one of several words.
   *
   * @param key its key.
   * @param standard the word where none is given, and after a mistake.
   * @param others the other words.
   * @return the word.
   */
  public String choice(String key, String standard, String... others) {
    List<String> words = new ArrayList<>(List.of(standard));
    words.addAll(List.of(others));
    Optional<String> text = optionalText(key);
    if (text.isPresent() && !words.contains(text.get())) {
      problem(
          key,
          "'"
              + text.get()
              + "' is not one of "
              + String.join(", ", words)
              + "."
              + suggestion(text.get(), words));
      return standard;
    }
    return text.orElse(standard);
  }

  /**
   * Returns the name of a file.
   *
   * @param key its key.
   * @return the file, relative names from the configuration's folder; or nothing.
   */
  public Optional<Path> path(String key) {
    try {
      return optionalText(key).map(document::resolve);
    } catch (InvalidPathException e) {
      problem(key, "This is no name of a file.");
      return Optional.empty();
    }
  }

  /**
   * Returns the mapping under a key.
   *
   * @param key its key.
   * @return the section, an empty one where the key has no value; or nothing. Its mistakes are
   *     reported with this section's, its unknown keys by its own {@link #done()}.
   */
  public Optional<Section> section(String key) {
    return section(key, problems);
  }

  /** Returns the mapping under a key, with a list of its own for its mistakes. */
  Optional<Section> section(String key, List<Problem> own) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key))
        .map(entry -> new Section(document, entry.getValueNode(), location(key), own));
  }

  /**
   * Remembers a mistake that only the caller can see.
   *
   * @param key the key that it is in.
   * @param sentence what is wrong and what would be right; never the value of a secret.
   */
  public void problem(String key, String sentence) {
    problems.add(new Problem(location(key), sentence));
  }

  /**
   * Ends the reading of this section: every key that nobody asked for is a mistake.
   *
   * @throws ConfigException with all mistakes that were found in it, if any.
   */
  public void done() throws ConfigException {
    refuseUnknown();
    if (!problems.isEmpty()) {
      throw Problem.exception(problems);
    }
  }

  /**
   * Returns everything that stands in this section, for a comparison with another version of it.
   * Secrets are fetched, so that a new password in the same file is a change; they cannot print
   * themselves.
   *
   * @return equal contents are equal objects.
   */
  public Object content() {
    Map<String, Object> content = new TreeMap<>();
    entries.forEach((key, entry) -> content.put(key, content(entry.getValueNode())));
    return content;
  }

  private Object content(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, Object> content = new TreeMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        content.put(String.valueOf(content(entry.getKeyNode())), content(entry.getValueNode()));
      }
      return content;
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(this::content).toList();
    }
    ScalarNode scalar = (ScalarNode) node;
    if (Scalars.isPointer(scalar)) {
      try {
        return SecretText.of(document, scalar);
      } catch (SecretText.Missing e) {
        return e.getMessage(); // told where the secret is needed
      }
    }
    return scalar.getValue();
  }

  void refuseUnknown() {
    for (String key : entries.keySet()) {
      if (!asked.contains(key)) {
        String near = suggestion(key, asked);
        problem(
            key,
            near.isEmpty()
                ? "There is no such key here; there are: " + String.join(", ", asked) + "."
                : "There is no such key here." + near);
      }
    }
  }

  private static String suggestion(String typed, Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(names::add);
    return NearestName.to(typed, names).map(n -> " Did you mean '" + n + "'?").orElse("");
  }
}
