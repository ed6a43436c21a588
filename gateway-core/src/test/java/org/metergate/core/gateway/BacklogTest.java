// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.plugin.PluginDirectory;
import org.metergate.core.plugin.Plugins;
import org.metergate.core.system.EmulatedTelegrams;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.StageHealth;
import org.metergate.kit.ClockHost;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.Host;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;

/** Everything that waited while the gateway was stopped comes at once, and is read at once. */
@Timeout(120)
class BacklogTest {
  private static final int TELEGRAMS = 900;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final ConcurrentLinkedQueue<Reading> readings = new ConcurrentLinkedQueue<>();
  private final CountDownLatch listening = new CountDownLatch(1);
  private final Host host = new ClockHost(new SystemTime());
  private final EmulatedTelegrams telegrams = new EmulatedTelegrams();

  /** A quarter of an hour of a meter that sends once a second, behind a sender with a queue. */
  @Test
  void aQueueOf900TelegramsIsReadOnceInOrderAndOnlyItsLastIsPresent() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread sender = new Thread(() -> serve(server), "sender");
      sender.setDaemon(true);
      sender.start();
      Path file = configure("tcp:127.0.0.1:" + server.getLocalPort(), receiver.getLocalPort());
      try (PluginDirectory plugins = new PluginDirectory(getClass().getClassLoader(), List.of());
          Gateway gateway = start(file, plugins)) {
        // they are received while they come: the socket's buffer has no room for all of them
        int datagrams = untilTheLast(receiver);
        Await.until("all are read", LIMIT, () -> readings.size() >= TELEGRAMS);
        // on a busy machine pauses between telegrams look like those of a meter, but not most
        assertTrue(datagrams <= TELEGRAMS / 2, datagrams + " were sent as present");
        assertNothingIsWrongWith(gateway.health().meters().get(0));
      }
    }
    assertAreDistinctAndInOrder();
  }

  @Test
  void aRecordingAtFullSpeedIsPlayedOnce() throws Exception {
    StringBuilder recording = new StringBuilder("# metergate-recording 1\n");
    for (int i = 0; i < TELEGRAMS; i++) {
      recording.append(i).append(" < ").append(HexFormat.of().formatHex(telegrams.get(i)));
      recording.append('\n');
    }
    Path played = Files.writeString(folder.resolve("queue.rec"), recording);
    try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Path file = configure("replay:" + played + "?speed=max", receiver.getLocalPort());
      try (PluginDirectory plugins = new PluginDirectory(getClass().getClassLoader(), List.of());
          Gateway gateway = start(file, plugins)) {
        Await.until(
            "the recording ends",
            LIMIT,
            () -> gateway.health().meters().get(0).toString().contains("end-of-input"));
        assertEquals(TELEGRAMS, stored(gateway));
      }
    }
  }

  private static long stored(Gateway gateway) {
    return gateway.health().meters().get(0).stages().stream()
        .filter(stage -> stage.stage() == Stage.STORED)
        .mapToLong(StageHealth::passed)
        .sum();
  }

  private void serve(ServerSocket server) {
    try (Socket gateway = server.accept()) {
      listening.await();
      for (int i = 0; i < TELEGRAMS; i++) {
        gateway.getOutputStream().write(telegrams.get(i));
      }
      gateway.getInputStream().read(); // until the gateway closes it
    } catch (IOException | InterruptedException e) {
      return; // the gateway has ended
    }
  }

  private Path configure(String link, int port) throws IOException {
    String options =
        telegrams.driverOptions().entrySet().stream()
            .map(option -> option.getKey() + ": \"" + option.getValue() + "\"")
            .collect(Collectors.joining(", "));
    return Files.writeString(
        folder.resolve("gateway.yaml"),
        """
        meters:
          el: { driver: omnipower-dlms, link: "%s", options: { %s } }
        outputs:
          lan: { type: udp, to: "127.0.0.1:%d" }
        journal: { path: journal.db }
        """
            .formatted(link, options, port));
  }

  private Gateway start(Path file, PluginDirectory directory) throws Exception {
    Plugins plugins = directory.read();
    MessageCatalogue messages = Messages.of(plugins);
    GatewayPlan plan = GatewayPlan.of(GatewayConfig.load(file), plugins, host);
    Gateway gateway = Gateway.start(plan, messages, host);
    gateway.listen(stored -> readings.add(stored.reading()));
    listening.countDown();
    return gateway;
  }

  /** Returns how many datagrams come up to that of the last telegram. */
  private static int untilTheLast(DatagramSocket receiver) throws IOException {
    receiver.setSoTimeout((int) LIMIT.toMillis());
    int datagrams = 1;
    while (!said(receiver).contains("\"seq\":" + TELEGRAMS + ",")) {
      datagrams++;
    }
    return datagrams;
  }

  private static String said(DatagramSocket receiver) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[8000], 8000);
    receiver.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private static void assertNothingIsWrongWith(MeterHealth meter) {
    assertTrue(!meter.toString().contains("driver-"), meter::toString);
  }

  private void assertAreDistinctAndInOrder() {
    List<Reading> all = List.copyOf(readings);
    assertEquals(
        IntStream.rangeClosed(1, TELEGRAMS).mapToObj(i -> (long) i).toList(),
        all.stream().map(Reading::telegram).toList());
    List<Instant> times = all.stream().map(Reading::receivedAt).toList();
    assertEquals(times.stream().distinct().sorted().toList(), times);
    assertEquals(TELEGRAMS, all.stream().map(Reading::meterTime).distinct().count());
  }
}
