// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.p1.P1DriverProvider;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.kit.ClockHost;
import org.metergate.kit.RecordingPlayer;
import org.metergate.link.TcpLinkProvider;
import org.metergate.retry.BackOff;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;

/** A serial server that accepts each connection and closes it again, for as long as it likes. */
@Timeout(60)
class ClosingServerTest {
  private static final int ATTEMPTS = 6;

  @ParameterizedTest
  @CsvSource({
    "'',                        0,   server-closes",
    "'Port already in use\r\n', 0,   server-refuses",
    "'',                        500, server-closes",
    "'Too many connections',    500, server-refuses"
  })
  void isReportedOnceHoweverOftenItCloses(
      String words, int afterMillis, String code, @TempDir Path folder) throws Exception {
    SystemTime time = new SystemTime();
    List<String> reported = new CopyOnWriteArrayList<>();
    MeterChain chain =
        new MeterChain(
            RecordingPlayer.METER,
            time::now,
            (meter, finding, change) -> reported.add(change + " " + finding));
    AtomicInteger accepted = new AtomicInteger();
    ScheduledExecutorService closer = Executors.newSingleThreadScheduledExecutor();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        Journal journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time)) {
      Thread thread = new Thread(() -> serve(server, words, afterMillis, accepted, closer));
      thread.start();
      LinkSpec link =
          new LinkSpec(
              LinkUri.parse("tcp:127.0.0.1:" + server.getLocalPort()),
              new TcpLinkProvider(),
              "p1-dtr",
              RecordingPlayer.driver(new P1DriverProvider(), Map.of()),
              Map.of(RecordingPlayer.METER, chain));
      BackOff quick = new BackOff(Duration.ofMillis(10), Duration.ofMillis(100), () -> 0.5);
      try (LinkSupervisor supervisor =
          new LinkSupervisor(link, journal, new ClockHost(time), quick)) {
        supervisor.start();
        Await.until("it tries again", () -> accepted.get() >= ATTEMPTS);
      }
      // a conditional finding of the driver, that the link has no request line, is another matter
      assertEquals(
          List.of("BEGAN " + code),
          reported.stream()
              .filter(text -> !text.contains("no-request-line"))
              .map(text -> text.replaceFirst(" \\{.*", ""))
              .toList(),
          reported.toString());
      assertTrue(quick.next().toMillis() > 10, "the waiting time has grown");
    } finally {
      closer.shutdownNow();
    }
  }

  private static void serve(
      ServerSocket server,
      String words,
      int afterMillis,
      AtomicInteger accepted,
      ScheduledExecutorService closer) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        closer.schedule(
            () -> {
              try (socket) {
                socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) {
                // the gateway was faster; it is to be closed anyway
                accepted.get();
              }
            },
            afterMillis,
            TimeUnit.MILLISECONDS);
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }
}
