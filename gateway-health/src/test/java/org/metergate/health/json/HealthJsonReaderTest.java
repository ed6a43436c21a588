// SPDX-License-Identifier: Apache-2.0
package org.metergate.health.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.health.ActiveFinding;
import org.metergate.health.AlarmHealth;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.HealthState;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.MeterPace;
import org.metergate.health.OutputHealth;
import org.metergate.health.StageHealth;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;

class HealthJsonReaderTest {
  private static final Instant NOW = Instant.parse("2026-01-07T13:47:20.123Z");

  private static String written() {
    ActiveFinding lost =
        new ActiveFinding(LinkFindings.LINK_LOST.with("port", "\"x\" ø"), NOW, NOW, 2);
    StageHealth port = new StageHealth(Stage.PORT, 1, Optional.of(NOW), 2, Optional.of(lost));
    StageHealth bytes =
        new StageHealth(Stage.BYTES, Long.MAX_VALUE, Optional.empty(), 0, Optional.empty());
    MeterHealth meter =
        new MeterHealth(
            "main",
            List.of(port, bytes),
            List.of(lost),
            List.of(lost),
            Optional.of(NOW),
            NOW,
            Optional.of(MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30))));
    MeterHealth quiet = new MeterHealth("heat", List.of(), List.of(), List.of(), Optional.empty());
    OutputHealth output =
        new OutputHealth(
            "home", "mqtt", 41, 2, Optional.of(NOW), Optional.empty(), Optional.of(lost));
    return HealthJson.of(
        HealthAuthor.write(
            new GatewayHealth(
                "stairs",
                List.of(meter, quiet),
                List.of(output),
                List.of(),
                List.of(new AlarmHealth("phone", "url", 3, Optional.of(NOW), Optional.of(lost)))),
            new MessageCatalogue(List.of()),
            NOW));
  }

  @Test
  void readsAllThatWasWrittenSoThatItIsWrittenAgainAlike() throws Exception {
    HealthDocument document = HealthJsonReader.read(written());
    assertEquals(written(), HealthJson.of(document));
    assertEquals(List.of(true, true, true), needPerson(document));
  }

  private static List<Boolean> needPerson(HealthDocument document) {
    return document.meters().get(0).findings().stream().map(f -> f.needsPerson()).toList();
  }

  @Test
  void readsWhatIsWithheldAndWhatIsARemark() throws Exception {
    String finding =
        "{\"code\":\"a\",\"stage\":\"list\",\"kind\":\"condition\",\"withheld\":WITHHELD,"
            + "\"sentence\":\"S.\",\"next\":null,\"first\":\"2026-01-07T13:47:20Z\","
            + "\"last\":\"2026-01-07T13:47:20Z\",\"count\":1}";
    HealthDocument document =
        HealthJsonReader.read(
            "{\"journal\":{\"findings\":["
                + finding.replace("WITHHELD", "\"energies\"")
                + ","
                + finding.replace("WITHHELD", "null")
                + "]}}");
    assertEquals(
        List.of(Optional.of("energies"), Optional.empty()),
        document.journal().findings().stream().map(f -> f.withheld()).toList());
    assertEquals(
        List.of(true, false),
        document.journal().findings().stream().map(f -> f.needsPerson()).toList());
  }

  @Test
  void skipsWhatAnotherVersionAddedAndDoesWithoutWhatItLeftOut() throws Exception {
    HealthDocument document =
        HealthJsonReader.read(
            "{\"well\":true,\"new\":[1,{\"a\":2.5}],\"state\":\"splendid\",\"meters\":[7,"
                + "{\"meter\":\"heat\",\"lastReading\":\"soon\",\"usualInterval\":1e3,"
                + "\"stages\":[{\"stage\":\"tea\"},{\"stage\":\"port\"}]},{\"state\":\"good\"}]}");
    assertTrue(document.well());
    assertEquals(HealthState.ATTENTION, document.state());
    assertEquals(1, document.meters().size());
    assertEquals("heat", document.meters().get(0).meter());
    assertEquals(Optional.empty(), document.meters().get(0).lastReading());
    assertEquals(1, document.meters().get(0).stages().size());
    assertEquals(List.of(), document.outputs());
  }

  @Test
  void whateverIsDamagedIsReadOrRefusedWithOneKindOfError() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder(written());
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.setCharAt(at, "{}[]\",:0-e\\n\u0000".charAt(random.nextInt(12)));
        } else {
          text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        }
      }
      try {
        HealthJson.of(HealthJsonReader.read(text.toString()));
      } catch (IOException e) {
        // the only one
      }
    }
    assertThrows(IOException.class, () -> HealthJsonReader.read(""));
    assertThrows(IOException.class, () -> HealthJsonReader.read("[]"));
    assertThrows(IOException.class, () -> HealthJsonReader.read("[".repeat(5000)));
  }
}
