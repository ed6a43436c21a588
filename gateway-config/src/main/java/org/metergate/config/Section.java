// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.Secret;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping of the file, read key by key. A getter that finds an error records it and returns a
 * substitute value, so that all errors are found at once; nothing that a getter returned may be
 * used before {@link #done()} has returned. One thread at a time.
 */
public final class Section {
  private final Document document;
  private final MappingKeys mappingKeys;
  private final SectionValues values;

  Section(Document document, Node node, Location location, List<Problem> problems) {
    this(document, node, location, problems, List.of());
  }

  private Section(
      Document document, Node node, Location location, List<Problem> problems, List<String> path) {
    this.document = document;
    this.mappingKeys = new MappingKeys(node, location, problems);
    this.values = new SectionValues(document, mappingKeys, path);
  }

  /**
   * Returns the location of this section.
   *
   * @return the location of its key.
   */
  public Location location() {
    return mappingKeys.location();
  }

  /**
   * Returns the location of a key.
   *
   * @param key a key of this section.
   * @return its location, with the line of this section if the key is missing.
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
   * Returns a required text.
   *
   * @param key its key.
   * @return the text as written; an empty text after an error.
   */
  public String text(String key) {
    values.asked(key, new KeyForm.Text());
    return values.required(key).orElse("");
  }

  /**
   * Returns a text.
   *
   * @param key its key.
   * @return the text as written, or empty.
   */
  public Optional<String> optionalText(String key) {
    values.asked(key, new KeyForm.Text());
    return values.scalar(key);
  }

  /**
   * Returns a list of texts, for which a single text may be written as well.
   *
   * @param key its key.
   * @return the texts as written, in their order; empty if there is no such key, and after an
   *     error.
   */
  public List<String> texts(String key) {
    values.asked(key, new KeyForm.Texts());
    return values.texts(key);
  }

  /**
   * Hides a part of what is written here in all texts that are shown: an address may be a password.
   *
   * @param secret from now on.
   */
  public void hide(Secret secret) {
    document.redaction().learn(secret);
  }

  /**
   * Returns a key or password: written here, or fetched from where {@code !file} or {@code !env}
   * points.
   *
   * @param key its key.
   * @return the secret, or empty.
   */
  public Optional<Secret> secret(String key) {
    values.asked(key, new KeyForm.SecretText());
    Optional<Node> pointer = mappingKeys.request(key).filter(Scalars::isPointer);
    if (pointer.isEmpty()) {
      Optional<Secret> written = values.scalar(key).map(Secret::new);
      written.filter(secret -> Document.namesSecret(key)).ifPresent(document.redaction()::learn);
      return written;
    }
    try {
      return Optional.of(SecretText.of(document, (ScalarNode) pointer.get()));
    } catch (SecretText.Missing e) {
      problem(key, e.getMessage());
      return Optional.empty();
    }
  }

  /** Records keys in this section that other users can read, before the values are requested. */
  void watchSecrets() {
    mappingKeys.watchSecrets(document);
  }

  /**
   * Returns a duration.
   *
   * @param key its key.
   * @param standard the value if none is given, and after an error.
   * @param min the shortest allowed duration.
   * @param max the longest allowed duration.
   * @return the duration.
   */
  public Duration duration(String key, Duration standard, Duration min, Duration max) {
    values.asked(key, new KeyForm.Span(standard, min, max));
    return values.duration(key, standard, min, max);
  }

  /**
   * Returns a whole number.
   *
   * @param key its key.
   * @param standard the value if none is given, and after an error.
   * @param min the smallest allowed number.
   * @param max the largest allowed number.
   * @return the number.
   */
  public int integer(String key, int standard, int min, int max) {
    values.asked(key, new KeyForm.Whole(standard, min, max));
    return values.integer(key, standard, min, max);
  }

  /**
   * Returns a truth value.
   *
   * @param key its key.
   * @param standard the value if none is given, and after an error.
   * @return whether it is {@code true}.
   */
  public boolean flag(String key, boolean standard) {
    values.asked(key, new KeyForm.Flag(standard));
    List<String> words = List.of(String.valueOf(standard), String.valueOf(!standard));
    return Boolean.parseBoolean(values.word(key, words));
  }

  /**
   * Returns one of several words.
   *
   * @param key its key.
   * @param standard the word if none is given, and after an error.
   * @param others the other words.
   * @return the word.
   */
  public String choice(String key, String standard, String... others) {
    List<String> words = new ArrayList<>(List.of(standard));
    words.addAll(List.of(others));
    values.asked(key, new KeyForm.Words(Optional.of(standard), words));
    return values.word(key, words);
  }

  /**
   * Returns one of several words, which must be given.
   *
   * @param key its key.
   * @param what what the words name, for the sentence: {@code server}.
   * @param words all of them.
   * @return the word as written; an empty text after an error.
   */
  public String requiredWord(String key, String what, List<String> words) {
    values.asked(key, new KeyForm.Words(Optional.empty(), words));
    Optional<String> text = values.required(key);
    if (text.isPresent() && !words.contains(text.get())) {
      problem(key, NearestName.unknown(what, text.get(), words));
      return "";
    }
    return text.orElse("");
  }

  /**
   * Returns a file.
   *
   * @param key its key.
   * @return the file, with relative names resolved from the folder of the configuration; or empty.
   */
  public Optional<Path> path(String key) {
    values.asked(key, new KeyForm.FileName());
    try {
      return values.scalar(key).map(document::resolve);
    } catch (InvalidPathException e) {
      problem(key, "This is not a valid file name.");
      return Optional.empty();
    }
  }

  /** Returns the mapping under a key under which a word may stand as well; or empty. */
  Optional<Section> sectionOrWord(String key) {
    values.asked(key, new KeyForm.Mapping());
    boolean mapping = mappingKeys.request(key).filter(MappingNode.class::isInstance).isPresent();
    return mapping ? section(key) : Optional.empty();
  }

  /**
   * Returns the mapping under a key.
   *
   * @param key its key.
   * @return the section, which has no keys if the key has no value; or empty. Its errors are
   *     reported with those of this section, its unknown keys by its own {@link #done()}.
   */
  public Optional<Section> section(String key) {
    return section(key, mappingKeys.problems());
  }

  /** Returns the mapping under a key, with a separate list for its errors. */
  Optional<Section> section(String key, List<Problem> own) {
    values.asked(key, new KeyForm.Mapping());
    return mappingKeys
        .request(key)
        .map(value -> new Section(document, value, location(key), own, values.pathOf(key)));
  }

  /**
   * Records an error that only the caller can detect.
   *
   * @param key the key with the error.
   * @param sentence what is wrong and what would be right; never the value of a secret.
   */
  public void problem(String key, String sentence) {
    mappingKeys.problem(key, sentence);
  }

  /**
   * Returns an error that makes it useless to read this section.
   *
   * @param key the key with the error.
   * @param sentence what is wrong and what would be right.
   * @return the exception to throw.
   */
  public ConfigException mistake(String key, String sentence) {
    return Problem.exception(List.of(new Problem(location(key), sentence)), document.redaction());
  }

  /**
   * Ends the reading of this section: every key that was not requested is an error.
   *
   * @throws ConfigException with all errors found in it, if any.
   */
  public void done() throws ConfigException {
    refuseUnknown();
    if (!mappingKeys.problems().isEmpty()) {
      throw Problem.exception(mappingKeys.problems(), document.redaction());
    }
  }

  /**
   * Returns the content of this section, for a comparison with another version of it. Secrets are
   * fetched, so that a new password in the same file counts as a change; they never print their
   * value.
   *
   * @return equal contents are equal objects.
   */
  public Object content() {
    return new NodeContent(document).of(mappingKeys.entries());
  }

  /** Records an error for every key that was not requested. */
  void refuseUnknown() {
    mappingKeys.refuseUnknown();
  }
}
