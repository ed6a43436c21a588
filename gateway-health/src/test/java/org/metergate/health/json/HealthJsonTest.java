// SPDX-License-Identifier: Apache-2.0
package org.metergate.health.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.health.ActiveFinding;
import org.metergate.health.AlarmHealth;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.MeterPace;
import org.metergate.health.OutputHealth;
import org.metergate.health.StageHealth;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;

class HealthJsonTest {
  private static final Instant NOW = Instant.parse("2026-01-07T13:47:20Z");

  @Test
  void writesEveryFieldEveryTimeAndNullWhereThereIsNothing() {
    ActiveFinding lost =
        new ActiveFinding(
            LinkFindings.LINK_LOST.with("port", "x"), NOW, NOW.plusNanos(5_000_999), 2);
    StageHealth port = new StageHealth(Stage.PORT, 1, Optional.of(NOW), 2, Optional.of(lost));
    MeterHealth meter =
        new MeterHealth(
            "main",
            List.of(port),
            List.of(),
            List.of(lost),
            Optional.of(NOW),
            NOW,
            Optional.of(MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30))));
    MeterHealth quiet = new MeterHealth("heat", List.of(), List.of(), List.of(), Optional.empty());
    OutputHealth output =
        new OutputHealth(
            "home", "mqtt", 41, 2, Optional.of(NOW), Optional.empty(), Optional.empty());
    String finding =
        "{\"code\":\"link-lost\",\"stage\":\"port\",\"kind\":\"fault\",\"withheld\":null,"
            + "\"sentence\":\"link-lost {port=x}\",\"next\":null,"
            + "\"first\":\"2026-01-07T13:47:20Z\",\"last\":\"2026-01-07T13:47:20.005Z\","
            + "\"count\":2}";
    assertEquals(
        "{\"gateway\":\"stairs\",\"time\":\"2026-01-07T13:47:20Z\",\"well\":false,\"state\":\"broken\",\"verdict\":\"main:"
            + " link-lost {port=x}\","
            + "\"next\":null,\"journal\":{\"state\":\"good\",\"well\":true,\"sentence\":\"The"
            + " journal is in order.\",\"next\":null,\"findings\":[]},"
            + "\"meters\":[{\"meter\":\"main\",\"state\":\"broken\",\"well\":false,\"sentence\":\"link-lost"
            + " {port=x}\",\"next\":null,"
            + "\"lastReading\":\"2026-01-07T13:47:20Z\",\"usualInterval\":10,"
            + "\"stages\":[{\"stage\":\"port\",\"state\":\"broken\",\"passed\":1,"
            + "\"lastPassed\":\"2026-01-07T13:47:20Z\",\"faults\":2}],\"findings\":["
            + finding
            + ","
            + finding
            + "]},"
            + "{\"meter\":\"heat\",\"state\":\"waiting\",\"well\":true,"
            + "\"sentence\":\"Waiting for the first reading.\",\"next\":null,"
            + "\"lastReading\":null,\"usualInterval\":null,\"stages\":[],\"findings\":[]}],"
            + "\"outputs\":[{\"output\":\"home\",\"type\":\"mqtt\",\"state\":\"waiting\","
            + "\"well\":true,\"sentence\":\"Nothing has been delivered yet.\",\"next\":null,"
            + "\"delivered\":41,\"queued\":2,\"oldestWaiting\":\"2026-01-07T13:47:20Z\","
            + "\"lastDelivery\":null,\"lastError\":null,\"lastErrorAt\":null,\"findings\":[]}],"
            + "\"alarms\":[{\"alarm\":\"phone\",\"type\":\"url\",\"state\":\"good\","
            + "\"well\":true,\"sentence\":\"Ready.\",\"next\":null,\"waiting\":0,"
            + "\"lastSent\":null,\"findings\":[]}]}",
        HealthJson.of(
            HealthAuthor.write(
                new GatewayHealth(
                    "stairs",
                    List.of(meter, quiet),
                    List.of(output),
                    List.of(),
                    List.of(
                        new AlarmHealth("phone", "url", 0, Optional.empty(), Optional.empty()))),
                new MessageCatalogue(List.of()),
                NOW.plusNanos(999))));
  }
}
