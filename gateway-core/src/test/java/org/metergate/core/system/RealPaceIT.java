// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.MosquittoBroker;

/** Two programs and one cable, with no test code between them, at the pace of a meter. */
@Tag("pty")
@Tag("broker")
@Timeout(120)
class RealPaceIT {
  /** 491 bytes of ten bits at 2400 baud. */
  private static final Duration ON_THE_LINE = Duration.ofMillis(2045);

  @TempDir Path folder;

  @Test
  void theEmulatedMeterIsReadAt2400BaudByTheConfigurationThatItPrints() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/socat")),
        "socat is not installed (package socat), so there are no pseudo-terminals to test with");
    Path cable = folder.resolve("cable");
    try (MosquittoBroker broker = new MosquittoBroker(folder).start();
        ReadingSubscriber subscriber = new ReadingSubscriber(broker.port());
        GatewayProcess meter =
            GatewayProcess.start("emulate", "omnipower", "--pty", cable.toString())) {
      meter.awaitLine("authentication-key:");
      try (GatewayProcess gateway = GatewayProcess.run(configuration(meter, broker.port()))) {
        List<Published> readings = subscriber.awaitReadings(2);
        assertPace(readings.get(0));
        assertPace(readings.get(1));
        Duration between = Duration.between(readings.get(0).time(), readings.get(1).time());
        assertTrue(Math.abs(between.toMillis() - 10_000) < 2000, "ten seconds are " + between);
        assertEquals(143, gateway.terminate());
        assertEquals(List.of(), gateway.output("WARNING"));
      }
      assertEquals(143, meter.terminate());
    }
    assertTrue(Files.notExists(cable), "the meter has removed its cable");
  }

  /** Writes the configuration that the meter printed, and the output for the readings. */
  private Path configuration(GatewayProcess meter, int broker) throws Exception {
    String text =
        String.join("\n", meter.output())
            + "\ngateway: { name: attic }\njournal: { path: journal.db }\n"
            + ("outputs: { home: { type: mqtt, url: \"mqtt://127.0.0.1:" + broker + "\" } }\n");
    return Files.writeString(folder.resolve("gateway.yaml"), text);
  }

  /** A telegram begins at the meter's time in it, and is read when its last byte has arrived. */
  private static void assertPace(Published reading) {
    LocalDateTime begin = LocalDateTime.parse(reading.value("meter_time"));
    assertEquals(0, begin.getSecond() % 10);
    Duration took = Duration.between(begin.minusHours(1).toInstant(ZoneOffset.UTC), reading.time());
    long late = took.minus(ON_THE_LINE).toMillis();
    assertTrue(late > -100 && late < 2000, "the telegram took " + took);
  }
}
