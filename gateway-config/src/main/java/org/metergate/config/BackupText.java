// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.metergate.spi.option.Secret;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The text of a configuration as a backup keeps it: as it was written, with the marker {@link
 * #MARKER} in place of each key and password. A configuration with a marker is refused until a
 * person has written the value again.
 */
public final class BackupText {
  /** The tag that stands for a value that was left out. */
  static final String TAG = "!left-out";

  /** What stands in place of a key or password. */
  public static final String MARKER = TAG + " \"\"";

  /** The sentence about it. */
  static final String SENTENCE =
      "The value of this key was left out of the backup that this file comes from; write it here"
          + " again ('metergate keys' sets the keys of a meter).";

  /** A shorter secret may be a word that stands in other values by chance. */
  private static final int PART = 12;

  private static final Pattern FILE =
      Pattern.compile("\\.{0,2}/.*|.*\\.(?:pem|key|der|crt|cer|p8|p12|pfx)");

  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$", Pattern.MULTILINE);

  private BackupText() {}

  /**
   * A value that a restored configuration needs from somewhere else.
   *
   * @param at its place.
   * @param file the file that it points to; null where the value was left out.
   */
  public record Needed(Location at, Path file) {}

  /**
   * Reads a configuration and takes the secrets out.
   *
   * @param file the configuration; need not be without mistakes.
   * @param known the secrets that drivers and outputs know of.
   * @return its text with markers; where it is no well-formed YAML, with all that may be a secret
   *     hidden.
   * @throws ConfigException where the file cannot be read.
   */
  public static String withoutSecrets(Path file, Redaction known) throws ConfigException {
    String text = YamlFile.text(file);
    Redaction redaction = new Redaction();
    redaction.join(known);
    redaction.learnFrom(text);
    String left;
    try {
      left = marked(text, YamlFile.compose(file, text), redaction);
    } catch (ConfigException e) {
      return redaction.hideMistake(text);
    }
    String bare = COMMENT.matcher(left).replaceAll(c -> quote(redaction.hideMistake(c.group())));
    boolean clean = longOnes(redaction.secrets()).stream().noneMatch(lower(bare)::contains);
    return clean ? bare : redaction.hideMistake(bare);
  }

  /**
   * Reads a configuration as it is.
   *
   * @param file the configuration.
   * @return its text, with its secrets.
   * @throws ConfigException where the file cannot be read.
   */
  public static String withSecrets(Path file) throws ConfigException {
    return YamlFile.text(file);
  }

  private static String quote(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  private static Set<String> longOnes(Set<Secret> secrets) {
    return secrets.stream()
        .map(secret -> lower(secret.reveal().strip()))
        .filter(text -> text.length() >= PART)
        .collect(Collectors.toSet());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String marked(String text, Node root, Redaction redaction) {
    Set<String> secrets =
        redaction.secrets().stream()
            .map(secret -> secret.reveal().strip())
            .collect(Collectors.toSet());
    Set<String> parts = longOnes(redaction.secrets());
    List<ScalarNode> found = new ArrayList<>();
    walk(
        new Location(Path.of(""), 0, ""),
        root,
        Collections.newSetFromMap(new IdentityHashMap<>()),
        (at, scalar) -> {
          String key = at.path().substring(at.path().lastIndexOf('.') + 1);
          if (!Scalars.isPointer(scalar) && isSecret(key, scalar.getValue(), secrets, parts)) {
            found.add(scalar);
          }
        });
    found.sort(Comparator.comparingInt((ScalarNode one) -> begin(one)).reversed());
    StringBuilder left = new StringBuilder(text);
    for (ScalarNode one : found) {
      int from = text.offsetByCodePoints(0, begin(one));
      int to = text.offsetByCodePoints(0, one.getEndMark().orElseThrow().getIndex());
      String whole = text.substring(from, to);
      String tail = whole.substring(whole.stripTrailing().length());
      String anchor = one.getAnchor().map(name -> "&" + name.getValue() + " ").orElse("");
      left.replace(from, to, anchor + MARKER + tail);
    }
    return left.toString();
  }

  private static int begin(ScalarNode node) {
    return node.getStartMark().orElseThrow().getIndex();
  }

  private static boolean isSecret(
      String key, String value, Set<String> secrets, Set<String> parts) {
    String text = value.strip();
    if (text.isEmpty()) {
      return false;
    }
    if (secrets.contains(text) || secrets.contains(lower(text.replaceAll("[\\s:_-]", "")))) {
      return true;
    }
    if (Document.namesSecret(key) && !FILE.matcher(text).matches()) {
      return true;
    }
    String hidden = new Redaction().hide(text); // known by its place in an address
    return !hidden.equals(text) || parts.stream().anyMatch(lower(text)::contains);
  }

  /**
   * Lists what a restored configuration still needs: the values that were left out, and the files
   * that are not there.
   *
   * @param file the configuration.
   * @return in the order of the file; nothing of a file that cannot be read.
   */
  public static List<Needed> needed(Path file) {
    List<Needed> all = new ArrayList<>();
    each(
        file,
        (at, scalar) -> {
          if (scalar.getTag().getValue().equals(TAG)) {
            all.add(new Needed(at, null));
          }
        });
    for (Needed pointer : pointers(file)) {
      if (java.nio.file.Files.notExists(pointer.file())) {
        all.add(pointer);
      }
    }
    return all;
  }

  /**
   * Lists the files with keys and passwords that a configuration names.
   *
   * @param file the configuration.
   * @return in the order of the file, each as it is resolved from the folder of the configuration.
   */
  public static List<Needed> pointers(Path file) {
    List<Needed> all = new ArrayList<>();
    each(
        file,
        (at, scalar) -> {
          if (scalar.getTag().getValue().equals("!file") && !scalar.getValue().isEmpty()) {
            try {
              all.add(new Needed(at, file.resolveSibling(scalar.getValue())));
            } catch (java.nio.file.InvalidPathException e) {
              return; // check reports it
            }
          }
        });
    return all;
  }

  private static void each(Path file, BiConsumer<Location, ScalarNode> visitor) {
    try {
      walk(
          new Location(file, 0, ""),
          YamlFile.compose(file, YamlFile.text(file)),
          Collections.newSetFromMap(new IdentityHashMap<>()),
          visitor);
    } catch (ConfigException e) {
      return; // check reports it
    }
  }

  /** Visits each scalar once, also where aliases repeat it, or a collection contains itself. */
  private static void walk(
      Location at, Node node, Set<Node> seen, BiConsumer<Location, ScalarNode> visitor) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof ScalarNode scalar) {
      visitor.accept(at, scalar);
    } else if (node instanceof SequenceNode list) {
      list.getValue().forEach(one -> walk(at, one, seen, visitor));
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
        walk(at.below(key, Scalars.line(entry.getKeyNode())), entry.getValueNode(), seen, visitor);
      }
    }
  }
}
