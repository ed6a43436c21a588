// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.config.Section;

class ListenTest {
  @TempDir Path folder;

  private Listen read(String... lines) throws Exception {
    StringBuilder text =
        new StringBuilder("meters: { m: { driver: d, link: \"tcp:h:1\" } }\noutputs:\n  p1:\n");
    text.append("    type: p1-server\n");
    for (String line : lines) {
      text.append("    ").append(line).append('\n');
    }
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(file, text);
    Section section = GatewayConfig.load(file).outputs().get(0).settings();
    Listen listen = Listen.read(section, 2000);
    section.done();
    return listen;
  }

  private List<String> mistakes(String... lines) throws Exception {
    try {
      read(lines);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(it -> it.substring(it.indexOf("yaml:") + 5)).toList();
    }
  }

  @Test
  void isForThisMachineAloneUnlessMoreIsSaid() throws Exception {
    Listen listen = read();
    assertEquals("127.0.0.1:2000", listen.where());
    assertEquals("this machine", listen.whom());
    assertTrue(listen.isLocal());
    assertTrue(listen.admits(InetAddress.getByName("127.0.0.1")));
    assertTrue(listen.admits(InetAddress.getByName("::1")));
    assertFalse(listen.admits(InetAddress.getByName("192.168.1.9")));
  }

  @Test
  void admitsTheAllowedNetworksAndNobodyElse() throws Exception {
    Listen listen = read("listen: 0.0.0.0:2001", "allow: [192.168.1.0/24, fd00::/8, 10.1.2.3]");
    assertEquals("192.168.1.0/24, fd00:0:0:0:0:0:0:0/8, 10.1.2.3/32", listen.whom());
    for (String in : List.of("192.168.1.255", "fd12::1", "10.1.2.3", "127.0.0.1")) {
      assertTrue(listen.admits(InetAddress.getByName(in)), in);
    }
    for (String out : List.of("192.168.2.1", "10.1.2.4", "8.8.8.8", "fe80::1", "2001:db8::1")) {
      assertFalse(listen.admits(InetAddress.getByName(out)), out);
    }
  }

  @Test
  void takesAnIpv4AddressThatIsWrittenAsIpv6ForWhatItIs() throws Exception {
    Listen listen = read("listen: \"[::]:2001\"", "allow: 192.168.1.0/24");
    assertTrue(listen.admits(mapped(192, 168, 1, 7)));
    assertFalse(listen.admits(mapped(192, 168, 2, 7)));
  }

  private static InetAddress mapped(int... four) throws Exception {
    byte[] bytes = new byte[16];
    bytes[10] = -1;
    bytes[11] = -1;
    for (int i = 0; i < 4; i++) {
      bytes[12 + i] = (byte) four[i];
    }
    return Inet6Address.getByAddress(null, bytes, -1);
  }

  @Test
  void refusesAnAddressThatOthersReachWithoutSayingWhoMayConnect() throws Exception {
    assertEquals(
        List.of(
            "3: outputs.p1.allow: This key is missing: other devices reach 0.0.0.0:2000, and they"
                + " cannot log in. Name the network whose devices may connect, such as allow:"
                + " 192.168.1.0/24."),
        mistakes("listen: 0.0.0.0:2000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "::/0",
        "8.8.8.0/24",
        "10.0.0.0/7",
        "192.168.0.0/15",
        "172.32.0.0/16",
        "2001:db8::/32",
        "0.0.0.0"
      })
  void refusesNetworksOfTheInternet(String range) throws Exception {
    List<String> mistakes = mistakes("listen: 0.0.0.0:2000", "allow: \"" + range + "\"");
    assertEquals(1, mistakes.size(), mistakes.toString());
    assertTrue(mistakes.get(0).contains("is not a private network"), mistakes.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"home.lan", "192.168.1.0/33", "192.168.1.0/24/7", "", "300.1.1.1", "a:b"})
  void refusesWhatIsNoNetwork(String range) throws Exception {
    List<String> mistakes = mistakes("listen: 0.0.0.0:2000", "allow: \"" + range + "\"");
    assertEquals(1, mistakes.size(), mistakes.toString());
    assertTrue(mistakes.get(0).contains("is not a network, such as"), mistakes.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000",
        "meter.lan:2000",
        "127.0.0.1",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "fd00::1:2000",
        "127.0.0.1:99999",
        "[127.0.0.1:2000"
      })
  void refusesWhatIsNoAddressWithAPort(String listen) throws Exception {
    List<String> mistakes = mistakes("listen: \"" + listen + "\"");
    assertEquals(1, mistakes.size(), mistakes.toString());
    assertTrue(mistakes.get(0).contains("is not a numeric address of this machine"), listen);
  }

  @Test
  void saysThatNetworksAreOfNoUseWhereOnlyThisMachineConnects() throws Exception {
    List<String> mistakes = mistakes("allow: 192.168.1.0/24");
    assertEquals(1, mistakes.size(), mistakes.toString());
    assertTrue(mistakes.get(0).contains("has no effect while listen is 127.0.0.1:2000"));
  }
}
