// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit.tutorial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code on a page in Markdown. A block is a file if the paragraph before it ends in its path:
 * {@code `src/main/java/org/example/Driver.java`:}. The files of one section form a project.
 */
final class TutorialPage {
  private static final Pattern PATH = Pattern.compile(".*`([A-Za-z0-9./_-]+)`:");
  private static final Pattern FENCE = Pattern.compile("```(\\w*)");

  /** Blocks that do not need to be files: commands, and parts of a configuration. */
  private static final List<String> NO_FILES = List.of("sh", "yaml");

  private final String name;
  private final Map<String, List<File>> sections = new LinkedHashMap<>();

  /**
   * A file on the page.
   *
   * @param path relative to the project.
   * @param text all lines, each with its end.
   * @param line the line of the page before the first one of the text.
   */
  record File(String path, String text, int line) {}

  /**
   * Reads a page.
   *
   * @param name of the page, for messages.
   * @param text the whole page.
   */
  TutorialPage(String name, String text) {
    this.name = name;
    String section = "";
    String before = "";
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher fence = FENCE.matcher(line);
      if (fence.matches()) {
        int end = lines.subList(i + 1, lines.size()).indexOf("```");
        if (end < 0) {
          throw new AssertionError(at(i + 1) + "this block has no end");
        }
        Matcher path = PATH.matcher(before);
        if (path.matches()) {
          String content = String.join("\n", lines.subList(i + 1, i + 1 + end)) + "\n";
          sections
              .computeIfAbsent(section, none -> new ArrayList<>())
              .add(new File(path.group(1), content, i + 1));
        } else if (!NO_FILES.contains(fence.group(1))) {
          throw new AssertionError(
              at(i + 1) + "the paragraph before this block does not end in `the path`:");
        }
        i += end + 1;
      } else if (line.startsWith("## ")) {
        section = line.substring(3);
      }
      before = line.isBlank() ? before : line;
    }
  }

  /**
   * Returns the files of each section that has some.
   *
   * @return files in order by the heading.
   */
  Map<String, List<File>> sections() {
    return sections;
  }

  /**
   * Returns a place on the page for a message.
   *
   * @param line from 1.
   * @return page and line, as tools print and understand them.
   */
  String at(long line) {
    return name + ":" + line + ": ";
  }
}
