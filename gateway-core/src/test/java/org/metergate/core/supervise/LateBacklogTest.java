// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.config.OutputConfig;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputRunner;
import org.metergate.output.mqtt.MqttOutputType;
import org.metergate.spi.reading.Origin;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.MqttSubscriber.Message;

@Tag("broker")
@Timeout(60)
class LateBacklogTest {
  private static final String METER =
      "encryption-key=0102030405060708090A0B0C0D0E0F10"
          + "&authentication-key=1112131415161718191A1B1C1D1E1F20&serial=12345678&counter=";
  private static final Map<String, String> KEYS =
      LateScene.keys("0102030405060708090A0B0C0D0E0F10", "1112131415161718191A1B1C1D1E1F20");

  @TempDir Path folder;

  @Test
  void theHourThatWasReadLateGoesOutAsBacklogInItsOrder() throws Exception {
    try (MosquittoBroker broker = new MosquittoBroker(folder).start();
        LateScene scene = new LateScene(folder);
        MqttSubscriber subscriber = new MqttSubscriber(broker.port());
        OutputRunner runner = runner(scene, broker.port())) {
      deliver(runner); // an output begins where it is when it is new
      scene.run(Map.of(), METER + "1000", Duration.ofHours(1));
      scene.run(KEYS, METER + "2000", Duration.ofSeconds(15));
      deliver(runner);
      List<String> late =
          scene.readings(Origin.LATE).stream()
              .map(reading -> "backlog " + reading.receivedAt().truncatedTo(ChronoUnit.MILLIS))
              .toList();
      assertTrue(late.size() >= 359, () -> late.size() + " readings");
      List<Message> heard = subscriber.next(late.size() + 1, LateBacklogTest::isReading);
      assertEquals(
          late, heard.subList(0, late.size()).stream().map(LateBacklogTest::kindAndTime).toList());
      assertTrue(kindAndTime(heard.get(late.size())).startsWith("state "), "then what is current");
    }
  }

  private static boolean isReading(Message heard) {
    return heard.topic().matches("metergate/attic/electricity/(state|backlog)");
  }

  private static String kindAndTime(Message heard) {
    String kind = heard.topic().substring(heard.topic().lastIndexOf('/') + 1);
    return kind + " " + heard.payload().replaceAll(".*\"time\":\"([^\"]+)\".*", "$1");
  }

  private OutputRunner runner(LateScene scene, int port) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters: { electricity: { driver: d, link: \"tcp:h:1\" } }\n"
            + "outputs: { home: { type: mqtt, url: \"mqtt://127.0.0.1:"
            + port
            + "\" } }\n");
    OutputConfig config = GatewayConfig.load(file).outputs().get(0);
    OutputContext context = new OutputContext("attic", meter -> Duration.ofSeconds(10), scene.time);
    return new OutputRunner(
        new MqttOutputType().create(config, context), scene.journal, scene.time, (n, f, c) -> {});
  }

  private static void deliver(OutputRunner runner) throws InterruptedException {
    Duration wait = runner.step();
    while (wait.isZero()) {
      wait = runner.step();
    }
  }
}
