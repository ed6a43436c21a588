// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of packages in {@code docs/concepts/architecture.md} against the imports of the
 * sources, both ways: an import that the table does not list fails, and so does a row or an entry
 * that the sources do not have. The same for the line "Must not know" of each package-info.
 */
class ArchitectureTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MUST_NOT_KNOW = Pattern.compile("Must not know: ([^.]*)\\.");
  private static final List<String> NOT_LIBRARIES =
      List.of("java.", "javax.", ArchitecturePage.ROOT);

  private static ArchitecturePage page;
  private static List<SourceFile> sources;
  private static List<SourceFile> examples;

  @BeforeAll
  static void read() throws Exception {
    page = ArchitecturePage.read(REPOSITORY.resolve("docs/concepts/architecture.md"));
    String parent = Files.readString(REPOSITORY.resolve("pom.xml"));
    sources = new ArrayList<>();
    for (Matcher m = Pattern.compile("<module>(.*)</module>").matcher(parent); m.find(); ) {
      sources.addAll(below(REPOSITORY.resolve(m.group(1))));
    }
    examples = below(REPOSITORY.resolve("examples"));
  }

  private static List<SourceFile> below(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/java/"))
          .map(file -> SourceFile.read(REPOSITORY, file))
          .toList();
    }
  }

  @Test
  void theTableListsEachPackageWithItsModule() {
    Map<String, Set<String>> modules = new TreeMap<>();
    for (SourceFile file : sources) {
      String module = file.path().getName(0).toString();
      modules.computeIfAbsent(file.packageName(), name -> new TreeSet<>()).add(module);
    }
    Map<String, Set<String>> listed = new TreeMap<>();
    page.packages.forEach((name, row) -> listed.put(name, Set.of(row.module())));
    assertEquals(List.of(), differences(listed, modules));
  }

  @Test
  void theTableListsWhatEachPackageImports() {
    Map<String, Set<String>> imported = new TreeMap<>();
    for (SourceFile file : sources) {
      Set<String> of = imported.computeIfAbsent(file.packageName(), name -> new TreeSet<>());
      file.imports().stream()
          .filter(type -> type.startsWith(ArchitecturePage.ROOT))
          .forEach(type -> of.add(SourceFile.packageOf(type)));
    }
    Map<String, Set<String>> listed = new TreeMap<>();
    page.packages.forEach((name, row) -> listed.put(name, row.imports()));
    assertEquals(List.of(), differences(listed, imported));
  }

  @Test
  void theTableListsTheLibrariesOfEachPackage() {
    Map<String, Set<String>> used = new TreeMap<>();
    for (SourceFile file : sources) {
      Set<String> of = used.computeIfAbsent(file.packageName(), name -> new TreeSet<>());
      file.imports().stream()
          .filter(type -> NOT_LIBRARIES.stream().noneMatch(type::startsWith))
          .forEach(type -> of.add(library(type)));
    }
    Map<String, Set<String>> listed = new TreeMap<>();
    page.packages.forEach((name, row) -> listed.put(name, row.libraries()));
    assertEquals(List.of(), differences(listed, used));
  }

  private static String library(String type) {
    return page.libraries.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(start -> type.startsWith(start + ".")))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("an unknown library with " + type);
  }

  @Test
  void noPackageImportsOneThatImportsIt() {
    Map<String, Set<String>> above = new TreeMap<>();
    page.packages.forEach((name, row) -> above.put(name, new TreeSet<>(row.imports())));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Set<String> known : above.values()) {
        Set<String> more = new TreeSet<>();
        known.forEach(name -> more.addAll(above.getOrDefault(name, Set.of())));
        grown |= known.addAll(more);
      }
    }
    List<String> circles =
        above.entrySet().stream()
            .filter(entry -> entry.getValue().contains(entry.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    assertEquals(List.of(), circles);
  }

  @Test
  void eachPackageSaysWhatItIsForAndKeepsWhatItSaysThatItMustNotKnow() {
    Map<String, List<SourceFile>> packages =
        Stream.concat(sources.stream(), examples.stream())
            .collect(
                Collectors.groupingBy(SourceFile::packageName, TreeMap::new, Collectors.toList()));
    List<String> broken = new ArrayList<>();
    int lines = 0;
    for (Map.Entry<String, List<SourceFile>> entry : packages.entrySet()) {
      List<SourceFile> info =
          entry.getValue().stream()
              .filter(file -> file.path().endsWith("package-info.java"))
              .toList();
      if (info.isEmpty()) {
        broken.add(entry.getKey() + " has no package-info.java");
        continue;
      }
      Matcher line = MUST_NOT_KNOW.matcher(info.get(0).comments().replaceAll("\\s*\\n \\* ?", " "));
      if (line.find()) {
        lines++;
        for (String word : line.group(1).split(", ")) {
          broken.addAll(violations(entry.getKey(), entry.getValue(), word));
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(
        lines > packages.size() * 2 / 3, lines + " of " + packages.size() + " have the line");
  }

  private static List<String> violations(String name, List<SourceFile> files, String word) {
    List<String> forbidden = page.vocabulary.get(word);
    if (forbidden == null) {
      return List.of(name + ": '" + word + "' is not in the vocabulary of architecture.md");
    }
    List<String> found = new ArrayList<>();
    for (SourceFile file : files) {
      for (String start : forbidden) {
        boolean typeName = Character.isUpperCase(start.charAt(0));
        boolean known =
            typeName
                ? Pattern.compile("(?<![\\w.])" + Pattern.quote(start) + "(?!\\w)")
                    .matcher(file.code())
                    .find()
                : file.imports().stream()
                    .anyMatch(type -> type.equals(start) || type.startsWith(start + "."));
        if (known) {
          found.add(file.path() + " knows " + word + ": " + start);
        }
      }
    }
    return found;
  }

  private static List<String> differences(
      Map<String, Set<String>> listed, Map<String, Set<String>> found) {
    List<String> differences = new ArrayList<>();
    Set<String> names = new TreeSet<>(listed.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      Set<String> missing = new TreeSet<>(found.getOrDefault(name, Set.of()));
      Set<String> surplus = new TreeSet<>(listed.getOrDefault(name, Set.of()));
      if (!listed.containsKey(name) || !found.containsKey(name)) {
        differences.add(name + (listed.containsKey(name) ? " has no source" : " is not listed"));
      }
      missing.removeAll(listed.getOrDefault(name, Set.of()));
      surplus.removeAll(found.getOrDefault(name, Set.of()));
      missing.forEach(it -> differences.add(name + " has " + it + ", which is not listed"));
      surplus.forEach(it -> differences.add(name + " does not have " + it + ", which is listed"));
    }
    return differences;
  }
}
