// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.MosquittoBroker;

/** Two programs and one cable, with no test code between them, at the pace of a meter. */
@Tag("pty")
@Tag("broker")
@Timeout(180)
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
        // on a busy machine one is late now and then, and with it what lies between two
        List<Published> readings = subscriber.awaitReadings(2);
        while (!isAtPace(readings) && readings.size() < 8) {
          readings = subscriber.awaitReadings(readings.size() + 1);
        }
        assertTrue(
            isAtPace(readings), "late by ms: " + readings.stream().map(RealPaceIT::late).toList());
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

  /** Whether two in succession, ten seconds apart, were read when their last byte had arrived. */
  private static boolean isAtPace(List<Published> readings) {
    return IntStream.range(1, readings.size())
        .anyMatch(
            i -> {
              Instant before = readings.get(i - 1).time();
              long between = Duration.between(before, readings.get(i).time()).toMillis();
              return late(readings.get(i - 1)) < 2000
                  && late(readings.get(i)) < 2000
                  && Math.abs(between - 10_000) < 2000;
            });
  }

  /**
   * Returns how many milliseconds after its last byte it was read: a telegram begins at the meter's
   * time in it.
   */
  private static long late(Published reading) {
    LocalDateTime begin = LocalDateTime.parse(reading.value("meter_time"));
    assertEquals(0, begin.getSecond() % 10);
    Duration took = Duration.between(begin.minusHours(1).toInstant(ZoneOffset.UTC), reading.time());
    long late = took.minus(ON_THE_LINE).toMillis();
    assertTrue(late > -100, "the telegram took " + took);
    return late;
  }
}
