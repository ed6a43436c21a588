// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.option.Secret;

/** Reads an output's settings as an output type does. */
class SectionTest {
  @TempDir Path folder;

  @Test
  void readsEachTypeOfValue() throws Exception {
    Section settings =
        settings("url: u", "qos: 2", "every: 15min", "on: true", "to: b", "ca: ca.pem", "p: w");
    assertEquals("u", settings.text("url"));
    assertEquals(Optional.empty(), settings.optionalText("nothing"));
    assertEquals(2, settings.integer("qos", 1, 0, 2));
    assertEquals(1, settings.integer("window", 1, 0, 2));
    Duration day = Duration.ofDays(1);
    assertEquals(Duration.ofMinutes(15), settings.duration("every", day, Duration.ZERO, day));
    assertTrue(settings.flag("on", false));
    assertFalse(settings.flag("off", false));
    assertEquals("b", settings.choice("to", "a", "b"));
    assertEquals("a", settings.choice("from", "a", "b"));
    assertEquals(Optional.of(folder.resolve("ca.pem")), settings.path("ca"));
    assertEquals(Optional.of(new Secret("w")), settings.secret("p"));
    settings.done();
  }

  @Test
  void reportsAllErrorsAtOnceAndUnknownKeysToo() throws Exception {
    Section settings =
        settings(
            "qos: 3", "every: 2d", "on: yes", "to: bb", "ca: [x]", "usrname: me", "p: !env NO");
    settings.text("url");
    settings.integer("qos", 1, 0, 2);
    settings.duration("every", Duration.ofSeconds(90), Duration.ofMillis(500), Duration.ofDays(1));
    settings.flag("on", false);
    settings.choice("to", "aaa", "bbb");
    settings.path("ca");
    settings.optionalText("username");
    settings.secret("p");
    settings.problem("url", "A sentence of the output's own.");
    assertEquals(
        List.of(
            ":3: outputs.home.url: This key is missing.",
            ":3: outputs.home.url: A sentence of the output's own.",
            ":4: outputs.home.qos: This must be a whole number from 0 to 2.",
            ":5: outputs.home.every: This must be from 500ms to 1d.",
            ":6: outputs.home.on: 'yes' is not one of false, true.",
            ":7: outputs.home.to: 'bb' is not one of aaa, bbb. Did you mean 'bbb'?",
            ":8: outputs.home.ca: This must be a single value, but is a list.",
            ":9: outputs.home.usrname: There is no such key here. Did you mean 'username'?",
            ":10: outputs.home.p: The environment variable 'NO' is not set."),
        problems(settings));
  }

  @Test
  void readsSubsectionsAndReportsTheirErrorsWithItsOwn() throws Exception {
    Section settings = settings("tls: { ca: x, cb: y }", "empty:", "flat: 7");
    Section tls = settings.section("tls").orElseThrow();
    assertEquals(List.of("ca", "cb"), tls.keys());
    assertEquals(Optional.of(folder.resolve("x")), tls.path("ca"));
    assertEquals(List.of(), settings.section("empty").orElseThrow().keys());
    assertEquals(Optional.empty(), settings.section("nothing"));
    settings.section("flat");
    assertEquals(
        List.of(
            ":4: outputs.home.tls.cb: There is no such key here. Did you mean 'ca'?",
            ":6: outputs.home.flat: This must be keys with values, but is a single value."),
        problems(tls));
  }

  @Test
  void keepsErrorsOfOneOutputApartFromAnother() throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        """
        meters: { e: { driver: d, link: "tcp:h:1" } }
        outputs: { a: { type: mqtt, wrong: 1 }, b: { type: mqtt } }
        """);
    GatewayConfig config = GatewayConfig.load(file);
    assertThrows(ConfigException.class, () -> config.outputs().get(0).settings().done());
    config.outputs().get(1).settings().done();
  }

  private List<String> problems(Section section) {
    String file = folder.resolve("gateway.yaml").toString();
    return assertThrows(ConfigException.class, section::done).problems().stream()
        .map(problem -> problem.replace(file, ""))
        .toList();
  }

  private Section settings(String... lines) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters: { e: { driver: d, link: \"tcp:h:1\" } }\noutputs:\n  home:\n    "
            + String.join("\n    ", lines)
            + "\n    type: mqtt\n");
    return GatewayReader.read(file, name -> null).outputs().get(0).settings();
  }
}
