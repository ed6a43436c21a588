// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.metergate.kit.ClockHost;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;

/** Why a connection cannot be opened. */
class TcpOpeningTest {
  private static final LineSettings SETTINGS = LineSettings.eightNone(2400);

  private static ByteLink open(String link, Duration timeout) throws Exception {
    return new TcpLinkProvider(new TcpConnector(timeout, KeepAlive.STANDARD))
        .open(LinkUri.parse(link), SETTINGS, new ClockHost(new SystemTime()));
  }

  private static Finding refusal(String link, Duration timeout) {
    return assertThrows(LinkException.class, () -> open(link, timeout)).finding();
  }

  @Test
  void saysThatNothingListens() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = server.getLocalPort();
    }
    assertEquals(
        LinkFindings.UNREACHABLE.with(
            "port",
            "127.0.0.1:" + port,
            "reason",
            "The host answers, but nothing listens on this port."),
        refusal("tcp:127.0.0.1:" + port, Duration.ofSeconds(5)));
  }

  @Test
  void saysThatTheNameIsUnknown() {
    // RFC 6761: names below .invalid never exist
    Finding finding = refusal("tcp:meter.invalid:2000", Duration.ofSeconds(5));
    assertEquals(LinkFindings.UNREACHABLE, finding.code());
    assertEquals("The host name cannot be resolved.", finding.parameters().get("reason"));
  }

  /** A server too busy to accept connections: its kernel no longer answers them. */
  private static final class FullServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    FullServer() throws Exception {
      server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
      Await.until("the queue is full", Duration.ofSeconds(10), () -> !another());
    }

    private boolean another() throws Exception {
      SocketChannel channel = SocketChannel.open();
      waiting.add(channel);
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()));
      return channel.finishConnect();
    }

    String link() {
      return "tcp:127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
      server.close();
    }
  }

  @Test
  void givesUpAfterItsTimeWhenThereIsNoAnswer() throws Exception {
    try (FullServer server = new FullServer()) {
      long start = System.nanoTime();
      Finding finding = refusal(server.link(), Duration.ofSeconds(1));
      long took = System.nanoTime() - start;
      assertEquals(LinkFindings.UNREACHABLE, finding.code());
      assertEquals("There was no answer within 1 s.", finding.parameters().get("reason"));
      assertTrue(took >= 1_000_000_000L && took < 10_000_000_000L, took + " ns");
    }
  }

  @Test
  void anInterruptEndsTheAttempt() throws Exception {
    try (FullServer server = new FullServer()) {
      CompletableFuture<Exception> ended = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  open(server.link(), Duration.ofSeconds(60)).close();
                } catch (Exception e) {
                  ended.complete(e);
                }
              });
      thread.start();
      thread.interrupt();
      assertInstanceOf(InterruptedException.class, ended.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void triesEveryAddressOfTheHost() throws Exception {
    // where localhost has an IPv6 address too, one of the two is refused and the other answers
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        ByteLink link = open("tcp:localhost:" + server.getLocalPort(), Duration.ofSeconds(5))) {
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write(6);
        assertEquals(1, link.read(new byte[8], Duration.ofSeconds(5)));
      }
    }
  }
}
