// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.MqttSubscriber.Message;

@Tag("pty")
@Tag("broker")
@Timeout(120)
class ReadingsReachSubscriberIT {
  private static final Duration PACE = Duration.ofMillis(100);

  @TempDir Path folder;
  private final EmulatedTelegrams telegrams =
      new EmulatedTelegrams("serial", "12345678", "start-import", "913.25");
  private GatewayRig rig;
  private Path configuration;

  @BeforeEach
  void wire() throws Exception {
    rig = GatewayRig.setUp(folder);
    configuration = rig.file().options(telegrams.driverOptions()).page(0).write();
  }

  @AfterEach
  void unwire() throws Exception {
    if (rig != null) {
      rig.close();
    }
  }

  /** Each is sent when the one before has arrived: on a busy machine two could be a burst. */
  @Test
  void everyReadingReachesTheSubscriberUnderItsTopic() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration)) {
      gateway.awaitPort(rig.cable.gateway());
      for (int i = 0; i < 8; i++) {
        rig.cable.send(telegrams.get(i));
        rig.subscriber.awaitReadings(i + 1);
      }
      List<Published> readings = rig.subscriber.readings();
      for (int i = 0; i < readings.size(); i++) {
        assertEquals("metergate/attic/main/state", readings.get(i).topic());
        assertEquals(i + 1, readings.get(i).seq());
        assertEquals(i, readings.get(i).telegram());
      }
      Published first = readings.get(0);
      assertEquals("913250", first.value("energy_import"));
      assertEquals("12345678", first.value("meter_number"));
      assertEquals("Kamstrup_V0001", first.value("list_id"));
      assertEquals(List.of(), gateway.output("WARNING"));
      gateway.assertNoTracesOrSecrets(telegrams.keys());
    }
  }

  @Test
  void theBytesOfTheLineReachTheSubscriberOnRequest() throws Exception {
    configuration =
        GatewayFile.of(folder, "serial:" + rig.cable.gateway())
            .options(telegrams.driverOptions())
            .broker(rig.broker.port(), "raw: true")
            .write();
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        PtyMeter meter = PtyMeter.on(gateway, rig.cable, telegrams, Duration.ofSeconds(1))) {
      String raw = rig.subscriber.await("main/raw", "7E");
      String first = HexFormat.of().withUpperCase().formatHex(telegrams.get(0));
      assertEquals(first.substring(0, 20), raw.substring(0, 20));
      assertTrue(meter.next() > 0);
    }
  }

  @Test
  void whoComesLateIsToldHowThingsStand() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        PtyMeter meter = PtyMeter.on(gateway, rig.cable, telegrams, PACE)) {
      rig.subscriber.await("main/availability", "online");
      rig.subscriber.awaitReadings(1);
      assertTrue(meter.next() > 0);
      try (ReadingSubscriber late = new ReadingSubscriber(rig.broker.port())) {
        late.await("bridge/status", "online");
        late.await("main/availability", "online");
        late.await(
            "bridge/health", "\"well\":true,\"state\":\"good\",\"verdict\":\"All is well.\"");
        String info = late.await("main/info", "\"identifier\":\"12345678\"");
        assertTrue(info.contains("\"energy_import\":{\"label\":\"Energy import\",\"unit\":\"Wh\""));
        late.awaitReadings(1);
        for (Message heard : late.messages()) {
          assertFalse(
              Published.isReading(heard) && heard.retained(), "a reading is never retained");
        }
      }
      assertTrue(gateway.isAlive());
    }
  }

  @Test
  void thePageShowsWhatTheSubscriberHears() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        PtyMeter meter = PtyMeter.on(gateway, rig.cable, telegrams, PACE)) {
      rig.subscriber.awaitReadings(3);
      meter.off();
      String json = gateway.page("/api/v1/live");
      assertTrue(json.contains("12345678"), json);
      assertTrue(gateway.page("/health").startsWith("200 "));
    }
  }

  @Test
  void endsCleanlyAndRepeatsNothingAfterARestart() throws Exception {
    int sent;
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        PtyMeter meter = PtyMeter.on(gateway, rig.cable, telegrams, PACE)) {
      rig.subscriber.awaitReadings(10);
      meter.off();
      sent = meter.next();
      assertEquals(143, gateway.terminate(), "128 + SIGTERM, as service managers know it");
      assertEquals(List.of(), gateway.output("WARNING"));
      gateway.assertNoTracesOrSecrets(telegrams.keys());
    }
    rig.subscriber.await("bridge/status", "offline");
    int newest = rig.subscriber.readings().size();
    try (JournalCopy journal = JournalCopy.of(GatewayFile.journal(folder))) {
      assertEquals(newest, journal.cursor());
      assertEquals(
          IntStream.range(0, newest).boxed().toList(),
          journal.readings().stream().limit(newest).map(JournalCopy.Row::telegram).toList());
    }
    rig.cable.unplug();
    rig.cable.plugIn();
    try (GatewayProcess again = GatewayProcess.run(configuration);
        PtyMeter meter = PtyMeter.on(rig.cable, telegrams, PACE, sent)) {
      rig.subscriber.awaitReading(reading -> reading.telegram() > sent);
      assertTrue(meter.next() > sent);
      assertEquals(143, again.terminate());
    }
    List<Long> numbers = rig.subscriber.readings().stream().map(Published::seq).toList();
    assertEquals(
        IntStream.rangeClosed(1, numbers.size()).mapToObj(Long::valueOf).toList(),
        numbers,
        "each once, in order");
  }
}
