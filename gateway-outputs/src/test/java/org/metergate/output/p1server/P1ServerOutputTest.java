// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputScene;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;

/** The output on virtual time, with real connections. */
@Timeout(60)
class P1ServerOutputTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private int port;
  private OutputScene scene;
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    port = FreePorts.take();
    scene = scene();
  }

  private OutputScene scene(String... more) throws Exception {
    List<String> lines = new ArrayList<>(List.of("meter: electricity"));
    lines.add("listen: \"127.0.0.1:" + port + "\"");
    lines.addAll(List.of(more));
    return new OutputScene(folder, new P1ServerOutputType(), NOON, lines.toArray(new String[0]));
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    scene.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
    socket.setSoTimeout((int) LIMIT.toMillis());
    sockets.add(socket);
    return socket;
  }

  /** One telegram; an empty text where the connection was closed before. */
  private static String telegram(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        text.append((char) c);
        if (text.length() > 7 && text.charAt(text.length() - 7) == '!') {
          return text.toString();
        }
      }
    } catch (java.net.SocketException e) {
      return "";
    }
    return text.toString();
  }

  @Test
  void givesANewClientTheNewestTelegramAtOnceAndThenEachNewOne() throws Exception {
    scene.receive();
    scene.deliver();
    Socket client = connect();
    String first = telegram(client);
    assertTrue(first.startsWith("/MGT5\\electricity\r\n\r\n0-0:1.0.0(261120130000W)\r\n"), first);
    assertTrue(first.contains("1-0:1.8.0(00000913.001*kWh)\r\n1-0:1.7.0(0000.250*kW)\r\n!"), first);
    scene.receive(1);
    scene.deliver();
    assertTrue(telegram(client).contains("1-0:1.8.0(00000913.002*kWh)"));
  }

  @Test
  void isNamedInTheHealthWithItsPortAndForWhomItIsOpen() {
    assertEquals("127.0.0.1:" + port + " for this machine", scene.health().listens().orElse(""));
  }

  @Test
  void disconnectsEverybodyWhenTheMeterIsSilentAndServesThemAgainAfterwards() throws Exception {
    scene.receive();
    scene.deliver();
    Socket client = connect();
    telegram(client);
    scene.time.pause(Duration.ofSeconds(20));
    scene.deliver();
    telegram(connect()); // as old as may be
    scene.time.pause(Duration.ofMillis(1));
    assertEquals("", telegram(client));
    assertEquals("", telegram(connect()), "closed without a byte");
    scene.receive();
    scene.deliver();
    assertTrue(telegram(connect()).contains("913.002"));
  }

  @Test
  void keepsNoReadingBackWhereNobodyIsConnectedOrThePortIsTaken() throws Exception {
    scene.close();
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      assertNotNull(other);
      scene = scene();
      scene.receive(50);
      scene.deliver();
      assertEquals(0, scene.health().queued());
      assertEquals("served-port-closed", scene.faultId());
      assertTrue(
          scene.fault().contains("another program on this machine has this port open"),
          scene.fault());
    }
    scene.recover();
    scene.receive();
    scene.recover();
    assertTrue(telegram(connect()).contains("913.051"));
  }

  @Test
  void servesAfterARestartOnlyWhatIsStillFresh() throws Exception {
    scene.receive();
    scene.deliver();
    scene.restart();
    scene.deliver();
    assertTrue(telegram(connect()).contains("913.001"), "from the journal");
    scene.time.pause(Duration.ofSeconds(21));
    scene.restart();
    scene.deliver();
    assertEquals("", telegram(connect()));
  }

  @Test
  void isDeafAndBoundedTowardsWhoeverConnects() throws Exception {
    scene.receive();
    scene.deliver();
    List<Socket> served = new ArrayList<>();
    for (int i = 0; i < TelegramServer.MOST_CLIENTS; i++) {
      served.add(connect());
      assertTrue(telegram(served.get(i)).contains("913.001"));
    }
    for (int i = 0; i < 70; i++) {
      assertEquals("", telegram(connect()), "one too many");
    }
    Socket loud = served.get(0);
    Socket quiet = served.get(1);
    byte[] garbage = "GET / HTTP/1.1\r\n!/{}\0".repeat(400).getBytes(StandardCharsets.US_ASCII);
    loud.getOutputStream().write(garbage);
    scene.receive(1);
    scene.deliver();
    assertTrue(telegram(loud).contains("913.002"), "input is discarded");
    assertTrue(telegram(quiet).contains("913.002"));
    flood(loud, garbage);
    scene.receive(1);
    scene.deliver();
    assertTrue(telegram(quiet).contains("913.003"));
    Await.until("a slot is free", LIMIT, () -> telegram(connect()).contains("913.003"));
  }

  private static void flood(Socket loud, byte[] garbage) throws IOException {
    try {
      for (int i = 0; i < 2000; i++) {
        loud.getOutputStream().write(garbage);
      }
      throw new AssertionError("whoever sends without end is disconnected");
    } catch (java.net.SocketException e) {
      assertTrue(e.getMessage() != null);
    }
  }

  @Test
  void dropsAClientThatDoesNotReadAndKeepsServingTheOthers() throws Exception {
    scene.receive();
    scene.deliver();
    Socket lazy = new Socket();
    lazy.setReceiveBufferSize(1024);
    lazy.connect(new java.net.InetSocketAddress("127.0.0.1", port));
    lazy.setSoTimeout((int) LIMIT.toMillis());
    sockets.add(lazy);
    Socket eager = connect();
    telegram(eager);
    for (int i = 0; i < 200; i++) {
      scene.receive(1);
      scene.deliver();
      assertTrue(telegram(eager).contains("!"), "telegram " + i);
    }
    int read = 0;
    try {
      while (!telegram(lazy).isEmpty()) {
        read++;
      }
    } catch (IOException e) {
      assertTrue(e.getMessage() != null);
    }
    assertTrue(read < 150, read + " telegrams were kept for it");
  }

  @Test
  void sendsOfABurstItsLastReadingAlone() throws Exception {
    scene.receive(5);
    scene.deliver();
    Socket client = connect();
    telegram(client);
    scene.time.pause(Duration.ofSeconds(10));
    for (int i = 0; i < 4; i++) {
      scene.receive();
      scene.time.pause(Duration.ofMillis(100));
    }
    scene.deliver();
    scene.time.pause(Duration.ofSeconds(3));
    scene.deliver();
    assertTrue(telegram(client).contains("913.009"));
    assertEquals(0, client.getInputStream().available());
  }

  @Test
  void namesEachMistakeInItsSettings() throws Exception {
    assertEquals(List.of(), OutputScene.mistakes(folder, new P1ServerOutputType(), "meter: m"));
    List<String> mistakes =
        OutputScene.mistakes(
            folder,
            new P1ServerOutputType(),
            "metre: m",
            "profile: dsmr4",
            "heat: maybe",
            "channels: [a, a]");
    assertEquals(5, mistakes.size(), mistakes.toString());
  }
}
