// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.output.mqtt.MqttOutputType;
import org.metergate.time.VirtualTime;

class OutputTypesTest {
  private final OutputTypes types = new OutputTypes(List.of(new MqttOutputType()));

  @TempDir Path folder;

  @Test
  void makesEachOutputByItsType() throws Exception {
    List<Output> outputs =
        create("  home: { type: mqtt, url: mqtt://a }\n  other: { type: mqtt, url: mqtt://b }");
    assertEquals(
        List.of("home", "other"), outputs.stream().map(output -> output.info().name()).toList());
  }

  @Test
  void tellsWhatIsWrongWithAllOutputsAtOnce() {
    String file = folder.resolve("gateway.yaml").toString();
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                create(
                    "  a: { type: mqqt }\n  b: { type: carrier-pigeon }\n  c: { type: mqtt }\n"
                        + "  d: { type: mqtt, url: mqtt://a, user: me }"));
    assertEquals(
        List.of(
            file + ":3: outputs.a.type: There is no output type 'mqqt'. Did you mean 'mqtt'?",
            file + ":4: outputs.b.type: There is no output type 'carrier-pigeon'; there are: mqtt.",
            file + ":5: outputs.c.url: This key is missing."),
        e.problems().subList(0, 3));
    String unknown = e.problems().get(3);
    String head = file + ":6: outputs.d.user: There is no such key here; there are: type, ";
    assertTrue(unknown.startsWith(head), unknown);
    Set<String> known = Set.of(unknown.substring(head.length(), unknown.length() - 1).split(", "));
    assertTrue(known.containsAll(Set.of("url", "username", "home-assistant", "units")), unknown);
    assertEquals(4, e.problems().size());
  }

  private List<Output> create(String outputs) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file, "meters: { e: { driver: d, link: \"tcp:h:1\" } }\noutputs:\n" + outputs + "\n");
    return types.create(
        GatewayConfig.load(file).outputs(),
        new OutputContext(
            "attic", meter -> Duration.ofSeconds(10), new VirtualTime(Instant.EPOCH)));
  }
}
