// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.system.NotifySocket;
import org.metergate.testing.Await;

/** The child process that notifies, with scripts in its place that fail in the ways of programs. */
@Timeout(60)
class NotifyCommandTest {
  @TempDir Path folder;

  private Optional<String> send(String script, Duration patience, String... assignments)
      throws Exception {
    Path program = folder.resolve("notify");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new NotifyCommand(List.of(program.toString()), "@socket", patience).send(assignments);
  }

  @Test
  void eachAssignmentIsOneArgumentWhateverItContains() throws Exception {
    Path seen = folder.resolve("seen");
    Optional<String> failure =
        send(
            "printf '%s\\n' \"$NOTIFY_SOCKET\" \"$@\" >" + seen,
            Duration.ofSeconds(20),
            "READY=1",
            "STATUS=a; $(touch /x) 'b' \"c\" æ");
    assertEquals(Optional.empty(), failure);
    assertEquals(
        List.of("@socket", "READY=1", "STATUS=a; $(touch /x) 'b' \"c\" æ"),
        Files.readAllLines(seen));
  }

  @Test
  void aFailureIsToldWithWhatTheProgramSaid() throws Exception {
    String failure =
        send(
                "echo 'Failed to notify: Connection refused' >&2; exit 1",
                Duration.ofSeconds(20),
                "A=1")
            .orElseThrow();
    assertTrue(failure.endsWith("ended with 1: Failed to notify: Connection refused"), failure);
  }

  @Test
  void aProgramThatHangsIsKilledAndToldAsAFailure() throws Exception {
    Path pipe = folder.resolve("pipe"); // reading it hangs, since nobody writes
    String failure =
        send("mkfifo " + pipe + "; read line <" + pipe, Duration.ofSeconds(1), "A=1").orElseThrow();
    assertTrue(failure.endsWith("did not end within 1 s"), failure);
    Await.until("it is gone", () -> ProcessHandle.current().children().noneMatch(this::isProgram));
  }

  private boolean isProgram(ProcessHandle process) {
    String[] words = process.info().arguments().orElse(new String[0]);
    return List.of(words).contains(folder.resolve("notify").toString());
  }

  @Test
  void aProgramThatIsNotThereIsAFailureToo() {
    String failure =
        new NotifyCommand(List.of("/no/such/program"), "@s", Duration.ofSeconds(1))
            .send("READY=1")
            .orElseThrow();
    assertTrue(failure.startsWith("/no/such/program cannot be started: "), failure);
  }

  @Test
  @Tag("package")
  void theRealProgramOfAnUnprivilegedUserReachesTheSocket() throws Exception {
    try (NotifySocket socket = NotifySocket.in(folder)) {
      List<String> program = new ArrayList<>();
      String user = socketUser();
      if (user.equals("65534")) {
        Files.setAttribute(folder, "unix:uid", 65534);
        program.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
      }
      program.add("systemd-notify");
      NotifyCommand notify =
          new NotifyCommand(program, socket.path().toString(), Duration.ofSeconds(20));
      for (String text : List.of("READY=1", "STATUS=æ, 5 °C", "WATCHDOG=1", "STOPPING=1")) {
        assertEquals(Optional.empty(), notify.send(text));
        socket.await(text, 1, Duration.ofSeconds(20));
      }
      socket.messages().forEach(one -> assertEquals(user, one.user()));
    }
  }

  /** Who notifies: this user, or nobody where this is root and can become nobody. */
  private String socketUser() throws Exception {
    Object own = Files.getAttribute(folder, "unix:uid");
    boolean root = own.equals(0) && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    return root ? "65534" : own.toString();
  }
}
