// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.captures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** Messages of real meters that other programs or earlier versions refused or misread. */
@Tag("captures")
class FieldCasesTest {
  @Test
  void readsAnAidonOnASundayThatItCallsWeekdayZero() throws Exception {
    Reading reading = read("aidon-sunday-hourly.hex", List.of("not-authenticated-plain"));
    assertEquals("109552250", value(reading, "energy_import"));
    assertEquals("10955225", reading.measurement("energy_import").orElseThrow().raw().toString());
    assertEquals("4027", value(reading, "power_import"));
    assertEquals("2025-12-14T16:00:00Z", reading.meterTime().orElseThrow().toString());
  }

  @Test
  void readsTheFirstListOfAKaifa() throws Exception {
    Reading reading = read("kaifa-list1.hex", List.of("not-authenticated-plain"));
    assertEquals("4117", value(reading, "power_import"));
    assertEquals(1, reading.measurements().size());
    assertEquals("2022-01-02T14:37:18", reading.meterTime().orElseThrow().toString());
  }

  @Test
  void readsALandisGyrE360ByTheDescriptionOfItsList() throws Exception {
    Reading reading = described("lg-e360-described.hex");
    requireRaws(
        reading,
        Map.of(
            "1.1.1.8.0.255", "21956",
            "1.1.2.8.0.255", "4547",
            "1.0.1.7.0.255", "11",
            "1.0.32.7.0.255", "2357",
            "1.0.31.7.0.255", "6"));
    assertEquals(13, reading.measurements().size());
    assertEquals("", reading.meter().identifier());
  }

  @Test
  void readsALandisGyrE450ByTheDescriptionOfItsListInThreeBlocks() throws Exception {
    Reading reading = described("lg-e450-described.hex");
    requireRaws(
        reading,
        Map.of(
            "1.0.1.7.0.255", "362",
            "1.0.2.7.0.255", "0",
            "1.1.1.8.0.255", "2302502",
            "1.1.2.8.0.255", "1048",
            "1.0.31.7.0.255", "51",
            "1.0.51.7.0.255", "105",
            "1.0.71.7.0.255", "52"));
    assertEquals(12, reading.measurements().size());
    assertEquals("00000000", reading.meter().identifier());
  }

  @Test
  void readsAnEnergomeraWhoseEntriesHaveSixParts() throws Exception {
    Reading reading = read("energomera-described-six.hex", List.of("not-authenticated-plain"));
    Map<String, String> values = new LinkedHashMap<>();
    reading.measurements().forEach(m -> values.put(m.register(), String.valueOf(m.value())));
    assertEquals(
        Map.of(
            "0.0.96.1.0.255", "012415100000010",
            "0.0.42.0.0.255", "EMR0222100000010",
            "0.0.96.5.134.255", "1",
            "0.0.97.98.0.255", "16",
            "0.0.97.98.10.255", "65535"),
        values);
    assertEquals("012415100000010", reading.meter().identifier());
  }

  private static Reading described(String file) throws Exception {
    return read(file, List.of("not-authenticated-plain", "scales-open"));
  }

  private static void requireRaws(Reading reading, Map<String, String> expected) {
    Map<String, String> raws = new LinkedHashMap<>();
    reading.measurements().stream()
        .filter(m -> expected.containsKey(m.register()))
        .peek(m -> assertNull(m.value(), m.register() + " has no scale"))
        .forEach(m -> raws.put(m.register(), m.raw().toString()));
    assertEquals(expected, raws);
  }

  private static String value(Reading reading, String quantity) {
    return reading.measurement(quantity).orElseThrow().value().toString();
  }

  /** Reads the one message of a file with the whole driver. */
  private static Reading read(String file, List<String> findings) throws Exception {
    byte[] frame = Hex.parse(Captures.orSkip().text("field", file).replaceAll("(?m)#.*$", ""));
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time);
    ScriptedLink link = new ScriptedLink(time).at(Duration.ZERO, frame);
    RecordingPlayer.run(
        RecordingPlayer.driver(new OmnipowerDriverProvider(), Map.of()), link, session);
    assertEquals(1, session.readings().size(), session.findings().toString());
    assertEquals(findings, session.findings().stream().map(f -> f.finding().code().id()).toList());
    assertEquals(0, session.undecoded().size());
    return session.readings().get(0);
  }
}
