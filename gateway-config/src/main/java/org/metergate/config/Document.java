// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What all sections of one file share: its path, the environment and the warnings. */
final class Document {
  private static final Pattern SECRET_NAME = Pattern.compile("(.*-)?(key|password|token|secret)");
  private static final Pattern KEY_LIKE = Pattern.compile(".*[0-9A-Fa-f]{16}.*");
  private static final Pattern NAME_LIKE = Pattern.compile("[^\\s:\\p{Cntrl}]{1,64}");

  private static final String READABLE =
      "can be read by other users of this machine; run 'chmod 600' on it to prevent that.";

  private final Path file;
  private final UnaryOperator<String> environment;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Redaction redaction = new Redaction();
  private final AskedKeys asked;
  private boolean containsSecrets;

  Document(Path file, UnaryOperator<String> environment) {
    this(file, environment, new AskedKeys());
  }

  Document(Path file, UnaryOperator<String> environment, AskedKeys asked) {
    this.file = file;
    this.environment = environment;
    this.asked = asked;
  }

  /** Notes what the reading code asks for. */
  AskedKeys asked() {
    return asked;
  }

  /** Hides the keys and passwords of this file and of the files that it names. */
  Redaction redaction() {
    return redaction;
  }

  Path file() {
    return file;
  }

  /**
   * Resolves a file name: names are relative to the folder of this file, wherever the program was
   * started.
   */
  Path resolve(String name) {
    return file.resolveSibling(name);
  }

  String environment(String name) {
    return environment.apply(name);
  }

  /** Records where a secret is kept, if this is one, to warn of files that others can read. */
  void watch(Location at, String key, ScalarNode value) {
    if (value.getTag().getValue().equals("!file")) {
      try {
        if (openToOthers(resolve(value.getValue()))) {
          warnings.add(at.problem("The file '" + resolve(value.getValue()) + "' " + READABLE));
        }
      } catch (InvalidPathException e) {
        return; // reported as an error when the secret is fetched
      }
    } else if (!Scalars.isPointer(value)) {
      containsSecrets |= namesSecret(key);
    }
  }

  List<String> warnings() {
    Set<String> all = new LinkedHashSet<>(warnings);
    if (containsSecrets && openToOthers(file)) {
      all.add(
          new Location(file, 0, "")
              .problem("This file contains keys or passwords and " + READABLE));
    }
    return List.copyOf(all);
  }

  /** Returns whether a key of the file has the name of a key or password. */
  static boolean namesSecret(String key) {
    return SECRET_NAME.matcher(key).matches();
  }

  /** Returns whether this looks like a key that was written in place of a name. */
  static boolean looksLikeKey(String text) {
    return KEY_LIKE.matcher(text.replaceAll("[\\s-]", "")).matches();
  }

  /** Returns a key of the file for display, unless it may be a misplaced secret. */
  static String shown(String key) {
    return NAME_LIKE.matcher(key).matches() && !looksLikeKey(key) ? key : "(not shown)";
  }

  /** A group that may read it was given to it by its owner, as for a service's own user. */
  private static boolean openToOthers(Path path) {
    try {
      return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // deleted meanwhile, or a file system without such permissions
    }
  }
}
