// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordReplayTest {
  @TempDir Path folder;

  /** A serial server that sends telegrams in pieces to one client. */
  private static final class Server implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private volatile Socket client;

    Server(Telegrams telegrams, boolean hangUp) throws IOException {
      new Thread(() -> serve(telegrams.bytes(), hangUp)).start();
    }

    private void serve(byte[] bytes, boolean hangUp) {
      try {
        client = socket.accept();
        for (int i = 0; i < bytes.length; i += 100) {
          client
              .getOutputStream()
              .write(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + 100)));
        }
        if (hangUp) {
          client.close();
        }
      } catch (IOException e) {
        // the test is over
      }
    }

    String link() {
      return "tcp:127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
      if (client != null) {
        client.close();
      }
    }
  }

  /** What was recorded of a server, and how long it was listened to. */
  private record Recorded(String link, Run run, Duration time) {}

  /** Records all that a server sends at once; on a busy machine that takes more than a moment. */
  private static Recorded record(Telegrams telegrams, Path file, String... more) throws Exception {
    String all = telegrams.bytes().length + " bytes recorded.\n";
    for (Duration time = Duration.ofMillis(125); ; time = time.multipliedBy(4)) {
      try (Server server = new Server(telegrams, false)) {
        List<String> command = new ArrayList<>(List.of("record", server.link(), file.toString()));
        command.addAll(List.of("--for", time.toMillis() + "ms"));
        command.addAll(List.of(more));
        Run run = Run.of(command);
        if (run.err().endsWith(all)) {
          return new Recorded(server.link(), run, time);
        }
        assertTrue(time.toSeconds() < 5, run.err());
        Files.delete(file);
      }
    }
  }

  private static String values(Run run) {
    run.ends(0);
    return run.out().replaceAll("\"receivedAt\":\"[^\"]*\"", "");
  }

  @Test
  void whatWasRecordedIsDecodedAndReplayedToTheSameReadings() throws Exception {
    Telegrams telegrams = Telegrams.encrypted(3);
    Path first = folder.resolve("first.rec");
    Recorded recorded = record(telegrams, first);
    assertEquals("", recorded.run().ends(0).out());
    assertEquals(
        "Recording "
            + recorded.link()
            + " to "
            + first
            + "; Ctrl-C ends it.\n"
            + telegrams.bytes().length
            + " bytes recorded.\n",
        recorded.run().err());
    String expected = values(Run.of(telegrams.decode(first)));
    assertEquals(3, expected.lines().count());

    Path second = folder.resolve("second.rec");
    try (LiveRun replay = new LiveRun("replay", first.toString(), "--wait", "--speed", "5")) {
      String link = replay.awaitGroup("Replaying \\S+ on (tcp:127.0.0.1:\\d+);");
      Run record = Run.of("record", link, second.toString()).ends(1);
      assertTrue(record.err().contains("The connection to " + link.substring(4) + " is lost"));
      assertTrue(record.err().contains(telegrams.bytes().length + " bytes recorded."));
      Run replayed = replay.end().ends(0);
      assertTrue(replayed.err().endsWith(telegrams.bytes().length + " bytes replayed.\n"));
    }
    assertEquals(expected, values(Run.of(telegrams.decode(second))));
  }

  @Test
  void aRecordingSaysWhereItWasMadeHowTheLineWasSetAndUntilWhenItListened() throws Exception {
    Path file = folder.resolve("a.rec");
    Recorded recorded = record(Telegrams.plain(1), file, "--settings", "9600 7E1", "--request");
    recorded.run().ends(0);
    List<String> lines = Files.readAllLines(file);
    assertEquals("# metergate-recording 1", lines.get(0));
    assertTrue(lines.get(1).matches("# begun 20\\S+Z on " + recorded.link()), lines.get(1));
    assertEquals("0.000000 ! settings 9600 7E1", lines.get(2));
    assertFalse(lines.stream().anyMatch(line -> line.contains("request")), "tcp has none");
    assertTrue(lines.get(3).matches("\\d+\\.\\d{6} < 7E[0-9A-F]+"), lines.get(3));
    String last = lines.get(lines.size() - 1);
    assertTrue(last.matches("\\d+\\.\\d{6} ! silence"), last);
    double listened = Double.parseDouble(last.replaceFirst(" .*", ""));
    assertTrue(listened >= recorded.time().toMillis() / 1e3, last + " after " + recorded.time());
  }

  @Test
  void endsWithAFaultAndTheNextStepWhenNothingCame() throws Exception {
    Path file = folder.resolve("a.rec");
    try (Server server = new Server(new Telegrams(0, Map.of()), false)) {
      Run run = Run.of("record", server.link(), file.toString(), "--for", "50ms").ends(1);
      assertTrue(run.err().contains("\n0 bytes recorded.\nmetergate: The meter has been silent"));
    }
  }

  @Test
  void whatWasRecordedBeforeALossIsWhole() throws Exception {
    Telegrams telegrams = Telegrams.plain(2);
    Path file = folder.resolve("a.rec");
    try (Server server = new Server(telegrams, true)) {
      Run run = Run.of("record", server.link(), file.toString()).ends(1);
      assertTrue(run.err().endsWith(telegrams.bytes().length + " bytes recorded.\n"), run.err());
    }
    assertEquals(2, JsonLines.of(Run.of(telegrams.decode(file)).ends(0).out()).size());
  }

  @Test
  void neverOverwritesAFileAndLeavesNoneWhereTheLinkDoesNotOpen() throws Exception {
    Path there = Files.writeString(folder.resolve("there"), "mine");
    Run.of("record", "tcp:127.0.0.1:1", there.toString())
        .refuses(2, there + " exists already; a recording never overwrites a file.");
    assertEquals("mine", Files.readString(there));
    Path fresh = folder.resolve("fresh");
    Run gone = Run.of("record", "serial:" + folder + "/tty", fresh.toString()).ends(1);
    assertTrue(gone.err().startsWith("metergate: There is no device " + folder), gone.err());
    assertFalse(Files.exists(fresh));
  }

  @Test
  void namesAFolderThatIsNotThere() throws Exception {
    Path lost = folder.resolve("no/such/a.rec");
    try (Server server = new Server(Telegrams.plain(1), false)) {
      Run.of("record", server.link(), lost.toString())
          .refuses(
              1, "The recording " + lost + " cannot be written: there is no such file or folder.");
    }
  }

  @Test
  void refusesToReplayWhatIsNoRecordingAndNamesTheLineThatIsBroken() throws Exception {
    Path text = Files.writeString(folder.resolve("a.txt"), "7EA1");
    Run.of("replay", text.toString())
        .refuses(
            1, text + ": line 1 is not '# metergate-recording 1', so this is not a recording.");
    Path broken =
        Files.writeString(
            folder.resolve("b.rec"), "# metergate-recording 1\n0.1 < 7E\n0.05 < 7E\n");
    Run run = Run.of("replay", broken.toString()).ends(1);
    assertTrue(run.err().endsWith("metergate: " + broken + ": line 3 goes back in time.\n"));
    Path gone = folder.resolve("gone");
    Run.of("replay", gone.toString())
        .refuses(1, "The recording " + gone + " cannot be read: there is no such file or folder.");
  }

  @Test
  void aReplayEndsWhenItsTimeIsOverAlthoughNobodyCame() throws Exception {
    Path file = Files.writeString(folder.resolve("a.rec"), "# metergate-recording 1\n900.0 < 7E\n");
    Run waiting = Run.of("replay", file.toString(), "--wait", "--for", "30ms").ends(0);
    assertTrue(waiting.err().endsWith("0 bytes replayed.\n"), waiting.err());
    Run playing = Run.of("replay", file.toString(), "--for", "30ms").ends(0);
    assertTrue(playing.err().endsWith("0 bytes replayed.\n"), playing.err());
  }
}
