// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.ServiceFinder;

/** Real sockets on the loopback interface, beside whatever else has the port. */
@Timeout(120)
final class AnnouncerTest {
  private final String ending = "%06X".formatted(new Random().nextInt(1 << 24));

  @TempDir Path folder;

  private Announcer announce() throws Exception {
    Service service =
        new Service(
            "_metergate-" + ending.toLowerCase(Locale.ROOT).substring(2) + "._tcp",
            "p1meter-" + ending,
            8081,
            List.of("api_enabled=1", "path=/api/v1"),
            "ip");
    return new Announcer(
        List.of(service), InetAddress::isLoopbackAddress, InetAddress::isLoopbackAddress);
  }

  private String type() {
    return "_metergate-" + ending.toLowerCase(Locale.ROOT).substring(2) + "._tcp.local.";
  }

  @Test
  @Tag("client")
  void isFoundByAnotherLibraryAndForgottenOnceItIsClosed() throws Exception {
    try (ServiceFinder finder = ServiceFinder.start(folder, "127.0.0.1", type())) {
      try (Announcer announcer = announce()) {
        String found = finder.await("found p1meter-" + ending);
        assertTrue(found.contains("'p1meter-" + ending + ".local.', 8081, ['127.0.0.1'"), found);
        assertTrue(found.contains("['api_enabled=1', 'ip=127.0.0.1', 'path=/api/v1']"), found);
        assertEquals(List.of("p1meter-" + ending), announcer.hostNames());
      }
      finder.await("removed p1meter-" + ending);
    }
  }

  @Test
  void aFloodOfGarbageKeepsNoProcessorBusyAndNobodyOut() throws Exception {
    byte[] garbage = new byte[1400];
    new Random(3).nextBytes(garbage);
    try (Announcer announcer = announce();
        DatagramSocket flooder = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      flooder.setOption(
          StandardSocketOptions.IP_MULTICAST_IF,
          NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1")));
      InetAddress group = InetAddress.getByName("224.0.0.251");
      for (int i = 0; i < 20_000; i++) {
        flooder.send(new DatagramPacket(garbage, garbage.length, group, InterfaceResponder.PORT));
      }
      assertTrue(asked(), "is found after a flood");
      assertEquals(List.of("p1meter-" + ending), announcer.hostNames());
    }
  }

  /** Asks until there is an answer; what was sent while nobody looked is lost. */
  private boolean asked() throws Exception {
    NetworkInterface loopback =
        NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
    try (MulticastSocket socket = new MulticastSocket(InterfaceResponder.PORT)) {
      socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
      InetAddress group = InetAddress.getByName("224.0.0.251");
      socket.joinGroup(new InetSocketAddress(group, 0), loopback);
      socket.setSoTimeout(500);
      byte[] question = Questions.pointers(type());
      for (int attempt = 0; attempt < 20; attempt++) {
        socket.send(new DatagramPacket(question, question.length, group, InterfaceResponder.PORT));
        DatagramPacket answer = new DatagramPacket(new byte[9000], 9000);
        try {
          for (int i = 0; i < 50; i++) {
            socket.receive(answer);
            String text =
                new String(answer.getData(), 0, answer.getLength(), StandardCharsets.ISO_8859_1);
            if (text.contains("api_enabled=1")) {
              return true;
            }
          }
        } catch (SocketTimeoutException e) {
          continue; // ask again
        }
      }
    }
    return false;
  }
}
