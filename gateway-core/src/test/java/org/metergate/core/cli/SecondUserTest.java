// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;

/**
 * What another user of the machine can do with the files of a running gateway: nothing. The gateway
 * is a process with the widest umask, and the other user has a shell; that needs root.
 */
@Tag("client")
@Timeout(120)
class SecondUserTest {
  private static final String CONFIG =
      """
      gateway: { name: second }
      meters:
        house: { driver: p1-dtr, link: "emulator:p1" }
      journal: { path: state/journal.db, sync: 1s }
      outputs:
        files: { type: csv, folder: csv }
      """;

  @TempDir Path folder;

  private Process gateway;

  @BeforeEach
  void startTheGateway() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "only root can act as another user");
    Assumptions.assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v setpriv && command -v sqlite3")
                .redirectErrorStream(true)
                .start()
                .waitFor()
            == 0,
        "setpriv and sqlite3 are not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(folder.resolve("tmp"));
    Files.setPosixFilePermissions(
        folder.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(folder.resolve("gateway.yaml"), CONFIG);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.metergate.core.cli.Main", "run", "-c", "gateway.yaml"));
    gateway =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    Await.until(
        "it has written a line",
        Duration.ofSeconds(60),
        () -> {
          assertTrue(gateway.isAlive(), Files.readString(folder.resolve("out")));
          return csv().isPresent();
        });
  }

  private java.util.Optional<Path> csv() throws IOException {
    if (!Files.exists(folder.resolve("csv/house"))) {
      return java.util.Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder.resolve("csv/house"))) {
      return files.filter(file -> file.toFile().length() > 0).findFirst();
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (gateway != null) {
      gateway.destroy();
      assertTrue(gateway.waitFor(30, TimeUnit.SECONDS));
    }
  }

  /** Runs a shell command as nobody; returns its output and, at the end, its exit code. */
  private String asNobody(String script) throws Exception {
    Process shell =
        new ProcessBuilder(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(shell.waitFor(20, TimeUnit.SECONDS), script);
    return out + shell.exitValue();
  }

  private void refused(String script) throws Exception {
    assertFalse(asNobody(script).endsWith("0"), script);
  }

  @Test
  void nothingOfTheGatewayCanBeReadBlockedOrFilledByAnotherUser() throws Exception {
    assertTrue(asNobody("cat gateway.yaml").endsWith("0"), "the user can run programs here");
    refused("ls state");
    refused("ls csv");
    for (int round = 0; round < 2; round++) {
      for (String file : List.of("", "-wal", "-shm", ".lock")) {
        refused("cat state/journal.db" + file);
        refused(": >> state/journal.db" + file);
        refused("ln state/journal.db" + file + " tmp/linked" + round);
      }
      refused(": > state/mine");
      refused("sqlite3 state/journal.db 'SELECT count(*) FROM reading'");
      refused("sqlite3 state/journal.db 'BEGIN EXCLUSIVE'");
      refused("cat csv/house/*.csv");
      refused("cat " + folder.relativize(csv().orElseThrow()));
      refused(": > csv/mine");
      refused(": > csv/house/mine");
      refused("exec 3<>state/control.sock");
      // what is in the temporary folder belongs to nobody or cannot be entered
      assertEquals(
          "0", asNobody("find tmp -mindepth 1 ! -user nobody \\( -readable -o -writable \\)"));
      // the same when the folder itself was made open by a person
      Files.setPosixFilePermissions(
          folder.resolve("state"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertTrue(gateway.isAlive());
  }
}
