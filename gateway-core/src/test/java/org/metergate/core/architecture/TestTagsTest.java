// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every test says with a tag what it needs besides a JDK, so that {@code -Dtest.tags.excluded}
 * leaves out all of a kind: whatever starts a broker, a server, a pseudo-terminal or a browser, by
 * itself or through a helper, has the tag for it. The tags are those of {@code CONTRIBUTING.md}.
 */
class TestTagsTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  /** What starts a program, as it is written in code. */
  private static final Map<String, Pattern> STARTS =
      Map.of(
          "broker", Pattern.compile("\\b(new MosquittoBroker|MosquittoBroker\\.\\w+)\\("),
          "servers",
              Pattern.compile(
                  "\\bServerProcess\\.(?!(?:encoded|program)\\b)\\w+\\(|\\bNginx\\.start\\("),
          "netns", Pattern.compile("\\bPrivateNetwork\\.lay\\("),
          "pty", Pattern.compile("\\bPtyPair\\.plug\\("),
          "browser", Pattern.compile("\\bBrowser\\.\\w+\\(|new Browser\\("));

  private record TestFile(Path path, String name, String folder, String text) {
    boolean isTest() {
      return name.endsWith("Test") || name.endsWith("IT");
    }

    boolean uses(TestFile other) {
      boolean near = folder.equals(other.folder) || text.contains("." + other.name + ";");
      return near && Pattern.compile("\\b" + other.name + "\\b").matcher(text).find();
    }
  }

  private static List<TestFile> files() throws IOException {
    List<TestFile> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(REPOSITORY)) {
      for (Path file :
          all.filter(path -> path.toString().endsWith(".java"))
              .filter(path -> path.toString().contains("/src/test/java/"))
              .toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        String text = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*", " ");
        found.add(
            new TestFile(REPOSITORY.relativize(file), name, file.getParent().toString(), text));
      }
    }
    return found;
  }

  @Test
  void eachTestThatStartsAProgramHasItsTag() throws IOException {
    List<TestFile> files = files();
    List<String> missing = new ArrayList<>();
    Map<String, Integer> tagged = new TreeMap<>();
    for (Map.Entry<String, Pattern> start : STARTS.entrySet()) {
      Set<TestFile> starting = new HashSet<>();
      files.stream()
          .filter(file -> !file.name().equals("TestTagsTest"))
          .filter(file -> start.getValue().matcher(file.text()).find())
          .forEach(starting::add);
      boolean grown = true;
      while (grown) {
        List<TestFile> helpers = starting.stream().filter(file -> !file.isTest()).toList();
        grown =
            files.stream()
                .filter(file -> helpers.stream().anyMatch(file::uses))
                .map(starting::add)
                .reduce(false, Boolean::logicalOr);
      }
      for (TestFile file : starting) {
        if (file.isTest() && !file.text().contains("@Tag(\"" + start.getKey() + "\")")) {
          missing.add(file.path() + " needs @Tag(\"" + start.getKey() + "\")");
        }
      }
      tagged.put(start.getKey(), (int) starting.stream().filter(TestFile::isTest).count());
    }
    assertEquals(List.of(), missing.stream().sorted().toList());
    assertTrue(tagged.values().stream().allMatch(count -> count > 0), tagged.toString());
  }

  @Test
  void eachSlowTestRunsOnlyWhenSlowOnesAreWanted() throws IOException {
    List<String> always =
        files().stream()
            .filter(
                file ->
                    count("@Tag\\(\"slow\"\\)", file)
                        > count("@EnabledIfSystemProperty\\(named = \"metergate.slow\"", file))
            .map(file -> file.path().toString())
            .sorted()
            .toList();
    assertEquals(List.of(), always);
  }

  private static long count(String pattern, TestFile file) {
    return Pattern.compile(pattern).matcher(file.text()).results().count();
  }

  @Test
  void eachTagIsExplainedToContributors() throws IOException {
    Set<String> used = new TreeSet<>();
    for (TestFile file : files()) {
      for (Matcher tag = Pattern.compile("@Tag\\(\"(\\w+)\"\\)").matcher(file.text());
          tag.find(); ) {
        used.add(tag.group(1));
      }
    }
    String page = Files.readString(REPOSITORY.resolve("CONTRIBUTING.md"));
    used.removeIf(tag -> page.contains("| `" + tag + "` |"));
    assertEquals(Set.of(), used);
  }
}
