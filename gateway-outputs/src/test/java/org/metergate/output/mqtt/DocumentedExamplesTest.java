// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metergate.testing.SampleReadings.decimal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.metergate.journal.StoredReading;
import org.metergate.output.StateJson;
import org.metergate.output.homeassistant.DiscoveryForm;
import org.metergate.output.homeassistant.DiscoveryTopics;
import org.metergate.output.homeassistant.KnownQuantity;
import org.metergate.output.homeassistant.MeterDevice;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.JsonTree;

/** What docs/reference/mqtt.md shows is what is sent. */
class DocumentedExamplesTest {
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);
  private static final MeterRef METER = MeterRef.of("electricity", "37700720");

  private static List<String> examples() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "reference", "mqtt.md"));
    return EXAMPLE.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static Reading reading() {
    return new Reading(
        METER,
        1,
        Origin.LIVE,
        Instant.parse("2026-11-20T12:34:12.077Z"),
        Optional.of(MeterTime.local(LocalDateTime.parse("2026-11-20T13:34:10"))),
        List.of(
            of(Quantities.ENERGY_IMPORT, "19765220", Unit.WH, "1.1.1.8.0.255"),
            of(Quantities.POWER_IMPORT, "124", Unit.W, "1.1.1.7.0.255"),
            of(Quantities.phase(Quantities.VOLTAGE, 1), "231", Unit.V, "1.1.32.7.0.255"),
            of(Quantities.phase(Quantities.CURRENT, 1), "0.14", Unit.A, "1.1.31.7.0.255"),
            of(Quantities.POWER_FACTOR, "0.91", Unit.NONE, "1.1.13.7.0.255"),
            Measurement.of(Quantities.METER_NUMBER, new Value.Text("37700720"), "1.1.0.0.1.255")));
  }

  private static Measurement of(Quantity quantity, String value, Unit unit, String register) {
    return decimal(quantity, new BigDecimal(value), unit, register);
  }

  @Test
  void theReadingIsWrittenAsThePageShowsIt() throws Exception {
    assertEquals(examples().get(0), StateJson.of(new StoredReading(4711, reading())));
  }

  private static Measurement energy() {
    return of(Quantities.ENERGY_IMPORT, "19765.220", Unit.KWH, "1.1.1.8.0.255");
  }

  @Test
  void theLastValuesAreKeptAsThePageShowsThem() throws Exception {
    RetainedTopics retained = new RetainedTopics();
    LastValues values = new LastValues(new Topics("metergate", "my-house"), retained);
    values.learn(of("2026-11-20T12:00:05.031Z", energy()));
    values.learn(of("2026-11-20T12:34:12.077Z", reading().measurements().get(1)));
    values.publish();
    byte[] payload = retained.takeUnsent().get(0).payload();
    assertEquals(examples().get(1), new String(payload, StandardCharsets.UTF_8));
  }

  private static Reading of(String time, Measurement measurement) {
    return new Reading(
        METER, 1, Origin.LIVE, Instant.parse(time), Optional.empty(), List.of(measurement));
  }

  @Test
  void theMeterIsAnnouncedAsThePageShowsIt() throws Exception {
    MeterDevice device =
        new MeterDevice(
            METER,
            "Main meter",
            Nameplate.of("Kamstrup", "OMNIPOWER three-phase").withModelId("6841131BN243101040"),
            "",
            List.of(KnownQuantity.of(energy()), KnownQuantity.of(reading().measurements().get(1))),
            List.of(),
            METER.identifier(),
            "metergate/my-house/electricity/state",
            "",
            List.of(
                "metergate/my-house/bridge/status", "metergate/my-house/electricity/availability"),
            Duration.ofSeconds(60));
    DiscoveryTopics topics = new DiscoveryTopics("homeassistant", "metergate", "my-house");
    String message =
        DiscoveryForm.DEVICES.messages(topics, device).get(topics.topic("electricity"));
    assertEquals(JsonTree.object(examples().get(2)), JsonTree.object(message), message);
  }
}
