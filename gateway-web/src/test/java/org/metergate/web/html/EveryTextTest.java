// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts that there are and those that the pages ask for are the same. */
class EveryTextTest {
  private static final Path RESOURCES = Path.of("src/main/resources/org/metergate/web");
  private static final Path SOURCES = Path.of("src/main/java/org/metergate/web");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  /** A call with a whole key; where a key is put together, a plus follows, or a choice. */
  private static final Pattern CALL =
      Pattern.compile("\\b(?:text|[A-Z]+\\.of)\\(\\s*\"([a-z][a-z0-9.-]*)\"\\s*[,)]");

  /** Returns the bundles. */
  private static List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      return files.filter(file -> file.toString().endsWith(".properties")).sorted().toList();
    }
  }

  private static Set<String> keys(Path bundle) throws IOException {
    Properties texts = new Properties();
    try (Reader reader = Files.newBufferedReader(bundle)) {
      texts.load(reader);
    }
    return new TreeSet<>(texts.stringPropertyNames());
  }

  /** Returns the code beside a bundle. */
  private static String code(Path bundle) throws IOException {
    Path folder = SOURCES.resolve(RESOURCES.relativize(bundle).getParent());
    StringBuilder code = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).sorted().toList()) {
        code.append(Files.readString(file));
      }
    }
    return code.toString();
  }

  /** Returns what stands in quotes in the code of all pages. */
  private static Set<String> literals() throws IOException {
    Set<String> literals = new HashSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        Matcher literal = LITERAL.matcher(Files.readString(file));
        while (literal.find()) {
          literals.add(literal.group(1));
        }
      }
    }
    return literals;
  }

  @Test
  void everyTextIsAskedFor() throws IOException {
    List<String> unused = new ArrayList<>();
    Set<String> literals = literals();
    for (Path bundle : bundles()) {
      for (String key : keys(bundle)) {
        if (!literals.contains(key) && !isPutTogether(key, literals)) {
          unused.add(bundle.getFileName() + ": " + key);
        }
      }
    }
    assertEquals(List.of(), unused);
  }

  /** Whether a beginning of a key, up to a separator, is a literal that ends with it. */
  private static boolean isPutTogether(String key, Set<String> literals) {
    for (int i = 1; i < key.length(); i++) {
      char c = key.charAt(i - 1);
      if ((c == '-' || c == '.') && literals.contains(key.substring(0, i))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void everyTextThatIsAskedForIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    int asked = 0;
    for (Path bundle : bundles()) {
      Set<String> keys = keys(bundle);
      Matcher call = CALL.matcher(code(bundle));
      for (; call.find(); asked++) {
        if (!keys.contains(call.group(1))) {
          missing.add(bundle.getFileName() + ": " + call.group(1));
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(asked > 100, "only " + asked + " calls are understood");
  }
}
