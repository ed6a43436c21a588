// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.CauseMessages;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkUri;

class VerdictTextTest {
  private static final LinkUri LINK = LinkUri.parse("serial:/dev/ttyUSB0?request=dtr");

  private static Recognised meter(
      int baud, boolean oneSpeed, Map<String, String> options, String... missing) {
    return new Recognised(
        "omnipower-dlms",
        "OMNIPOWER",
        new Match(Certainty.CERTAIN, "123", options, List.of(missing)),
        LineSettings.eightNone(baud),
        LineSettings.eightNone(2400),
        oneSpeed,
        true,
        false);
  }

  @Test
  void missingKeysAreNamedWithTheFilesThatKeysWrites() {
    List<String> lines =
        new ConfigurationText()
            .add(LINK, meter(2400, true, Map.of(), "encryption-key", "authentication-key"))
            .lines();
    assertEquals("  omnipower:", lines.get(1));
    assertEquals("    link: \"serial:/dev/ttyUSB0?request=dtr\"", lines.get(3));
    assertTrue(lines.get(5).startsWith("      encryption-key: !file keys/gpk60 #"), lines.get(5));
    assertTrue(lines.get(6).startsWith("      authentication-key: !file keys/gpk61"));
  }

  @Test
  void anUnusualSpeedIsNamedInTheLink() {
    List<String> lines = new ConfigurationText().add(LINK, meter(9600, true, Map.of())).lines();
    assertTrue(lines.get(3).contains("?request=dtr&baud=9600\""), lines.get(3));
  }

  @Test
  void twoMetersOfOneDriverHaveDifferentNames() {
    ConfigurationText text = new ConfigurationText();
    text.add(LINK, meter(2400, true, Map.of())).add(LINK, meter(2400, true, Map.of()));
    assertTrue(text.lines().contains("  omnipower:"));
    assertTrue(text.lines().contains("  omnipower-2:"));
  }

  /** What a dropped-in driver suggests is data: it neither ends the scalar nor begins a line. */
  @Test
  void whatADriverSuggestsStaysOneValue() {
    Map<String, String> options = Map.of("model", "a\"\nweb: { listen: 0.0.0.0 }\\");
    List<String> lines = new ConfigurationText().add(LINK, meter(2400, true, options)).lines();
    assertEquals("      model: \"a\\\"web: { listen: 0.0.0.0 }\\\\\"", lines.get(lines.size() - 1));
  }

  @Test
  void linesNameTheMultimeterAndEachPossibleCauseOfSilence() {
    Verdict silence =
        new Verdict(
            Cause.SILENCE,
            Sureness.SURE,
            Map.of(),
            Map.of("seconds", "45"),
            Optional.empty(),
            Decision.SILENT);
    List<String> lines =
        new VerdictLines(new CauseMessages(), Optional.empty()).of(LINK.toString(), silence);
    String text = String.join("\n", lines);
    assertTrue(text.startsWith(LINK + ": sure\n  Nothing arrives."), text);
    assertTrue(text.contains("  listened for 45 s"), text);
    assertTrue(text.contains("  1. The meter's port is switched off"), text);
    assertTrue(text.contains("  7. Two wires"), text);
    assertTrue(text.contains("steady for 35 s"), text);
    assertFalse(text.contains("{link}"), text);
  }

  @Test
  void jsonHasCauseEvidenceMeterAndConfiguration() {
    Recognised meter = meter(2400, true, Map.of("list", "nve"), "encryption-key");
    Verdict verdict =
        new Verdict(
            Cause.METER_WITHOUT_KEYS,
            Sureness.SURE,
            Map.of("title", "OMNI\u001bPOWER", "identifier", "123"),
            Map.of("bytes", "500"),
            Optional.of(meter),
            List.of());
    String json =
        new VerdictJson(new CauseMessages())
            .of(LINK.toString(), verdict, "2026-01-01T00:00:00Z", List.of("meters:"));
    assertFalse(json.contains("\n") || json.contains("\u001b"), json);
    assertTrue(json.contains("\"cause\":\"meter-without-keys\""), json);
    assertTrue(json.contains("\"certainty\":\"sure\""), json);
    assertTrue(json.contains("\"bytes\":500"), json);
    assertTrue(json.contains("\"driver\":\"omnipower-dlms\""), json);
    assertTrue(json.contains("\"missing\":[\"encryption-key\"]"), json);
    assertTrue(json.contains("\"configuration\":\"meters:\\n\""), json);
  }
}
