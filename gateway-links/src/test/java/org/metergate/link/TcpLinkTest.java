// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metergate.kit.ClockHost;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;
import org.metergate.time.VirtualTime;

/** Against a real server on the loopback address. */
class TcpLinkTest {
  private static final Duration LONG = Duration.ofSeconds(8);
  private static final long AT_ONCE = LONG.toNanos() / 4;

  /** On a busy machine most waits last longer; one that does not shows that the link can do it. */
  private static final int TRIES = 20;

  private static final LineSettings SETTINGS = LineSettings.eightNone(2400);
  private ServerSocket server;
  private Socket peer;

  @BeforeEach
  void listen() throws Exception {
    server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void stop() throws Exception {
    if (peer != null) {
      peer.close();
    }
    server.close();
  }

  private ByteLink open(String parameters, Host host) throws Exception {
    String link = "tcp:127.0.0.1:" + server.getLocalPort() + parameters;
    ByteLink opened = new TcpLinkProvider().open(LinkUri.parse(link), SETTINGS, host);
    peer = server.accept();
    return opened;
  }

  private ByteLink open() throws Exception {
    return open("", new ClockHost(new SystemTime()));
  }

  @Test
  void carriesEveryByteBothWaysUnchanged() throws Exception {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    try (ByteLink link = open()) {
      link.write(every);
      assertArrayEquals(every, peer.getInputStream().readNBytes(every.length));
      peer.getOutputStream().write(every);
      byte[] into = new byte[every.length];
      for (int have = 0; have < every.length; ) {
        byte[] some = new byte[every.length - have];
        int n = link.read(some, LONG);
        assertTrue(n > 0);
        System.arraycopy(some, 0, into, have, n);
        have += n;
      }
      assertArrayEquals(every, into);
    }
  }

  @Test
  void hasNoRequestLineAndNoLineSettingOfItsOwn() throws Exception {
    try (ByteLink link = open()) {
      assertFalse(link.request(true));
      link.reconfigure(LineSettings.eightNone(300));
      assertEquals(0, link.read(new byte[1], Duration.ZERO), "still open");
    }
  }

  @Test
  void waitsAsLongAsItIsToldWithoutComputing() throws Exception {
    try (ByteLink link = open()) {
      for (int millis : new int[] {0, 20, 300}) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long limit = (millis + 20) * 1_000_000L;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && best >= limit; i++) {
          long start = System.nanoTime();
          assertEquals(0, link.read(new byte[8], Duration.ofMillis(millis)));
          long took = System.nanoTime() - start;
          assertTrue(took >= millis * 1_000_000L, took + " ns for " + millis + " ms");
          best = Math.min(best, took);
        }
        assertTrue(best < limit, best + " ns for " + millis + " ms");
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        assertTrue(cpu < TimeUnit.MILLISECONDS.toNanos(50), cpu + " ns of computing");
      }
    }
  }

  @Test
  void noticesAtOnceThatThePeerHasClosed() throws Exception {
    try (ByteLink link = open()) {
      peer.getOutputStream().write(1);
      assertEquals(1, link.read(new byte[1], LONG));
      WaitingRead read = WaitingRead.of(link, LONG);
      peer.close();
      long closed = System.nanoTime();
      WaitingRead.Ended ended = read.ended();
      LinkLostException lost =
          assertInstanceOf(LinkLostException.class, ended.thrown().orElseThrow());
      assertEquals(
          LinkFindings.LINK_LOST.with("port", "127.0.0.1:" + server.getLocalPort()),
          lost.finding());
      assertTrue(ended.nanos() - closed < AT_ONCE, (ended.nanos() - closed) + " ns");
    }
  }

  @Test
  void readsWhatThePeerSentBeforeItClosed() throws Exception {
    try (ByteLink link = open()) {
      peer.getOutputStream().write(new byte[] {1, 2});
      peer.close();
      assertEquals(2, link.read(new byte[8], LONG));
      assertThrows(LinkLostException.class, () -> link.read(new byte[8], LONG));
    }
  }

  @Test
  void aWriteNoticesThatThePeerIsGone() throws Exception {
    try (ByteLink link = open()) {
      peer.setOption(StandardSocketOptions.SO_LINGER, 0);
      peer.close();
      Await.until("the reset arrives", LONG, () -> writeFails(link));
    }
  }

  private static boolean writeFails(ByteLink link) {
    try {
      link.write(new byte[] {1});
      return false;
    } catch (LinkLostException e) {
      return true;
    }
  }

  @Test
  void writesMoreThanTheNetworkTakesAtOnce() throws Exception {
    try (ByteLink link = open()) {
      byte[] much = new byte[8 << 20];
      much[much.length - 1] = 5;
      Thread writer =
          new Thread(
              () -> {
                try {
                  link.write(much);
                } catch (LinkLostException e) {
                  throw new IllegalStateException(e);
                }
              });
      writer.start();
      assertArrayEquals(much, peer.getInputStream().readNBytes(much.length));
      writer.join();
      peer.getOutputStream().write(6);
      assertEquals(1, link.read(new byte[1], LONG), "reads again after the long write");
    }
  }

  @Test
  void aCloseFromAnotherThreadEndsAWaitingRead() throws Exception {
    ByteLink link = open();
    WaitingRead read = WaitingRead.of(link, LONG);
    long closed = System.nanoTime();
    link.close();
    link.close();
    WaitingRead.Ended ended = read.ended();
    assertInstanceOf(LinkLostException.class, ended.thrown().orElseThrow());
    assertTrue(ended.nanos() - closed < AT_ONCE, (ended.nanos() - closed) + " ns");
    assertEquals(-1, peer.getInputStream().read(), "the peer sees the end");
    assertThrows(LinkLostException.class, () -> link.read(new byte[1], LONG));
    assertThrows(LinkLostException.class, () -> link.write(new byte[1]));
    assertThrows(LinkLostException.class, () -> link.request(true));
  }

  @Test
  void anInterruptEndsAWaitingReadAndLeavesTheConnectionOpen() throws Exception {
    try (ByteLink link = open()) {
      WaitingRead read = WaitingRead.of(link, LONG);
      long interrupted = System.nanoTime();
      read.interrupt();
      WaitingRead.Ended ended = read.ended();
      assertInstanceOf(InterruptedException.class, ended.thrown().orElseThrow());
      assertTrue(ended.nanos() - interrupted < AT_ONCE, (ended.nanos() - interrupted) + " ns");
      peer.getOutputStream().write(6);
      assertEquals(1, link.read(new byte[1], LONG));
    }
  }

  @Test
  void throwsAwayWhatHasArrived() throws Exception {
    try (ByteLink link = open()) {
      peer.getOutputStream().write(new byte[100]);
      assertEquals(1, link.read(new byte[1], LONG));
      link.discardInput();
      peer.getOutputStream().write(6);
      byte[] into = new byte[8];
      assertEquals(1, link.read(into, LONG));
      assertEquals(6, into[0]);
    }
  }

  @Test
  void givesUpASilentConnectionOnlyWhereTheLinkSaysSo() throws Exception {
    VirtualTime time = new VirtualTime(Instant.EPOCH);
    try (ByteLink link = open("?idle=60s", new ClockHost(time))) {
      time.pause(Duration.ofSeconds(59));
      assertEquals(0, link.read(new byte[1], Duration.ZERO));
      peer.getOutputStream().write(1);
      assertEquals(1, link.read(new byte[1], LONG));
      time.pause(Duration.ofSeconds(59));
      assertEquals(0, link.read(new byte[1], Duration.ZERO), "a byte came in between");
      time.pause(Duration.ofSeconds(1));
      assertThrows(LinkLostException.class, () -> link.read(new byte[1], LONG));
    }
    try (ByteLink patient = open("", new ClockHost(time))) {
      time.pause(Duration.ofDays(2));
      assertEquals(0, patient.read(new byte[1], Duration.ZERO));
    }
  }

  @Test
  void asksASilentPeerWhetherItIsThere() throws Exception {
    try (ByteLink link = open()) {
      SocketChannel channel = ((TelnetLink) link).connection().channel();
      assertEquals(true, channel.getOption(StandardSocketOptions.SO_KEEPALIVE));
      assertEquals(true, channel.getOption(StandardSocketOptions.TCP_NODELAY));
      Assumptions.assumeTrue(
          channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE),
          "this platform has no times for keep-alive");
      assertEquals(15, channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE));
      assertEquals(5, channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL));
      assertEquals(3, channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT));
    }
  }

  @Test
  void speaksToIpv6Addresses() throws Exception {
    ServerSocket six;
    try {
      six = new ServerSocket(0, 5, InetAddress.getByName("::1"));
    } catch (IOException e) {
      Assumptions.abort("this machine has no IPv6 loopback address: " + e.getMessage());
      return;
    }
    LinkUri uri = LinkUri.parse("tcp:[::1]:" + six.getLocalPort());
    try (six;
        ByteLink link = new TcpLinkProvider().open(uri, SETTINGS, new ClockHost(new SystemTime()));
        Socket other = six.accept()) {
      other.getOutputStream().write(6);
      assertEquals(1, link.read(new byte[1], LONG));
    }
  }
}
