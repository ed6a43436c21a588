// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputContext;
import org.metergate.time.VirtualTime;

/** The gateway's device follows the configuration. */
class DiscoveryPublisherTest {
  @TempDir Path folder;
  private final RetainedTopics retained = new RetainedTopics();
  private List<String> outputs = List.of("home");
  private DiscoveryPublisher publisher;

  @BeforeEach
  void wantHomeAssistant() throws Exception {
    MqttSettings settings = MqttScene.homeAssistant(folder);
    OutputContext context =
        new OutputContext(
            "attic",
            meter -> Duration.ofSeconds(10),
            new VirtualTime(Instant.EPOCH),
            ZoneOffset.UTC,
            List::of,
            () -> outputs);
    publisher =
        DiscoveryPublisher.create(new Topics("metergate", "attic"), settings, context, retained)
            .orElseThrow();
  }

  private String announced(String... meters) {
    publisher.gateway(List.of(meters));
    List<Publication> unsent = retained.takeUnsent();
    assertEquals(1, unsent.size());
    assertEquals("homeassistant/device/metergate-attic/bridge/config", unsent.get(0).topic());
    return new String(unsent.get(0).payload(), StandardCharsets.UTF_8);
  }

  @Test
  void announcesAnOutputThatComesAndNoneThatWent() {
    assertTrue(announced("main").contains("\"queued_home\":{"));
    outputs = List.of("home", "files");
    String both = announced("main");
    assertTrue(both.contains("\"queued_home\":{"), both);
    assertTrue(both.contains("\"queued_files\":{"), both);
    outputs = List.of("home");
    assertFalse(announced("main").contains("files"));
  }

  @Test
  void announcesAMeterThatComesAndNoneThatWent() {
    announced("main");
    assertTrue(announced("main", "heat").contains("\"problem_heat\":{"));
    assertFalse(announced("main").contains("heat"));
  }

  @Test
  void sendsNothingWhereNothingHasChanged() {
    announced("main");
    outputs = List.of("home");
    publisher.gateway(List.of("main"));
    assertEquals(List.of(), retained.takeUnsent());
  }
}
