// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.Output;
import org.metergate.output.OutputScene;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.AnsweringServer.Request;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

/** Addresses and logins as the documentation of the four servers has them. */
class InfluxSettingsTest {
  @TempDir Path folder;

  @Test
  void asksEachKindOfServerInItsOwnWay() throws Exception {
    Request one =
        asked("server: influxdb-1", "database: my db", "username: me", "password: pass:word");
    assertEquals("/write?precision=ms&db=my+db", one.address());
    assertEquals("Basic bWU6cGFzczp3b3Jk", one.header("Authorization"));
    Request two = asked("server: influxdb-2", "org: home", "bucket: a/b", "token: secret");
    assertEquals("/api/v2/write?precision=ms&org=home&bucket=a%2Fb", two.address());
    assertEquals("Token secret", two.header("Authorization"));
    Request three = asked("server: influxdb-3", "database: home", "token: secret");
    assertEquals("/api/v3/write_lp?precision=millisecond&db=home", three.address());
    assertEquals("Bearer secret", three.header("Authorization"));
    Request victoria = asked("server: victoria-metrics");
    assertEquals("/write?precision=ms", victoria.address());
    assertEquals("", victoria.header("Authorization"));
    assertEquals("gzip", victoria.header("Content-encoding"));
  }

  private Request asked(String... settings) throws Exception {
    try (AnsweringServer server = new AnsweringServer()) {
      String[] all = new String[settings.length + 1];
      System.arraycopy(settings, 0, all, 1, settings.length);
      all[0] = "url: " + server.url();
      VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T12:00:00Z"));
      try (Output output = OutputScene.output(folder, new InfluxOutputType(), time, all)) {
        output.deliver(
            List.of(
                new org.metergate.journal.StoredReading(1, SampleReadings.live(1, time.now()))));
      }
      return server.requests().get(0);
    }
  }

  @Test
  void keepsThePathOfAProxy() throws Exception {
    try (AnsweringServer server = new AnsweringServer();
        OutputScene scene =
            new OutputScene(
                folder,
                new InfluxOutputType(),
                Instant.parse("2026-11-20T12:00:00Z"),
                "url: " + server.url() + "/victoria/",
                "server: victoria-metrics")) {
      scene.receive();
      scene.deliver();
      assertEquals("/victoria/write?precision=ms", server.requests().get(0).address());
    }
  }

  @Test
  void namesEachMistake() throws Exception {
    assertMistakes(
        List.of(
            "6: outputs.home.server: There is no server 'influxdb'; did you mean 'influxdb-1'?"),
        "url: http://h:8086",
        "server: influxdb",
        "org: o",
        "bucket: b");
    assertMistakes(
        List.of(
            "3: outputs.home.database: This key is missing.",
            "5: outputs.home.url: This is not the address of a server, such as"
                + " http://server:8086.",
            "7: outputs.home.password: username and password belong together; the other one is"
                + " missing."),
        "url: ftp://h:8086",
        "server: influxdb-1",
        "password: secret");
    assertMistakes(
        List.of(
            "5: outputs.home.url: User name and password do not belong here; they have keys"
                + " of their own."),
        "url: http://me:secret@h:8086",
        "server: victoria-metrics");
    assertMistakes(
        List.of(
            "7: outputs.home.ca: This is only of use with an address that begins with https://.",
            "8: outputs.home.measurement: This must be letters, digits, _, . and -."),
        "url: http://h",
        "server: victoria-metrics",
        "ca: x.pem",
        "measurement: \"a b\"");
  }

  private void assertMistakes(List<String> expected, String... settings) throws Exception {
    assertEquals(expected, OutputScene.mistakes(folder, new InfluxOutputType(), settings));
  }
}
