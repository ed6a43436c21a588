// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.kit.ClockHost;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.Await;
import org.metergate.testing.PtyPair;
import org.metergate.testing.SerialServer;
import org.metergate.time.SystemTime;

/** The line of a serial server: from the bytes of the protocol, and through a real ser2net. */
class Rfc2217LinkTest {
  private static final Duration LONG = Duration.ofSeconds(8);
  private ComPortServer server;

  @BeforeEach
  void listen() throws Exception {
    server = new ComPortServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static ByteLink open(String link, String settings) throws Exception {
    return new Rfc2217LinkProvider(TcpConnector.STANDARD, Duration.ofSeconds(2))
        .open(
            LinkUri.parse(link),
            LineSettings.parse(settings).orElseThrow(),
            new ClockHost(new SystemTime()));
  }

  private ByteLink open(String parameters) throws Exception {
    return open("rfc2217://127.0.0.1:" + server.port() + parameters, "2400 8E1");
  }

  @Test
  void setsTheLineAndChangesItDuringASession() throws Exception {
    try (ByteLink link = open("?request=none")) {
      // no flow control, 2400 (960h), 8, even, 1, after the masks of what the server reports
      assertEquals(
          List.of("0A00", "0B00", "0501", "0100000960", "0208", "0303", "0401"),
          server.takeCommands());
      link.reconfigure(LineSettings.parse("115200 7O2").orElseThrow());
      assertEquals(List.of("0501", "010001C200", "0207", "0302", "0402"), server.takeCommands());
      // 255 baud: the byte FF of the number is doubled on the wire
      link.reconfigure(LineSettings.eightNone(255));
      assertTrue(server.takeCommands().contains("01000000FF"));
    }
  }

  @Test
  void opensAtTheSpeedThatTheLinksNameGives() throws Exception {
    try (ByteLink link = open("?baud=9600&request=none")) {
      assertFalse(link.request(true), "no wire");
      assertTrue(server.takeCommands().contains("0100002580"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // at rest, requested, at rest; 8 and 9 are DTR on and off, 11 and 12 RTS on and off
    "request=dtr,                         0508 050B, 0509, 0508",
    "request=rts,                         0508 050B, 050C, 050B",
    "request=dtr+rts,                     0508 050B, 0509 050C, 0508 050B",
    "request=dtr&adapter=rs232,           0509 050B, 0508, 0509",
    "request=rts&request-active=low,      0508 050C, 050B, 050C"
  })
  void setsTheRequestLine(String parameters, String rest, String on, String off) throws Exception {
    ByteLink link = open("?" + parameters);
    List<String> opening = server.takeCommands();
    assertEquals(List.of(rest.split(" ")), opening.subList(7, opening.size()));
    assertTrue(link.request(true));
    assertEquals(List.of(on.split(" ")), server.takeCommands());
    assertTrue(link.request(false));
    assertEquals(List.of(off.split(" ")), server.takeCommands());
    assertTrue(link.request(true));
    server.takeCommands();
    link.close();
    Await.until("at rest when closed", () -> server.seenCommands().equals(List.of(off.split(" "))));
  }

  @Test
  void saysThatThereIsNoRequestLineWhereTheServerHasNone() throws Exception {
    server.answers(5, null);
    try (ByteLink link = open("")) {
      assertFalse(link.request(true));
    }
    try (ByteLink link = open("?request=none")) {
      assertFalse(link.request(true), "no wire");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0000012C, speed, 300",
    "2, 07, data bits, 7",
    "3, 01, parity, 1",
    "4, 02, stop bits, 2",
    "1,, speed, -"
  })
  void namesWhatTheServerDoesNotSet(int command, String value, String what, String answer)
      throws Exception {
    server.answers(command, value);
    LinkException refused = assertThrows(LinkException.class, () -> open(""));
    assertEquals(
        ServerFindings.SETTING_REFUSED.with(
            "port",
            "127.0.0.1:" + server.port(),
            "wanted",
            "2400 8E1",
            "what",
            what,
            "answer",
            answer),
        refused.finding());
  }

  @Test
  void losesALinkWhoseLineCannotBeChanged() throws Exception {
    try (ByteLink link = open("")) {
      server.answers(1, "00000960");
      LinkLostException lost =
          assertThrows(
              LinkLostException.class, () -> link.reconfigure(LineSettings.eightNone(300)));
      assertEquals(ServerFindings.SETTING_REFUSED, lost.finding().code());
    }
  }

  @Test
  void namesAServerThatDoesNotOfferIt() throws Exception {
    server.offers(false);
    assertEquals(
        ServerFindings.NOT_RFC2217,
        assertThrows(LinkException.class, () -> open("")).finding().code());
  }

  @Test
  void keepsDataThatComeAmongAnswersAndReports() throws Exception {
    server.sendsBeforeAnswers(new byte[] {1, (byte) 0xFF, 2});
    try (ByteLink link = open("?request=none")) {
      // line state, modem state
      server.sendCommand("6A10");
      server.sendCommand("6BB0");
      byte[] into = new byte[3];
      assertEquals(3, link.read(into, LONG));
      assertArrayEquals(new byte[] {1, (byte) 0xFF, 2}, into);
    }
  }

  @Test
  void waitsWithItsRequestWhileTheServerIsSuspended() throws Exception {
    try (ByteLink link = open("?request=none")) {
      server.sendCommand("6C");
      assertEquals(0, link.read(new byte[1], Duration.ofMillis(200)));
      assertThrows(LinkLostException.class, () -> link.write(new byte[] {7}));
      server.sendCommand("6D");
      assertEquals(0, link.read(new byte[1], Duration.ofMillis(200)));
      link.write(new byte[] {(byte) 0xFF, 7});
      assertArrayEquals(new byte[] {(byte) 0xFF, 7}, server.takeData(2));
    }
  }

  @Test
  void discardsWhatTheServerHadReceived() throws Exception {
    try (ByteLink link = open("?request=none")) {
      server.takeCommands();
      server.sendsBeforeAnswers(new byte[] {1, 2, 3});
      link.discardInput();
      assertEquals(List.of("0C01"), server.takeCommands());
      assertEquals(0, link.read(new byte[3], Duration.ofMillis(50)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rfc2217://pi:2000",
    "rfc2217:pi:2000",
    "rfc2217://[::1]:2000?request=rts&adapter=rs232&idle=60s"
  })
  void readsItsName(String link) throws Exception {
    new Rfc2217LinkProvider().check(LinkUri.parse(link));
  }

  @ParameterizedTest
  @CsvSource({
    "rfc2217://pi",
    "rfc2217://pi:0",
    "rfc2217://pi:2000?baud=x",
    "rfc2217:///dev/ttyUSB0",
    "rfc2217://pi:2000?edge=cts",
    "rfc2217://pi:2000?request=gpio:17"
  })
  void refusesWhatIsNoName(String link) {
    LinkException refused =
        assertThrows(
            LinkException.class, () -> new Rfc2217LinkProvider().check(LinkUri.parse(link)));
    assertEquals(LinkFindings.BAD_LINK, refused.finding().code());
  }

  @Test
  @Tag("pty")
  void setsAndReadsThePortOfSer2net(@TempDir Path folder) throws Exception {
    try (PtyPair cable = PtyPair.plug(folder);
        SerialServer ser2net = SerialServer.start(folder, cable.gateway(), "9600n81")) {
      byte[] every = new byte[256];
      for (int i = 0; i < every.length; i++) {
        every[i] = (byte) i;
      }
      try (ByteLink link = open("rfc2217://127.0.0.1:" + ser2net.rfc2217(), "2400 8N1")) {
        assertTrue(stty(cable).contains("speed 2400 baud"), stty(cable));
        link.write(every);
        assertArrayEquals(every, cable.receive(256));
        cable.send(every);
        byte[] into = new byte[256];
        for (int have = 0; have < 256; ) {
          byte[] some = new byte[256 - have];
          int n = link.read(some, LONG);
          assertTrue(n > 0, "only " + have);
          System.arraycopy(some, 0, into, have, n);
          have += n;
        }
        assertArrayEquals(every, into);
        link.reconfigure(LineSettings.eightNone(115_200));
        assertTrue(stty(cable).contains("speed 115200 baud"), stty(cable));
        link.discardInput();

        LinkUri other = LinkUri.parse("tcp:127.0.0.1:" + ser2net.raw());
        LinkLostException busy =
            assertThrows(
                LinkLostException.class,
                () -> {
                  try (ByteLink refused =
                      new TcpLinkProvider()
                          .open(
                              other,
                              LineSettings.eightNone(2400),
                              new ClockHost(new SystemTime()))) {
                    while (refused.read(new byte[64], LONG) > 0) {
                      // its words come first
                    }
                  }
                });
        assertEquals(ServerFindings.REFUSED, busy.finding().code());
        assertEquals("Port's device already in use", busy.finding().parameters().get("words"));
      }
    }
  }

  private static String stty(PtyPair cable) throws Exception {
    Process stty = new ProcessBuilder("stty", "-F", cable.gateway().toString()).start();
    return new String(stty.getInputStream().readAllBytes());
  }
}
