// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of licences, compared with the jars of the built program. */
class LicencesTest {
  private static final Path FOLDER = Ran.project().resolve("packaging/licences");
  private static final Path LIB = Ran.project().resolve("target/metergate/lib");
  private static final Pattern OWN =
      Pattern.compile("(gateway-|driver-|dlms-ciphering-|firmware-emulator-).*");
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(texts/([^)]+)\\)");

  /** What a jar calls its licence and its notices. */
  private static final Pattern LEGAL =
      Pattern.compile("(?i)(.*/)?([a-z-]*LICEN[CS]E|NOTICE|about|COPYING)(\\.(?!class)[a-z]+)?");

  private static List<Row> rows;

  /** One row of the table; {@code inside} is empty for a jar. */
  private record Row(
      String name, String inside, String version, String from, String licence, List<Path> texts) {
    private static Row of(String line) {
      String[] cells = line.split(" *\\| *");
      assertEquals(7, cells.length, line);
      Matcher part = Pattern.compile("(.*) \\(in (.*)\\)").matcher(cells[1]);
      List<Path> texts = new ArrayList<>();
      Matcher link = LINK.matcher(cells[6]);
      while (link.find()) {
        assertEquals(link.group(1), link.group(2), line);
        texts.add(FOLDER.resolve("texts").resolve(link.group(2)));
      }
      return part.matches()
          ? new Row(part.group(1), part.group(2), cells[2], cells[3], cells[4], texts)
          : new Row(cells[1], "", cells[2], cells[3], cells[4], texts);
    }

    private String jar() {
      return name + "-" + version + ".jar";
    }
  }

  @BeforeAll
  static void readTable() throws IOException {
    try (Stream<String> lines = Files.lines(FOLDER.resolve("README.md"))) {
      rows =
          lines
              .filter(line -> line.startsWith("| ") && !line.startsWith("| Library"))
              .map(Row::of)
              .toList();
    }
  }

  /** All jars of packages, by their names: those in lib/, and the drivers that come in drivers/. */
  private static Map<String, Path> jars() throws IOException {
    assumeTrue(Files.isDirectory(LIB), "target/metergate is not built");
    Map<String, Path> jars = new TreeMap<>();
    try (Stream<Path> libraries = Files.list(LIB)) {
      libraries.forEach(jar -> jars.put(jar.getFileName().toString(), jar));
    }
    for (Path driver : drivers()) {
      jars.put(driver.getFileName().toString(), driver);
    }
    return jars;
  }

  private static List<Path> drivers() throws IOException {
    try {
      return Ran.of("packaging/drivers").good().lines().map(Path::of).toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> jarsOfOthers() throws IOException {
    return jars().keySet().stream()
        .filter(jar -> !OWN.matcher(jar).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String words(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
  }

  private static String words(Path text) {
    try {
      return words(Files.readAllBytes(text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hasOneRowForEachJarInItsVersion() throws IOException {
    List<String> named =
        rows.stream().filter(row -> row.inside().isEmpty()).map(Row::jar).sorted().toList();
    assertEquals(List.copyOf(jarsOfOthers()), named.stream().sorted().toList());
  }

  @Test
  void hasEveryLicenceAndNoticeThatIsInsideAJar() throws IOException {
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (String jar : jarsOfOthers()) {
      Set<String> texts =
          rows.stream()
              .filter(row -> row.jar().equals(jar) || jar.startsWith(row.inside() + "-"))
              .flatMap(row -> row.texts().stream())
              .map(LicencesTest::words)
              .collect(Collectors.toSet());
      try (ZipFile zip = new ZipFile(jars().get(jar).toFile())) {
        for (ZipEntry entry : zip.stream().toList()) {
          if (LEGAL.matcher(entry.getName()).matches() && !entry.isDirectory()) {
            found++;
            if (!texts.contains(words(zip.getInputStream(entry).readAllBytes()))) {
              missing.add(jar + ": " + entry.getName());
            }
          }
        }
      }
    }
    assertEquals(List.of(), missing, "copy these to packaging/licences/texts and name them");
    assertTrue(found > 20, "licences found in jars: " + found);
  }

  /** A licence in a jar of our own would be of a work that was packed into it. */
  @Test
  void aDriverInItsOwnFolderHasNothingOfOthersInside() throws IOException {
    assertFalse(drivers().isEmpty());
    for (Path driver : drivers()) {
      try (ZipFile zip = new ZipFile(driver.toFile())) {
        List<String> foreign =
            zip.stream()
                .map(ZipEntry::getName)
                .filter(
                    name ->
                        LEGAL.matcher(name).matches()
                            || name.endsWith(".class") && !name.startsWith("org/metergate/driver/"))
                .toList();
        assertEquals(List.of(), foreign, driver::toString);
      }
    }
  }

  @Test
  void namesTextsThatExistAndLeavesNoneUnnamed() throws IOException {
    Set<Path> named = new TreeSet<>();
    for (Row row : rows) {
      assertAll(
          row.name(),
          () -> assertFalse(row.texts().isEmpty()),
          () -> assertFalse(row.from().isBlank()),
          () -> assertFalse(row.licence().isBlank()));
      named.addAll(row.texts());
    }
    try (Stream<Path> texts = Files.list(FOLDER.resolve("texts"))) {
      assertEquals(texts.collect(Collectors.toCollection(TreeSet::new)), named);
    }
  }

  @Test
  void knowsWhatIsInsideOurOwnJarsAndInsideLibraries() throws IOException {
    Path vendor =
        Ran.project()
            .resolve("gateway-web/src/main/resources/org/metergate/web/vendor/uPlot.iife.min.js");
    Row plot = rows.stream().filter(row -> row.name().equals("uPlot")).findFirst().orElseThrow();
    assertTrue(
        Files.readString(vendor).lines().findFirst().orElse("").contains("v" + plot.version()),
        "uPlot is another version than " + plot.version());
    Row sqlite = rows.stream().filter(row -> row.name().equals("SQLite")).findFirst().orElseThrow();
    assertTrue(
        jarsOfOthers().stream().anyMatch(jar -> jar.contains("sqlite-jdbc-" + sqlite.version())),
        "SQLite is another version than " + sqlite.version());
  }

  @Test
  void printsAllTextsAsOne() throws Exception {
    String printed = words(Ran.of("packaging/licences/third-party").good().getBytes("UTF-8"));
    for (Row row : rows) {
      assertTrue(printed.contains(row.name()) && printed.contains(row.version()), row.name());
      for (Path text : row.texts()) {
        assertTrue(printed.contains(words(text)), text.toString());
      }
    }
  }
}
