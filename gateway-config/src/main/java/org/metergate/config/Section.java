// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.option.Durations;
import org.metergate.spi.option.Secret;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping of the file, read key by key. A getter that finds a mistake remembers it and returns
 * what stands in for the value, so that all mistakes are found at once; nothing that a getter
 * returned may be used before {@link #done()} returned. One thread at a time.
 */
public final class Section {
  private final Document document;
  private final MappingKeys mappingKeys;

  Section(Document document, Node node, Location location, List<Problem> problems) {
    this.document = document;
    this.mappingKeys = new MappingKeys(node, location, problems);
  }

  /**
   * Returns where this section stands.
   *
   * @return the place of its key.
   */
  public Location location() {
    return mappingKeys.location();
  }

  /**
   * Returns where a key stands.
   *
   * @param key a key of this section.
   * @return its place; this section's line where the key is not there.
   */
  public Location location(String key) {
    return mappingKeys.location(key);
  }

  /**
   * Returns the keys as written, known or not.
   *
   * @return in the order of the file.
   */
  public List<String> keys() {
    return List.copyOf(mappingKeys.entries().keySet());
  }

  /**
   * Returns a text that must be there.
   *
   * @param key its key.
   * @return the text as written; an empty one after a mistake.
   */
  public String text(String key) {
    Optional<String> text = optionalText(key);
    if (text.isEmpty() && mappingKeys.ask(key).isEmpty()) {
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
    Optional<Node> value = mappingKeys.ask(key);
    Optional<String> mistake = value.flatMap(Scalars::mistake);
    mistake.ifPresent(sentence -> problem(key, sentence));
    return value.filter(node -> mistake.isEmpty()).map(node -> ((ScalarNode) node).getValue());
  }

  /**
   * Returns a key or password: written here, or fetched from where {@code !file} or {@code !env}
   * points.
   *
   * @param key its key.
   * @return the secret, or nothing.
   */
  public Optional<Secret> secret(String key) {
    Optional<Node> pointer = mappingKeys.ask(key).filter(Scalars::isPointer);
    if (pointer.isEmpty()) {
      return optionalText(key).map(Secret::new);
    }
    try {
      return Optional.of(SecretText.of(document, (ScalarNode) pointer.get()));
    } catch (SecretText.Missing e) {
      problem(key, e.getMessage());
      return Optional.empty();
    }
  }

  /** Looks through this section for keys that others can read, before anybody asks for them. */
  void watchSecrets() {
    mappingKeys.watchSecrets(document);
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
      problem(key, UnknownWord.choice(text.get(), words));
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
    return section(key, mappingKeys.problems());
  }

  /** Returns the mapping under a key, with a list of its own for its mistakes. */
  Optional<Section> section(String key, List<Problem> own) {
    return mappingKeys.ask(key).map(value -> new Section(document, value, location(key), own));
  }

  /**
   * Remembers a mistake that only the caller can see.
   *
   * @param key the key that it is in.
   * @param sentence what is wrong and what would be right; never the value of a secret.
   */
  public void problem(String key, String sentence) {
    mappingKeys.problem(key, sentence);
  }

  /**
   * Ends the reading of this section: every key that nobody asked for is a mistake.
   *
   * @throws ConfigException with all mistakes that were found in it, if any.
   */
  public void done() throws ConfigException {
    refuseUnknown();
    if (!mappingKeys.problems().isEmpty()) {
      throw Problem.exception(mappingKeys.problems());
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
    return new NodeContent(document).of(mappingKeys.entries());
  }

  /** Makes a mistake of every key that nobody asked for. */
  void refuseUnknown() {
    mappingKeys.refuseUnknown();
  }
}
