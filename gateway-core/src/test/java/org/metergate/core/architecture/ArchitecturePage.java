// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The tables of {@code docs/concepts/architecture.md} that the sources are held against. */
final class ArchitecturePage {
  static final String ROOT = "org.metergate.";

  /**
   * A row of the table of packages.
   *
   * @param module the folder of the module.
   * @param imports packages of ours, in full.
   * @param libraries names of the table of libraries.
   */
  record Row(String module, Set<String> imports, Set<String> libraries) {}

  final Map<String, Row> packages = new LinkedHashMap<>();
  final Map<String, List<String>> libraries = new LinkedHashMap<>();
  final Map<String, List<String>> vocabulary = new LinkedHashMap<>();

  static ArchitecturePage read(Path file) throws IOException {
    ArchitecturePage page = new ArchitecturePage();
    String table = "";
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("|")) {
        table = "";
        continue;
      }
      List<String> cells = List.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1));
      if (table.isEmpty()) {
        table = cells.get(0).strip();
      } else if (!line.startsWith("|---")) {
        page.take(table, cells.stream().map(String::strip).toList());
      }
    }
    return page;
  }

  private void take(String table, List<String> cells) {
    switch (table) {
      case "package" -> {
        Set<String> imports = new TreeSet<>();
        codes(cells.get(2)).forEach(name -> imports.add(ROOT + name));
        Row row = new Row(code(cells.get(1)), imports, words(cells.get(3)));
        if (packages.put(ROOT + code(cells.get(0)), row) != null) {
          throw new IllegalStateException(cells.get(0) + " is listed twice");
        }
      }
      case "library" -> libraries.put(cells.get(0), codes(cells.get(1)));
      case "word" -> vocabulary.put(cells.get(0), codes(cells.get(1)));
      default -> {
        // a table for readers alone
      }
    }
  }

  private static String code(String cell) {
    return codes(cell).get(0);
  }

  /** What is written as code in a cell, in order. */
  private static List<String> codes(String cell) {
    List<String> codes = new ArrayList<>();
    String[] parts = cell.split("`", -1);
    for (int i = 1; i < parts.length; i += 2) {
      codes.add(parts[i]);
    }
    return codes;
  }

  private static Set<String> words(String cell) {
    Set<String> words = new TreeSet<>();
    for (String word : cell.split(",")) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return words;
  }
}
