// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;

@Tag("pty")
@Timeout(60)
class PtyBridgeTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  private Path name;

  @BeforeEach
  void needsSocat() {
    Assumptions.assumeTrue(
        Stream.of("/usr/bin", "/bin", "/usr/local/bin")
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "socat"))),
        "socat is not installed (package socat), so there are no pseudo-terminals to test with");
    name = folder.resolve("meter");
  }

  /** Opens the pseudo-terminal as a gateway does: repeatedly until it is connected. */
  private FileInputStream open(TcpEmulatorPort emulatorPort) throws Exception {
    FileInputStream[] opened = new FileInputStream[1];
    long[] since = new long[1];
    Await.until(
        "the pseudo-terminal is connected",
        LIMIT,
        () -> {
          try {
            if (opened[0] != null && System.nanoTime() - since[0] > A_WHILE.toNanos()) {
              opened[0].close(); // it was the terminal that is just being removed
              opened[0] = null;
            }
            if (opened[0] == null && Files.exists(name)) {
              opened[0] = new FileInputStream(name.toFile());
              since[0] = System.nanoTime();
            }
            return emulatorPort.connected();
          } catch (IOException e) {
            return false; // between two terminals
          }
        });
    return opened[0];
  }

  @Test
  void theNextReaderGetsFreshBytesOnlyWhenTheFirstHasLeft() throws Exception {
    try (TcpEmulatorPort emulatorPort = new TcpEmulatorPort("127.0.0.1", 0)) {
      PtyBridge bridge = new PtyBridge(name, emulatorPort.address());
      try {
        twoReaders(emulatorPort);
      } finally {
        bridge.close();
      }
    }
    assertFalse(Files.exists(name, LinkOption.NOFOLLOW_LINKS), "the name is deleted");
  }

  private void twoReaders(TcpEmulatorPort emulatorPort) throws Exception {
    emulatorPort.send(new byte[] {1});
    try (FileInputStream first = open(emulatorPort)) {
      emulatorPort.send(new byte[] {2, (byte) 0xFF, '\n', 3, 4});
      assertEquals("2 255 10 ", read(first, 3));
    }
    Await.until("the bridge notices that it left", LIMIT, () -> !emulatorPort.connected());
    emulatorPort.send(new byte[] {5});
    try (FileInputStream second = open(emulatorPort)) {
      emulatorPort.send(new byte[] {6, 7});
      assertEquals("6 7 ", read(second, 2));
    }
  }

  private static String read(FileInputStream in, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(in.read()).append(' ');
    }
    return text.toString();
  }

  @Test
  void replacesWhatAKilledProgramLeftButNothingElse() throws Exception {
    Files.createSymbolicLink(name, Path.of("/dev/pts/gone"));
    try (TcpEmulatorPort emulatorPort = new TcpEmulatorPort("127.0.0.1", 0)) {
      new PtyBridge(name, emulatorPort.address()).close();
      Path device = Files.createFile(folder.resolve("device"));
      Files.createSymbolicLink(name, device);
      CommandException e =
          assertThrows(CommandException.class, () -> new PtyBridge(name, emulatorPort.address()));
      assertEquals(name + " exists already; choose another name for --pty.", e.getMessage());
      assertTrue(Files.isSymbolicLink(name));
    }
  }

  @Test
  void saysWhyThereIsNoPseudoTerminal() throws Exception {
    Path lost = folder.resolve("no/such/meter");
    Run run = Run.of("emulate", "omnipower", "--pty", lost.toString()).ends(1);
    assertEquals("", run.out());
    assertTrue(
        run.err().startsWith("metergate: socat cannot create the pseudo-terminal " + lost + ": "),
        run.err());
    assertTrue(run.err().contains("No such file or directory"), run.err());
    Run comma = Run.of("emulate", "omnipower", "--pty", folder + "/a,b").ends(1);
    assertTrue(comma.err().contains("choose another name"), comma.err());
  }

  @Test
  void theEmulatedMeterNamesTheTerminalAndTakesItAwayInTheEnd() throws Exception {
    try (LiveRun run = new LiveRun("emulate", "omnipower", "--pty", name.toString())) {
      assertEquals("serial:" + name, run.awaitGroup("link: \"(\\S+)\""));
      assertTrue(Files.isSymbolicLink(name));
      run.stop();
    }
    Await.until("the name is gone", LIMIT, () -> !Files.exists(name, LinkOption.NOFOLLOW_LINKS));
  }
}
