// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Decodes every captured file and compares the result with that of an independent decoder. */
@Tag("captures")
class DecodeCapturesTest {
  private Path folder;
  private Map<String, Object> expected;

  @BeforeEach
  void findThemOrSkip() throws IOException {
    Optional<Path> found = find();
    Assumptions.assumeTrue(
        found.isPresent(),
        "captured frames are not there: no ../shared/captures/dlms next to the repository, and"
            + " -Dmetergate.captures is not set");
    folder = found.get();
    expected = JsonLines.file(folder.resolve("expected.json"));
  }

  private static Optional<Path> find() {
    String set = System.getProperty("metergate.captures");
    if (set != null) {
      return Optional.of(Path.of(set, "dlms"));
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path captures = p.resolve("shared/captures/dlms");
      if (Files.isDirectory(captures)) {
        return Optional.of(captures);
      }
    }
    return Optional.empty();
  }

  @Test
  void knowsWhatToExpectOfEveryFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          new TreeSet<>(expected.keySet()),
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".hex"))
              .map(name -> name.replace(".hex", ""))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @TestFactory
  Stream<DynamicTest> printsTheExpectedValuesOfEveryGoodFile() {
    return expected.keySet().stream()
        .filter(name -> JsonLines.asMap(expected.get(name)).get("status").equals("VERIFIED"))
        .map(name -> DynamicTest.dynamicTest(name, () -> requireExpected(name)));
  }

  private void requireExpected(String name) throws IOException {
    Run run = decode(name, keys(name)).ends(0);
    List<Map<String, Object>> readings = JsonLines.of(run.out());
    List<Object> messages = JsonLines.asList(JsonLines.asMap(expected.get(name)).get("messages"));
    assertEquals(messages.size(), readings.size(), run.err());
    for (int i = 0; i < messages.size(); i++) {
      Map<String, Object> message = JsonLines.asMap(messages.get(i));
      Map<String, Object> reading = readings.get(i);
      assertEquals(i + 1L, reading.get("telegram"));
      if (message.get("time") != null) {
        ExpectedJson.requireTime((String) message.get("time"), (String) reading.get("meterTime"));
      }
      ExpectedJson.requireAll(
          JsonLines.asList(message.get("values")), JsonLines.asList(reading.get("measurements")));
    }
  }

  @Test
  void refusesTheDamagedFrameByItsChecksum() {
    requireRefused("bad-enc-biterror-fcs-wrong", "0 good frames, 1 fault", "1 x checksum: ");
  }

  @Test
  void refusesTheTamperedFrameByItsTag() {
    requireRefused(
        "bad-enc-tampered-fcs-ok", "1 good frame, 1 fault", "1 x wrong-authentication-key: ");
  }

  private void requireRefused(String name, String counts, String finding) {
    Run run = decode(name, keys(name)).ends(1);
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("0 readings, " + counts + "\n" + finding), run.err());
  }

  @TestFactory
  Stream<DynamicTest> refusesEveryEncryptedFileWithoutItsKeysAndSaysSo() {
    return expected.keySet().stream()
        .filter(name -> JsonLines.asMap(expected.get(name)).get("status").equals("VERIFIED"))
        .filter(name -> !keys(name).isEmpty())
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Run run = decode(name, List.of()).ends(1);
                      assertEquals("", run.out());
                      assertTrue(run.err().contains(" x keys-missing: "), run.err());
                    }));
  }

  private Run decode(String name, List<String> keys) {
    List<String> args = new ArrayList<>(List.of("decode", "--driver", "omnipower-dlms", "--hex"));
    args.addAll(keys);
    args.add(folder.resolve(name + ".hex").toString());
    return Run.of(args);
  }

  /** Returns the arguments with the keys of a file; none if it is not encrypted. */
  private List<String> keys(String name) {
    Object keys = JsonLines.asMap(expected.get(name)).get("keys");
    if (keys == null) {
      return List.of();
    }
    List<String> args = new ArrayList<>();
    List<Object> both = JsonLines.asList(keys);
    args.addAll(List.of("--option", "encryption-key=" + both.get(0)));
    if (both.get(1) != null) {
      args.addAll(List.of("--option", "authentication-key=" + both.get(1)));
    }
    return args;
  }
}
