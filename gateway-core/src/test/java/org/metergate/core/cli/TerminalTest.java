// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.PtyPair;

/** Commands as processes at a real terminal, and stopped while they use a serial port. */
@Tag("pty")
@Timeout(120)
class TerminalTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String KEY = "5AD84121D9D20B364B7A11F3C1B5827F";
  private static final String OTHER_KEY = "AFB3F93E3E7204EDB3C27F96DBD51AE0";

  @TempDir Path folder;
  private Process process;

  @AfterEach
  void endsTheProcess() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private List<String> java(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.metergate.core.cli.Main");
    command.addAll(List.of(args));
    return command;
  }

  /** Starts a command at a terminal of its own, with a umask that would leave files to all. */
  private void atTerminal(String... args) throws Exception {
    PtyPair.plug(folder).close(); // skips the test where there is no socat
    Path script = folder.resolve("start");
    Files.writeString(script, "umask 000\nexec '" + String.join("' '", java(args)) + "'\n");
    ProcessBuilder builder =
        new ProcessBuilder("socat", "-", "EXEC:sh " + script + ",pty,setsid,ctty,echo=1");
    builder.directory(folder.toFile());
    start(builder);
  }

  private void start(ProcessBuilder builder) throws Exception {
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("screen").toFile());
    process = builder.start();
  }

  private String screen() throws Exception {
    return Files.readString(folder.resolve("screen"), StandardCharsets.ISO_8859_1);
  }

  private void shows(String text) throws Exception {
    Await.until(
        "'" + text + "' on the screen", LIMIT, () -> screen().contains(text) || !process.isAlive());
    assertTrue(screen().contains(text), screen());
  }

  private void type(String text) throws Exception {
    OutputStream keys = process.getOutputStream();
    keys.write(text.getBytes(StandardCharsets.US_ASCII));
    keys.flush();
  }

  private void ends() throws Exception {
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it ends");
    String screen = screen();
    assertFalse(screen.contains("Exception") || screen.contains("\tat "), screen);
  }

  private void noKeyIsWritten() throws Exception {
    assertFalse(Files.exists(folder.resolve("keys")), "no folder of keys");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(f -> f.toString().contains("gpk")).toList());
    }
  }

  @Test
  void thePastedKeysAreForTheirOwnerAloneWhateverTheUmask() throws Exception {
    atTerminal("keys");
    shows("Paste what you have");
    type("GPK60: " + KEY + "\nGPK61: " + OTHER_KEY + "\n\n");
    shows("authentication-key: !file");
    ends();
    for (String name : List.of("gpk60", "gpk61")) {
      Path file = folder.resolve("keys").resolve(name);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    Path keys = folder.resolve("keys");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)));
    assertEquals(KEY, Files.readString(keys.resolve("gpk60")).strip());
  }

  @Test
  void controlCWhilePastingWritesNothing() throws Exception {
    atTerminal("keys");
    shows("Paste what you have");
    type("GPK60: " + KEY + "\nGPK61: " + OTHER_KEY + "\n");
    type("\u0003");
    ends();
    noKeyIsWritten();
  }

  @Test
  void thePasswordOfAKemFileIsNotShownAndControlCEndsThePrompt() throws Exception {
    Files.writeString(
        folder.resolve("meter.kem"),
        "<EncryptedData><CipherData><CipherValue>AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            + "</CipherValue></CipherData></EncryptedData>");
    atTerminal("keys", "meter.kem");
    shows("Password of the KEM file");
    type("secretword\n");
    shows("The password does not open this file.");
    Await.until("it asks again", LIMIT, () -> screen().split("Password of the KEM").length > 2);
    type("\u0003");
    ends();
    assertFalse(screen().contains("secretword"), screen());
    noKeyIsWritten();
  }

  /** The library of the serial ports closes them when the program is stopped. */
  @Test
  void controlCAtASerialPortIsNoCableThatWasUnplugged() throws Exception {
    List<List<String>> commands =
        List.of(
            List.of("probe", "Stopped; nothing was written.", "listening at"),
            List.of("aim", "Nothing came back", "0 of the last  5"),
            List.of("record", "0 bytes recorded.", "Ctrl-C ends it"));
    for (List<String> command : commands) {
      try (PtyPair cable = PtyPair.plug(folder)) {
        String link = "serial:" + cable.gateway();
        String name = command.get(0);
        List<String> line =
            name.equals("record") ? java(name, link, folder + "/a.rec") : java(name, link);
        start(new ProcessBuilder(line));
        shows(command.get(2));
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        ends();
        assertEquals(130, process.exitValue(), screen());
        assertTrue(screen().contains(command.get(1)), screen());
        assertFalse(screen().contains("unplugged"), screen());
      }
    }
  }
}
