// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class BadConfigurationTest {
  /** The keys and passwords of the table, which must never be shown. */
  private static final List<String> SECRETS = List.of("5AD84121", "AFB3F93E", "verysecret");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> namesEveryMistakeInTheTable() throws IOException {
    Files.writeString(folder.resolve("empty"), "\n");
    Files.writeString(folder.resolve("large"), "5".repeat(64 * 1024 + 1));
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    return cases().map(each -> DynamicTest.dynamicTest(each.name, () -> refuses(each)));
  }

  @Test
  void refusesFilesThatAreNoConfigurationAtAll() throws IOException {
    Path file = folder.resolve("gateway.yaml");
    assertEquals(List.of(file + ": There is no such file."), problems(file));
    assertEquals(
        List.of(folder + ": This is a folder, not a configuration file."), problems(folder));
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
    assertEquals(
        List.of(file + ": The file is not UTF-8 text, so it is not a configuration."),
        problems(file));
    Files.write(file, new byte[] {'m', '\n', 0, 1});
    assertEquals(
        List.of(
            file + ":2: This line has a character that text cannot contain; is this a text file?"),
        problems(file));
    Files.write(file, new byte[YamlFile.MAX_BYTES + 1]);
    assertEquals(
        List.of(file + ": The file is larger than 1 MiB, so it is not a configuration."),
        problems(file));
  }

  @Test
  void isNotOverwhelmedByDepthOrByAnchors() throws IOException {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(file, "[".repeat(200_000));
    assertEquals(
        List.of(file + ": The file is nested deeper than any configuration."), problems(file));
    Files.writeString(
        file,
        "a: &a [x]\nb: ["
            + Stream.generate(() -> "*a").limit(60).collect(Collectors.joining(", "))
            + "]\n");
    assertEquals(List.of(file + ": Anchors are reused more than 50 times."), problems(file));
  }

  private void refuses(Case each) throws IOException {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(file, each.yaml);
    String seen = String.join("\n", problems(file)).replace(folder + "/", "");
    assertEquals(String.join("\n", each.sentences), seen);
    SECRETS.forEach(secret -> assertFalse(seen.contains(secret), seen));
  }

  private static List<String> problems(Path file) {
    ConfigException e =
        assertThrows(ConfigException.class, () -> GatewayReader.read(file, name -> null));
    assertEquals(String.join(System.lineSeparator(), e.problems()), e.getMessage());
    return e.problems();
  }

  private record Case(String name, String yaml, List<String> sentences) {}

  private static Stream<Case> cases() throws IOException {
    String table;
    try (InputStream in =
        BadConfigurationTest.class.getResourceAsStream("bad-configurations.txt")) {
      table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Stream.of(table.split("(?m)^### ")).skip(1).map(BadConfigurationTest::read);
  }

  private static Case read(String text) {
    List<String> yaml = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("=> ")) {
        sentences.add(line.substring(3));
      } else if (sentences.isEmpty()) {
        yaml.add(line.replace("\\t", "\t"));
      }
    }
    return new Case(lines.get(0), String.join("\n", yaml), sentences);
  }
}
