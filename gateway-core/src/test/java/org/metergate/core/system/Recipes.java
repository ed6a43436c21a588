// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the pages in docs/how-to/recipes tell people to write, taken from the pages. */
final class Recipes {
  private static final Path FOLDER = Path.of("..", "docs", "how-to", "recipes");
  private static final Pattern BLOCK =
      Pattern.compile("^```([a-z]*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private Recipes() {}

  /**
   * A block of a page.
   *
   * @param page the name of the file.
   * @param language what is written behind its first line's marks.
   * @param text with a line end at its end.
   */
  record Block(String page, String language, String text) {}

  /** Returns the pages, without the list of them. */
  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.endsWith("README.md"))
          .sorted()
          .toList();
    }
  }

  /** Returns the page that lists the others. */
  static Path list() {
    return FOLDER.resolve("README.md");
  }

  /** Returns the blocks in a language of all pages. */
  static List<Block> blocks(String language) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<Path> files = new ArrayList<>(pages());
    files.add(list());
    for (Path file : files) {
      Matcher found = BLOCK.matcher(Files.readString(file));
      while (found.find()) {
        if (found.group(1).equals(language)) {
          blocks.add(new Block(file.getFileName().toString(), language, found.group(2)));
        }
      }
    }
    return blocks;
  }

  /** Returns the blocks in a language of one page. */
  static List<Block> blocks(String page, String language) throws IOException {
    return blocks(language).stream().filter(block -> block.page().equals(page)).toList();
  }

  /** Returns the blocks for Metergate's own configuration. */
  static List<Block> configurations() throws IOException {
    return blocks("yaml").stream()
        .filter(block -> block.text().matches("(?s)(outputs|web|gateway):.*"))
        .toList();
  }

  /** Writes a configuration of the house of the pages. */
  static Path house(Path folder, String link, String more) throws IOException {
    String text =
        more.startsWith("gateway:")
            ? more
            : "gateway: { name: my-house }\nmeters:\n  electricity: { " + link + " }\n" + more;
    Path file =
        Files.writeString(folder.resolve("gateway.yaml"), text + "journal: { path: j.db }\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}
