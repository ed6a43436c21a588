// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.kit.ClockHost;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.time.SystemTime;

/** Serial servers whose port is set to telnet, and servers that close, over the network. */
class TelnetLinkTest {
  private static final Duration LONG = Duration.ofSeconds(8);

  /** What ser2net 4.3 sends at the beginning: WILL and DO 3, WILL and DONT 1, DO and WILL 0. */
  private static final String SER2NET = "FFFB03 FFFD03 FFFB01 FFFE01 FFFD00 FFFB00";

  private final List<Finding> remarks = new ArrayList<>();
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

  private ByteLink open(byte[] beginning) throws Exception {
    return open(beginning, false);
  }

  private ByteLink open(byte[] beginning, boolean close) throws Exception {
    CompletableFuture<Socket> accepted =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                Socket socket = server.accept();
                socket.getOutputStream().write(beginning);
                if (close) {
                  socket.close();
                }
                return socket;
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    ClockHost host =
        new ClockHost(new SystemTime()) {
          @Override
          public void remark(Finding finding) {
            remarks.add(finding);
          }
        };
    LinkUri uri = LinkUri.parse("tcp:127.0.0.1:" + server.getLocalPort());
    try {
      return new TcpLinkProvider().open(uri, LineSettings.eightNone(2400), host);
    } finally {
      peer = accepted.get();
    }
  }

  private static byte[] read(ByteLink link, int count) throws Exception {
    byte[] all = new byte[count];
    for (int have = 0; have < count; ) {
      byte[] some = new byte[count - have];
      int n = link.read(some, LONG);
      assertTrue(n > 0, "only " + have + " of " + count + " bytes came");
      System.arraycopy(some, 0, all, have, n);
      have += n;
    }
    return all;
  }

  private static byte[] every() {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    return every;
  }

  @ParameterizedTest
  @CsvSource({
    // every offer of ser2net is answered: DO and WILL 3, DONT 1, WILL and DO 0; DONT 1 is off
    SER2NET + ", FFFD03 FFFB03 FFFE01 FFFB00 FFFD00",
    // one that only wants to echo
    "FFFB01, FFFE01 FFFB00 FFFD00",
    // terminal type, window size and the com port are refused
    "FFFD18 FFFD1F FFFD2C, FFFC18 FFFC1F FFFC2C FFFB00 FFFD00"
  })
  void undoesTelnetInBothDirections(String beginning, String answers) throws Exception {
    try (ByteLink link = open(Hex.parse(beginning))) {
      byte[] expected = Hex.parse(answers);
      assertArrayEquals(expected, peer.getInputStream().readNBytes(expected.length));
      OutputStream out = peer.getOutputStream();
      out.write(TelnetDecoder.doubled(every()));
      // later commands are no data either: no operation, a refusal, a window size
      out.write(Hex.parse("FFF1 FFFC01 FFFA1F0050FFFF0018FFF0"));
      out.write(7);
      assertArrayEquals(every(), read(link, 256));
      assertArrayEquals(new byte[] {7}, read(link, 1));
      link.write(every());
      byte[] doubled = TelnetDecoder.doubled(every());
      assertArrayEquals(doubled, peer.getInputStream().readNBytes(doubled.length));
      String port = "127.0.0.1:" + server.getLocalPort();
      assertEquals(List.of(ServerFindings.TELNET.with("port", port)), remarks);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FF",
        "FFFF",
        "FFFB",
        // data behind one command at once, an option that nobody negotiates, and no option
        "FFFB03 40",
        "FFFBC8 FFFD03",
        "FF10 FFFB03 FFFD03",
        // negotiation that is not at the beginning: data of a KMP and an M-Bus meter
        "40 3F FFFB01 FFFD03 0D",
        "68 FFFB03 FFFD03 FFFD00 68"
      })
  void changesNoByteOfARawStream(String beginning) throws Exception {
    byte[] first = Hex.parse(beginning);
    try (ByteLink link = open(first)) {
      peer.getOutputStream().write(every());
      assertArrayEquals(first, read(link, first.length));
      assertArrayEquals(every(), read(link, 256));
      link.write(every());
      assertArrayEquals(every(), peer.getInputStream().readNBytes(256));
      assertEquals(List.of(), remarks);
    }
  }

  @Test
  void goesBackToRawWhenOneCommandWasChance() throws Exception {
    try (ByteLink link = open(Hex.parse("FFFB03"))) {
      assertEquals(1, remarks.size());
      peer.getOutputStream().write(Hex.parse("0102 FF10 FFFF 03"));
      assertArrayEquals(Hex.parse("0102FF10FFFF03"), read(link, 7));
    }
  }

  @Test
  void findsCommandsWhereverTheArrivalsAreCut() throws Exception {
    byte[] stream = Hex.parse(SER2NET + "41 FFFF 42 FFFA2C6B00FFF0 FFFFFF F1 43");
    for (int size = 1; size <= stream.length; size++) {
      TelnetDecoder decoder = new TelnetDecoder(true);
      for (int from = 0; from < stream.length; from += size) {
        int count = Math.min(size, stream.length - from);
        byte[] part = new byte[size];
        System.arraycopy(stream, from, part, 0, count);
        decoder.read(part, count);
      }
      assertArrayEquals(Hex.parse("41FF42FF43"), decoder.takeData(), "in parts of " + size);
      assertEquals(7, decoder.takeCommands().size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'Port already in use'",
    "'', 'Port''s device already in use'",
    SER2NET + ", 'Too many connections from this address.'"
  })
  void namesAServerThatClosesWithItsWords(String beginning, String words) throws Exception {
    byte[] negotiation = Hex.parse(beginning);
    byte[] text = (words + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[negotiation.length + text.length];
    System.arraycopy(negotiation, 0, all, 0, negotiation.length);
    System.arraycopy(text, 0, all, negotiation.length, text.length);
    LinkLostException refused;
    try (ByteLink link = open(all, true)) {
      read(link, text.length);
      refused = assertThrows(LinkLostException.class, () -> link.read(new byte[1], LONG));
    }
    String port = "127.0.0.1:" + server.getLocalPort();
    assertEquals(ServerFindings.REFUSED.with("port", port, "words", words), refused.finding());
  }

  @Test
  void losesNoTelegramThatCameRightBeforeAClose() throws Exception {
    byte[] telegram =
        "/KMP5 KA6U001\r\n\r\n1-0:1.8.0(000913.000*kWh)\r\n!0000\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    try (ByteLink link = open(telegram, true)) {
      assertArrayEquals(telegram, read(link, telegram.length));
      assertThrows(LinkLostException.class, () -> link.read(new byte[1], LONG));
    }
  }

  @Test
  void namesAServerThatAcceptsAndCloses() {
    LinkException refused = assertThrows(LinkException.class, () -> open(new byte[0], true));
    assertEquals(ServerFindings.CLOSED, refused.finding().code());
  }

  @Test
  void showsNoControlCharactersAndNoMoreThanALineOfAServersWords() {
    byte[] loud = ("\033[31mFull\007\r\n" + "x".repeat(200)).getBytes(StandardCharsets.US_ASCII);
    String words = ServerFindings.words(loud).orElseThrow();
    assertTrue(words.matches("[ -~]{79}…"), words);
    assertTrue(ServerFindings.words(every()).isEmpty(), "bytes of a meter are no words");
    assertTrue(ServerFindings.words("12:30".getBytes(StandardCharsets.US_ASCII)).isEmpty());
  }

  @Test
  void callsAConnectionThatBroughtDataLost() throws Exception {
    try (ByteLink link = open(every())) {
      read(link, 256);
      peer.close();
      LinkLostException lost =
          assertThrows(LinkLostException.class, () -> link.read(new byte[1], LONG));
      assertEquals(LinkFindings.LINK_LOST, lost.finding().code());
    }
  }
}
