// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;

/** {@code check}, {@code run} and {@code reload} refuse the same configurations alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckReloadRunTest {
  private static final String GOOD =
      "meters: { a: { driver: omnipower-dlms, link: \"tcp:127.0.0.1:9\" } }\n"
          + "journal: { path: j.db }\nweb: { listen: \"127.0.0.1:0\" }\n";

  private Path folder;
  private Path file;
  private LiveRun gateway;
  private int page;

  @BeforeAll
  void start(@TempDir Path given) throws Exception {
    folder = given;
    Path device = Files.createFile(folder.resolve("ttyA"));
    Files.createSymbolicLink(folder.resolve("by-id"), device);
    file = folder.resolve("gateway.yaml");
    Files.writeString(file, GOOD);
    gateway = new LiveRun("run", "-c", file.toString());
    page = Integer.parseInt(gateway.awaitGroup("The status page is at http://[^:]+:(\\d+)"));
  }

  @AfterAll
  void stop() throws Exception {
    gateway.stop();
  }

  /** Asks the gateway itself, wherever the file says that its journal is. */
  private List<String> reload() throws Exception {
    ControlAnswer answer =
        ControlClient.ask(
            ControlServer.socketOf(folder.resolve("j.db")), new ControlRequest("reload", Map.of()));
    assertFalse(answer.ok());
    return answer.lines().subList(1, answer.lines().size());
  }

  private static List<String> sentences(Run run) {
    return run.err()
        .lines()
        .map(line -> line.replaceFirst("^metergate: ", ""))
        .filter(line -> !line.startsWith("Nothing was changed") && !line.startsWith("warning: "))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> allRefuseTheSameWithTheSameSentences() throws Exception {
    String table;
    try (InputStream in = getClass().getResourceAsStream("refused-configurations.txt")) {
      table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Stream.of(table.split("(?m)^### "))
        .skip(1)
        .map(
            text ->
                DynamicTest.dynamicTest(text.lines().findFirst().orElseThrow(), () -> one(text)));
  }

  private void one(String text) throws Exception {
    List<String> yaml = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    text.lines()
        .skip(1)
        .forEach(line -> (line.startsWith("=> ") ? expected : yaml).add(line.replace("=> ", "")));
    String content = String.join("\n", yaml).replace("FOLDER", folder.toString());
    if (!content.contains("journal:")) {
      content += "\njournal: { path: j.db }\n";
    }
    Files.writeString(file, content);
    List<String> found = sentences(Run.of("check", "-c", file.toString()).ends(2));
    assertEquals(expected.size(), found.size(), found::toString);
    for (int i = 0; i < expected.size(); i++) {
      String line = found.get(i).replace(folder + "/", "");
      assertTrue(
          line.startsWith("gateway.yaml:" + expected.get(i).replace("FOLDER", folder.toString())),
          found::toString);
    }
    List<String> reload = reload();
    assertEquals(found, reload);
    Path other = Files.createDirectories(folder.resolve("other")).resolve("gateway.yaml");
    Files.writeString(other, content);
    Run run = Run.of("run", "-c", other.toString());
    assertFalse(run.exitCode() == 0, run::toString);
    assertEquals(
        found.stream().map(line -> line.replaceFirst("^[^:]*", "")).toList(),
        sentences(run).stream().map(line -> line.replaceFirst("^[^:]*", "")).toList());
  }

  @Test
  void whatTheRunningGatewayHoldsIsNoMistake() throws Exception {
    Files.writeString(file, GOOD.replace("127.0.0.1:0", "127.0.0.1:" + page));
    Run.of("check", "-c", file.toString()).ends(0);
    Run.of("reload", "-c", file.toString()).ends(0);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Files.writeString(file, GOOD.replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort()));
      Run check = Run.of("check", "-c", file.toString()).ends(2);
      assertTrue(
          check.err().contains(":3: web.listen: The page cannot listen on"), check::toString);
      assertEquals(sentences(check), reload());
    }
  }

  @Test
  void whatIsTakenOnAnyAddressIsNamedByAllThree() throws Exception {
    for (String host : List.of("0.0.0.0", "[::]", "localhost")) {
      try (ServerSocket taken = new ServerSocket(0)) {
        Files.writeString(file, GOOD.replace("127.0.0.1:0", host + ":" + taken.getLocalPort()));
        Run check = Run.of("check", "-c", file.toString()).ends(2);
        assertTrue(check.err().contains("web.listen: The page cannot listen on"), check::toString);
        assertTrue(check.err().contains("another program has taken the port"), check::toString);
        assertEquals(sentences(check), reload());
        Path other = Files.createDirectories(folder.resolve("taken")).resolve("gateway.yaml");
        Files.writeString(other, Files.readString(file));
        assertEquals(
            sentences(check).stream().map(line -> line.replaceFirst("^[^:]*", "")).toList(),
            sentences(Run.of("run", "-c", other.toString())).stream()
                .map(line -> line.replaceFirst("^[^:]*", ""))
                .toList());
      }
    }
  }

  @Test
  void anAddressOfOthersIsGoodForAllThreeAndEachSaysWhichCommandOpensIt() throws Exception {
    for (String host : List.of("0.0.0.0", "[::]")) {
      Files.writeString(file, GOOD.replace("127.0.0.1:0", host + ":0"));
      Run check = Run.of("check", "-c", file.toString()).ends(0);
      String sentence = "'metergate password' sets a password";
      assertTrue(check.err().contains("The page is at 127.0.0.1:0"), check::toString);
      assertTrue(check.err().contains(sentence), check::toString);
      Run.of("reload", "-c", file.toString()).ends(0);
      Path other = Files.createDirectories(folder.resolve("open")).resolve("gateway.yaml");
      Files.writeString(other, Files.readString(file));
      try (LiveRun run = new LiveRun("run", "-c", other.toString())) {
        run.awaitGroup("The status page is at http://127.0.0.1:(\\d+)/");
        run.awaitGroup("(" + sentence + ")");
      }
    }
    Files.writeString(file, GOOD);
    Run.of("reload", "-c", file.toString()).ends(0);
  }

  @Test
  void theJournalOfTheRunningGatewayMayBeMovedWithinItsFolder() throws Exception {
    Files.writeString(file, GOOD.replace("j.db", "other.db"));
    Run.of("check", "-c", file.toString()).ends(0);
    ControlAnswer answer =
        ControlClient.ask(
            ControlServer.socketOf(folder.resolve("j.db")), new ControlRequest("reload", Map.of()));
    assertTrue(answer.ok(), answer.lines().toString());
    Path second = folder.resolve("second.yaml");
    Files.writeString(second, Files.readString(file));
    Run check = Run.of("check", "-c", second.toString()).ends(2);
    assertTrue(check.err().contains("journal.path: Another gateway"), check::toString);
  }

  @Test
  void theFolderOfAnotherGatewayIsTakenForAllThree() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path config = elsewhere.resolve("gateway.yaml");
    Files.writeString(config, GOOD);
    try (LiveRun another = new LiveRun("run", "-c", config.toString())) {
      another.awaitGroup("The status page is at http://[^:]+:(\\d+)");
      Files.writeString(file, GOOD.replace("j.db", elsewhere + "/other.db"));
      List<String> check = sentences(Run.of("check", "-c", file.toString()).ends(2));
      assertTrue(check.get(0).contains("journal.path: Another gateway"), check.toString());
      assertEquals(check, reload());
      Path third = Files.writeString(folder.resolve("third.yaml"), Files.readString(file));
      assertEquals(
          check.stream().map(line -> line.replaceFirst("^[^:]*", "")).toList(),
          sentences(Run.of("run", "-c", third.toString())).stream()
              .map(line -> line.replaceFirst("^[^:]*", ""))
              .toList());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedByCheckAndReload() throws Exception {
    Files.writeString(file, GOOD + "outputs:\n  files: { type: csv, folder: gateway.yaml/csv }\n");
    Run check = Run.of("check", "-c", file.toString()).ends(0);
    String sentence = ":5: outputs.files.folder: The file " + file + " cannot be written";
    assertTrue(check.err().contains("warning: " + file + sentence), check::toString);
    ControlAnswer answer =
        ControlClient.ask(
            ControlServer.socketOf(folder.resolve("j.db")), new ControlRequest("reload", Map.of()));
    assertTrue(
        answer.ok() && answer.lines().stream().anyMatch(line -> line.contains(sentence)),
        answer.lines().toString());
    Files.writeString(file, GOOD);
    Run.of("reload", "-c", file.toString()).ends(0);
  }
}
