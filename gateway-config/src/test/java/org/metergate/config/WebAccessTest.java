// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAccessTest {
  private static final String METER = "meters: { a: { driver: d, link: \"tcp:h:1\" } }\n";

  @TempDir private Path folder;

  private GatewayConfig load(String web) throws Exception {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), METER + "web: { " + web + " }\n");
    return GatewayConfig.load(file);
  }

  private WebAccess access(String web) throws Exception {
    return load(web).web().orElseThrow().access();
  }

  @Test
  void whatIsNotWrittenIsStandard() throws Exception {
    assertEquals(WebAccess.STANDARD, access("listen: \"0.0.0.0:8080\""));
  }

  @Test
  void readsWhoReachesThePage() throws Exception {
    WebAccess access =
        access(
            "local: false, names: [Meters.Example.org., pi], proxies: 127.0.0.1, "
                + "ingress: { supervisor: 172.30.32.2, change: true }");
    assertEquals(false, access.local());
    assertEquals(List.of("meters.example.org", "pi"), access.names());
    assertEquals(List.of("127.0.0.1"), access.proxies());
    assertEquals(
        Optional.of(new WebAccess.Ingress(InetAddress.getByName("172.30.32.2"), true)),
        access.ingress());
  }

  @Test
  void readsWhatIsSaidAboutEncryption() throws Exception {
    assertEquals(new WebAccess.Tls.Off(), access("tls: off").tls());
    assertEquals(new WebAccess.Tls.Generate(), access("tls: generate").tls());
    assertEquals(
        new WebAccess.Tls.Files(folder.resolve("a.crt"), Path.of("/b.key")),
        access("tls: { certificate: a.crt, key: /b.key }").tls());
  }

  @Test
  void onlyTheAddressAndTheKindOfEncryptionWaitForARestart() throws Exception {
    GatewayConfig before = load("tls: { certificate: a.crt, key: a.key }");
    GatewayConfig other =
        load(
            "local: false, names: [x], proxies: [\"::1\"], tls: { certificate: b.crt, key: b.key }");
    assertEquals(List.of(), before.waitingForRestart(other));
    assertEquals(List.of("web"), before.waitingForRestart(load("tls: off")));
    assertEquals(List.of("web"), before.waitingForRestart(load("listen: \"127.0.0.1:1\"")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local: maybe|web.local:",
        "names: { a: b }|web.names: This must be a single value, but is a set of keys",
        "names: [[a]]|web.names: This must be a single value, but is a list.",
        "names: [-a]|web.names: '-a' is not the name of a host",
        "tls: [off]|web.tls:",
        "tls: { key: x }|web.tls: This is generate, off, or { certificate: FILE, key: FILE }",
        "tls: { certificate: x, key: y, ca: z }|web.tls.ca:",
        "ingress: { change: true }|web.ingress.supervisor: This key is missing.",
        "ingress: { supervisor: 999.1.1.1 }|web.ingress.supervisor: This must be a numeric",
        "proxy: 127.0.0.1|web.proxy:"
      })
  void namesTheKeyOfEachMistake(String web, String problem) {
    ConfigException e = assertThrows(ConfigException.class, () -> load(web));
    assertEquals(1, e.problems().size(), e.problems()::toString);
    assertTrue(e.problems().get(0).contains(":2: " + problem), e.problems()::toString);
  }
}
