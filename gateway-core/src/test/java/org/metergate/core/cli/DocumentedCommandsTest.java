// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** The commands in the documents are words that the program takes; nothing is started. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("^( *)```sh\\n(.*?)^\\1```", Pattern.MULTILINE | Pattern.DOTALL);

  /** A call at the beginning of a line or behind another command, up to the next one. */
  private static final Pattern CALL =
      Pattern.compile(
          "(?:^|&&|[|;]) *(?:sudo +(?:-u +\\S+ +)?)?(?:[.]/)?metergate"
              + " +((?:\"[^\"]*\"|[^\"|;&#<>\\n"
              + "])*)",
          Pattern.MULTILINE);

  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  @Test
  void theProgramTakesTheCommandsInTheDocuments() throws IOException {
    List<String> mistakes = new ArrayList<>();
    int calls = 0;
    for (Path page : pages()) {
      Matcher blocks = BLOCK.matcher(Files.readString(page));
      while (blocks.find()) {
        Matcher call = CALL.matcher(blocks.group(2).replace("\\\n", " "));
        while (call.find()) {
          calls++;
          List<String> words =
              WORD.matcher(call.group(1))
                  .results()
                  .map(word -> word.group().replaceAll("[\"']", ""))
                  .toList();
          try {
            Main.commandLine().parseArgs(words.toArray(String[]::new));
          } catch (ParameterException e) {
            mistakes.add(ROOT.relativize(page) + ": " + words + ": " + e.getMessage());
          }
        }
      }
    }
    assertEquals(List.of(), mistakes);
    assertTrue(calls > 30, calls + " commands were found");
  }
}
