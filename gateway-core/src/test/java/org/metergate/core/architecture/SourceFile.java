// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Java file as far as imports go.
 *
 * @param path where it is, below the repository's root.
 * @param packageName of its package declaration.
 * @param imports the full names of the types that it imports or spells out, without its own
 *     package's.
 * @param code its text without comments, texts in quotes, imports and the package declaration.
 * @param comments its comments alone.
 */
record SourceFile(
    Path path, String packageName, Set<String> imports, String code, String comments) {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
  private static final Pattern QUOTED =
      Pattern.compile("\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?((?:[a-z]\\w*\\.)+[A-Z]\\w*)[\\w.]*;");
  private static final Pattern SPELLED_OUT =
      Pattern.compile("(?<![\\w.])((?:[a-z]\\w*\\.){2,}[A-Z]\\w*)");

  static SourceFile read(Path root, Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StringBuilder comments = new StringBuilder();
    for (Matcher comment = COMMENT.matcher(text); comment.find(); ) {
      comments.append(comment.group()).append('\n');
    }
    String bare = COMMENT.matcher(QUOTED.matcher(text).replaceAll("\"\"")).replaceAll(" ");
    Matcher declaration = PACKAGE.matcher(bare);
    if (!declaration.find()) {
      throw new IllegalStateException(file + " has no package declaration");
    }
    String own = declaration.group(1);
    String code = bare.replaceAll("(?m)^(import|package) .*$", "");
    Set<String> imports = new TreeSet<>();
    collect(IMPORT.matcher(bare), imports);
    collect(SPELLED_OUT.matcher(code), imports);
    imports.removeIf(name -> packageOf(name).equals(own));
    return new SourceFile(root.relativize(file), own, imports, code, comments.toString());
  }

  private static void collect(Matcher names, Set<String> into) {
    while (names.find()) {
      into.add(names.group(1));
    }
  }

  static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }
}
