// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;

@Timeout(60)
class ControlServerTest {
  private static final Duration GENEROUS = Duration.ofSeconds(30);

  @TempDir Path folder;
  private ControlServer server;

  /** Echoes its arguments. */
  private static final ControlCommand ECHO =
      command("echo", Duration.ofSeconds(30), r -> ControlAnswer.done(r.arguments().toString()));

  private interface Work {
    ControlAnswer run(ControlRequest request) throws ControlRefusal, InterruptedException;
  }

  private static ControlCommand command(String name, Duration timeout, Work work) {
    return new ControlCommand() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Duration timeout() {
        return timeout;
      }

      @Override
      public ControlAnswer run(ControlRequest request) throws ControlRefusal, InterruptedException {
        return work.run(request);
      }
    };
  }

  private Path socket() {
    return ControlServer.socketOf(folder.resolve("journal.db"));
  }

  private void serve(Duration lineTimeout, ControlCommand... commands) throws Exception {
    server = ControlServer.claim(socket(), lineTimeout);
    for (ControlCommand command : commands) {
      server.register(command);
    }
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private ControlAnswer ask(String command, Map<String, String> arguments) throws Exception {
    return ControlClient.ask(socket(), new ControlRequest(command, arguments), GENEROUS);
  }

  /** Sends a line as a program without our client would, and returns the answer. */
  private String raw(String lineTimeout) throws IOException {
    try (LineChannel lines =
        new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket())))) {
      lines.write(lineTimeout, GENEROUS);
      return lines.read(ControlServer.MAX_ANSWER_BYTES, GENEROUS);
    }
  }

  /** A command that goes on until its client has gone, and then releases the latch. */
  private static ControlCommand endless(CountDownLatch ended) {
    return new ControlCommand() {
      @Override
      public String name() {
        return "endless";
      }

      @Override
      public ControlAnswer run(ControlRequest request) {
        return ControlAnswer.refused("this client wants no progress");
      }

      @Override
      public ControlAnswer run(ControlRequest request, Consumer<String> progress)
          throws InterruptedException {
        try {
          for (int i = 1; ; i++) {
            progress.accept("part " + i);
            if (ended.await(10, TimeUnit.MILLISECONDS)) {
              return ControlAnswer.done("all");
            }
          }
        } finally {
          ended.countDown();
        }
      }
    };
  }

  @Test
  void showsProgressBeforeTheAnswerOnlyToAClientThatWantsIt() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    serve(ControlServer.LINE_TIMEOUT, endless(ended));
    assertFalse(ask("endless", Map.of()).ok());
    List<String> seen = new ArrayList<>();
    ControlAnswer answer =
        ControlClient.follow(
            socket(),
            new ControlRequest("endless", Map.of()),
            sentence -> {
              seen.add(sentence);
              if (seen.size() == 3) {
                ended.countDown();
              }
            });
    assertEquals(ControlAnswer.done("all"), answer);
    assertEquals(List.of("part 1", "part 2", "part 3"), seen.subList(0, 3));
  }

  @Test
  void endsACommandWhoseClientHasGone() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    serve(ControlServer.LINE_TIMEOUT, endless(ended));
    assertTrue(
        raw("{\"command\":\"endless\",\"arguments\":{\"progress\":\"yes\"}}").contains("part 1"));
    assertTrue(ended.await(30, TimeUnit.SECONDS), "it goes on for nobody");
  }

  @Test
  void answersOneLineWithOneLine() throws Exception {
    serve(ControlServer.LINE_TIMEOUT, ECHO);
    ControlAnswer answer = ask("echo", Map.of("meter", "höuse \"2\"\n"));

    assertEquals(ControlAnswer.done("{meter=höuse \"2\"\n}"), answer);
    assertEquals(
        "{\"ok\":true,\"lines\":[\"{a=b}\"],\"facts\":{}}",
        raw("{\"command\":\"echo\",\"arguments\":{\"a\":\"b\"}}"));
  }

  @Test
  void isForItsOwnerOnlyAndGoneInTheEnd() throws Exception {
    serve(ControlServer.LINE_TIMEOUT, ECHO);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
    server.close();
    assertFalse(Files.exists(socket()));
  }

  @Test
  void saysInASentenceThatNoGatewayRuns() throws Exception {
    ControlException none = assertThrows(ControlException.class, () -> ask("echo", Map.of()));

    assertEquals(ControlException.Cause.NOT_RUNNING, none.kind());
    assertTrue(none.getMessage().startsWith("No gateway runs with its journal in " + folder));
  }

  @Test
  void replacesTheSocketOfADeadGateway() throws Exception {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket())); // closing it leaves the file
    }
    assertTrue(Files.exists(socket()));
    assertEquals(
        ControlException.Cause.NOT_RUNNING,
        assertThrows(ControlException.class, () -> ask("echo", Map.of())).kind());

    serve(ControlServer.LINE_TIMEOUT, ECHO);
    assertTrue(ask("echo", Map.of()).ok());
  }

  @Test
  void leavesALivingGatewayAlone() throws Exception {
    serve(ControlServer.LINE_TIMEOUT, ECHO);
    ControlException second =
        assertThrows(ControlException.class, () -> ControlServer.claim(socket()));

    assertEquals(ControlException.Cause.TAKEN, second.kind());
    assertTrue(ask("echo", Map.of()).ok());
  }

  @Test
  void deletesNothingOfOthers() throws Exception {
    Files.writeString(socket(), "a file of that name");

    ControlException refused =
        assertThrows(ControlException.class, () -> ControlServer.claim(socket()));

    assertEquals(ControlException.Cause.UNUSABLE, refused.kind());
    assertEquals("a file of that name", Files.readString(socket()));
  }

  @Test
  void saysWhenTheNameIsTooLong() {
    Path far = folder.resolve("x".repeat(120)).resolve("control.sock");

    ControlException refused = assertThrows(ControlException.class, () -> ControlServer.claim(far));

    assertEquals(ControlException.Cause.UNUSABLE, refused.kind());
  }

  @Test
  void namesTheNearestCommand() throws Exception {
    serve(ControlServer.LINE_TIMEOUT, ECHO);
    ControlAnswer answer = ask("ecco", Map.of());

    assertFalse(answer.ok());
    assertTrue(answer.lines().get(0).contains("echo"), answer.lines().get(0));
  }

  @Test
  void tellsWhatACommandRefuses() throws Exception {
    ControlCommand needy = command("needy", GENEROUS, r -> ControlAnswer.done(r.required("meter")));
    serve(ControlServer.LINE_TIMEOUT, needy);
    assertEquals(
        ControlAnswer.refused("'needy' needs the argument 'meter'."), ask("needy", Map.of()));
  }

  @Test
  void outlivesACommandThatFails() throws Exception {
    ControlCommand bug =
        command(
            "bug",
            GENEROUS,
            r -> {
              throw new IllegalStateException("with a secret in it");
            });
    serve(ControlServer.LINE_TIMEOUT, bug, ECHO);
    ControlAnswer answer = ask("bug", Map.of());

    assertFalse(answer.ok());
    assertTrue(answer.lines().get(0).contains("IllegalStateException"));
    assertFalse(answer.lines().get(0).contains("secret"));
    assertTrue(ask("echo", Map.of()).ok());
  }

  @Test
  void givesUpACommandThatTakesTooLong() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ControlCommand endless =
        command(
            "endless",
            Duration.ofMillis(50),
            r -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                interrupted.countDown();
              }
              return ControlAnswer.done();
            });
    serve(ControlServer.LINE_TIMEOUT, endless);
    Await.until(
        "it was given up after it had begun: on a busy machine its thread begins late",
        GENEROUS,
        () -> {
          assertFalse(ask("endless", Map.of()).ok());
          return begun.getCount() == 0;
        });

    interrupted.await();
  }

  @Test
  void refusesWhatIsNoRequest() throws Exception {
    List<String> bad =
        List.of(
            "",
            "hello",
            "{}",
            "[]",
            "{\"command\":1}",
            "{\"command\":\"echo\"",
            "{\"command\":\"echo\"} {}",
            "{\"command\":\"echo\",\"command\":\"echo\"}",
            "{\"command\":\"echo\",\"other\":\"x\"}",
            "{\"command\":\"echo\",\"arguments\":{\"a\":{\"b\":1}}}",
            "[".repeat(50_000));
    serve(ControlServer.LINE_TIMEOUT, ECHO);
    for (String lineTimeout : bad) {
      assertTrue(raw(lineTimeout).startsWith("{\"ok\":false"), lineTimeout);
    }
    assertTrue(ask("echo", Map.of()).ok());
  }

  @Test
  void takesNoMoreThan64KilobytesOfARequest() throws Exception {
    String filling = "x".repeat(ControlServer.MAX_REQUEST_BYTES);
    serve(ControlServer.LINE_TIMEOUT, ECHO);
    assertTrue(raw(filling + "x").contains("more than 64 kB"));
  }

  @Test
  void waitsForASlowTalkerOnlyAMoment() throws Exception {
    serve(Duration.ofMillis(50), ECHO);
    try (LineChannel silent =
        new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket())))) {
      assertThrows(EOFException.class, () -> silent.read(100, GENEROUS));
    }
  }

  @Test
  void hasRoomForEightConversationsAndForOthersWhenTheseEnd() throws Exception {
    List<LineChannel> silent = new ArrayList<>();
    serve(GENEROUS, ECHO);
    try {
      for (int i = 0; i < ControlServer.MAX_CONNECTIONS; i++) {
        silent.add(new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket()))));
      }
      // connections are accepted in their order, so this one is the ninth
      ControlException full = assertThrows(ControlException.class, () -> ask("echo", Map.of()));
      assertEquals(ControlException.Cause.NO_ANSWER, full.kind());

      silent.remove(0).close();
      Await.until("a free connection", GENEROUS, this::answers);
    } finally {
      for (LineChannel one : silent) {
        one.close();
      }
    }
  }

  private boolean answers() throws Exception {
    try {
      return ask("echo", Map.of()).ok();
    } catch (ControlException e) {
      return false;
    }
  }

  @Test
  void sendsNoAnswerThatIsTooLong() throws Exception {
    ControlCommand talker =
        command(
            "talker",
            GENEROUS,
            r -> ControlAnswer.done("x".repeat(ControlServer.MAX_ANSWER_BYTES)));
    serve(ControlServer.LINE_TIMEOUT, talker);
    assertFalse(ask("talker", Map.of()).ok());
  }
}
