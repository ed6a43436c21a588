// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.NodePackages;
import org.metergate.testing.PrivateNetwork;
import org.metergate.testing.ServiceFinder;

/**
 * The whole program on a host of its own that serves a meter to its network, and this machine as a
 * neighbour: one whom the configuration admits at two of the ports, and not at the other two.
 */
@Tag("netns")
@Tag("client")
@Timeout(240)
class ServedNetworkIT {
  private static final String ASK = "GET /api HTTP/1.1\r\nHost: %s\r\n\r\n";
  private static final Pattern SERIAL = Pattern.compile("\"serial\":\"([0-9a-f]{12})\"");

  private static final String FIND =
      """
      import { HomeWizardEnergyDiscovery } from 'homewizard-energy-api';
      const discovery = new HomeWizardEnergyDiscovery();
      discovery.start();
      discovery.on('response', found => {
        console.log(JSON.stringify(found));
        process.exit(0);
      });
      setTimeout(() => process.exit(1), 20000);
      """;

  @TempDir static Path folder;
  private static PrivateNetwork network;
  private static GatewayProcess gateway;

  @BeforeAll
  static void setUp() throws Exception {
    network = PrivateNetwork.lay();
    String near = network.here().replaceFirst("\\.1$", ".0/24");
    gateway =
        GatewayProcess.runThrough(
            network.runInside(),
            FourMeters.only(folder)
                .meter("p1", "driver: p1-dtr, link: \"emulator:p1\"")
                .with(
                    "outputs:",
                    output("near", "local-api", 8081, near, ", announce: [p1, ecotracker]"),
                    output("far", "local-api", 8082, "192.168.55.0/24", ", announce: yes"),
                    output("near-port", "p1-server", 2000, near, ""),
                    output("far-port", "p1-server", 2001, "192.168.55.0/24", ""))
                .write());
    Await.until(
        "the meter is served",
        Duration.ofSeconds(60),
        () -> get(8081, "/api/v1/data").contains("active_power_w"));
  }

  private static String output(String name, String type, int port, String allow, String more) {
    return "  %s: { type: %s, meter: p1, listen: \"0.0.0.0:%d\", allow: \"%s\"%s }"
        .formatted(name, type, port, allow, more);
  }

  @AfterAll
  static void tearDown() {
    if (gateway != null) {
      gateway.close();
    }
    if (network != null) {
      network.close();
    }
  }

  /** Returns everything that comes until the port closes, or a whole telegram. */
  private static String talk(int port, String request) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(network.inside(), port), 20_000);
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      for (int one = socket.getInputStream().read(); one >= 0; ) {
        text.append((char) one);
        if (request.isEmpty() && text.indexOf("!") >= 0) {
          break; // a whole telegram
        }
        one = socket.getInputStream().read();
      }
    } catch (SocketException e) {
      return text.toString(); // refused or reset: what came before counts
    }
    return text.toString();
  }

  private static String get(int port, String path) throws IOException {
    return talk(port, ASK.formatted(network.inside() + ":" + port).replace("/api", path));
  }

  @Test
  void aNeighbourThatIsAllowedIsServed() throws Exception {
    assertTrue(get(8081, "/api").startsWith("HTTP/1.1 200 OK\r\n"));
    assertTrue(get(8081, "/api/v1/telegram").contains("1-0:1.7.0("));
    assertTrue(get(8081, "/v1/json").contains("\"power\":"));
    assertTrue(talk(2000, "").contains("1-0:1.7.0("));
  }

  @Test
  void aNeighbourOutsideTheAllowedNetworksGetsNoByte() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertEquals("", get(8082, "/api"));
      assertEquals("", get(8082, "/api/v1/data"));
      assertEquals("", talk(2001, ""));
    }
  }

  @Test
  void aNeighbourFindsWhatIsAllowedAndNothingElse() throws Exception {
    String serial = serial();
    try (ServiceFinder finder =
        ServiceFinder.start(
            folder, network.here(), "_hwenergy._tcp.local.", "_everhome._tcp.local.")) {
      String end = serial.substring(6).toUpperCase(Locale.ROOT);
      finder.await("found p1meter-" + end);
      String said = finder.await("found ecotracker-");
      assertTrue(said.contains("8081, ['" + network.inside() + "']"), said);
      assertTrue(said.contains("'ip=" + network.inside() + "'"), said);
      assertTrue(said.contains("'product_type=HWE-P1', 'serial=" + serial + "'"), said);
      assertFalse(said.contains("8082"), said);
      assertFalse(said.contains("127.0.0.1"), said);
      gateway.awaitLine("first reading");
    }
  }

  private static String serial() throws IOException {
    Matcher serial = SERIAL.matcher(get(8081, "/api"));
    assertTrue(serial.find());
    return serial.group(1);
  }

  @Test
  void aClientOfOthersFindsIt() throws Exception {
    NodePackages node = NodePackages.install("homewizard-energy-api", "1.5.0");
    // its questions leave where the default route leads
    List<String> route = new ArrayList<>(network.runInside());
    route.addAll(List.of("ip", "route", "replace", "default", "via", network.here()));
    assertEquals(0, new ProcessBuilder(route).start().waitFor());
    String said = node.scriptThrough(network.runInside(), FIND);
    assertTrue(said.contains("\"ip\":\"" + network.inside() + "\""), said);
    assertTrue(said.contains("\"serial\":\"" + serial() + "\""), said);
    assertTrue(said.contains("\"path\":\"/api/v1\""), said);
  }
}
