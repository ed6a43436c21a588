// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit.tutorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compiles the code of the tutorial and runs its tests straight from the page, and compares it with
 * the projects in the folder of examples.
 */
class TutorialTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path EXAMPLES = REPOSITORY.resolve("examples");
  private static final String PAGE = "docs/how-to/write-a-driver.md";
  private static final String PROJECT = "2. Make a project";
  private static final String SENDS = "3. A meter that sends by itself";
  private static final String ASKED = "4. A meter that is asked";
  private static final String BUS = "5. A meter on a bus";

  @TempDir Path folder;

  private static TutorialPage page() throws IOException {
    return new TutorialPage(PAGE, Files.readString(REPOSITORY.resolve(PAGE)));
  }

  /** The files of the sections; those of a later one replace those of the same name before. */
  private static Map<String, TutorialPage.File> files(TutorialPage page, String... sections) {
    Map<String, TutorialPage.File> files = new TreeMap<>();
    for (String section : sections) {
      page.sections().get(section).forEach(file -> files.put(file.path(), file));
    }
    return files;
  }

  @ParameterizedTest
  @ValueSource(strings = {SENDS, ASKED, ASKED + "|" + BUS})
  void theCodeOfASectionCompilesAndItsTestsPass(String sections) throws IOException {
    TutorialPage page = page();
    List<TutorialPage.File> files = List.copyOf(files(page, sections.split("[|]")).values());
    PageProject project = new PageProject(page, files, folder);
    assertEquals(List.of(), project.compile(), "what the compiler finds");
    assertEquals(List.of(), project.test(), "tests of the page that fail");
  }

  @Test
  void noOtherSectionHasFiles() throws IOException {
    assertEquals(Set.of(PROJECT, SENDS, ASKED, BUS), page().sections().keySet());
  }

  @Test
  void thePageAndTheStarterHaveTheSameFiles() throws IOException {
    TutorialPage page = page();
    assertSameFiles(EXAMPLES.resolve("starter"), page, files(page, PROJECT, ASKED));
  }

  @Test
  void thePageAndTheBusHaveTheSameFiles() throws IOException {
    TutorialPage page = page();
    assertSameFiles(EXAMPLES.resolve("bus"), page, files(page, PROJECT, ASKED, BUS));
  }

  /** The licence line of a project's files is not on the page. */
  private static void assertSameFiles(
      Path project, TutorialPage page, Map<String, TutorialPage.File> onPage) throws IOException {
    for (TutorialPage.File file : onPage.values()) {
      String inProject =
          Files.readString(project.resolve(file.path()))
              .lines()
              .filter(line -> !line.contains("SPDX-License-Identifier"))
              .collect(Collectors.joining("\n", "", "\n"));
      assertEquals(inProject, file.text(), page.at(file.line()) + file.path());
    }
    try (Stream<Path> files = Files.walk(project.resolve("src"))) {
      Set<String> inProject =
          files
              .filter(Files::isRegularFile)
              .map(file -> project.relativize(file).toString())
              .filter(name -> !name.endsWith("package-info.java"))
              .collect(Collectors.toCollection(TreeSet::new));
      inProject.add("pom.xml");
      assertEquals(inProject, onPage.keySet());
    }
  }

  @Test
  void aDriverThatAsksAndItsFramerHaveLessThan120Lines() throws IOException {
    long lines =
        page().sections().get(ASKED).stream()
            .filter(file -> file.path().matches(".*/main/.*(Driver|Framer)\\.java"))
            .mapToLong(file -> file.text().lines().count())
            .sum();
    assertTrue(lines > 60 && lines < 120, lines + " lines");
  }

  @Test
  void aBlockThatDoesNotCompileIsReportedWithItsLineOnThePage() throws IOException {
    TutorialPage page =
        new TutorialPage(
            "page.md",
            """
            ## Section
            `src/main/java/org/example/Wrong.java`:

            ```java
            package org.example;
            class Wrong {
              int number = "text";
            }
            ```
            """);
    PageProject project = new PageProject(page, page.sections().get("Section"), folder);
    List<String> messages = project.compile();
    assertEquals(1, messages.size(), messages::toString);
    assertTrue(messages.get(0).startsWith("page.md:7: "), messages.get(0));
    assertTrue(messages.get(0).contains("String cannot be converted to int"), messages.get(0));
  }

  @Test
  void aTestOfThePageThatFailsIsReportedWithItsReason() throws IOException {
    TutorialPage page =
        new TutorialPage(
            "page.md",
            """
            ## Section
            `src/test/java/org/example/FailingTest.java`:

            ```java
            package org.example;
            class FailingTest {
              @org.junit.jupiter.api.Test
              void findsIt() {
                org.junit.jupiter.api.Assertions.fail("the reason");
              }
            }
            ```
            """);
    PageProject project = new PageProject(page, page.sections().get("Section"), folder);
    assertEquals(List.of(), project.compile());
    List<String> failures = project.test();
    assertEquals(1, failures.size(), failures::toString);
    assertTrue(failures.get(0).startsWith("FailingTest.findsIt(): "), failures.get(0));
    assertTrue(failures.get(0).contains("the reason"), failures.get(0));
  }

  @Test
  void aBlockOfCodeThatNamesNoFileIsAMistake() {
    AssertionError mistake =
        assertThrows(
            AssertionError.class,
            () -> new TutorialPage("page.md", "The driver:\n\n```java\nclass Driver {}\n```\n"));
    assertTrue(mistake.getMessage().startsWith("page.md:3: "), mistake.getMessage());
  }
}
