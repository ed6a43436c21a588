// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.captures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.driver.omnipower.OmnipowerFindings;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

@Tag("captures")
class CapturesTest {
  private static final String RADIUS = "dk-kamstrup-enc-push1-radius";

  @TestFactory
  Stream<DynamicTest> decodesEveryCaptureToExactlyTheExpectedValues() throws Exception {
    Captures captures = Captures.orSkip();
    return captures.expected().entrySet().stream()
        .filter(e -> "VERIFIED".equals(object(e.getValue()).get("status")))
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(), () -> requireEqual(captures, e.getKey(), object(e.getValue()))));
  }

  private static void requireEqual(Captures captures, String name, Map<String, Object> expected)
      throws Exception {
    KitSession session = run(captures.frame(name), options(list(expected.get("keys"))));
    List<Object> messages = list(expected.get("messages"));
    assertEquals(messages.size(), session.readings().size(), session.findings().toString());
    for (int i = 0; i < messages.size(); i++) {
      Map<String, Object> message = object(messages.get(i));
      Reading reading = session.readings().get(i);
      if (message.get("time") != null) {
        ExpectedValue.requireTime((String) message.get("time"), reading.meterTime().orElseThrow());
      }
      List<ExpectedValue> values = ExpectedValue.all(list(message.get("values")));
      List<Measurement> measured = reading.measurements();
      assertEquals(values.size(), measured.size(), measured.toString());
      for (int j = 0; j < values.size(); j++) {
        values.get(j).requireEqual(measured.get(j));
      }
    }
    assertEquals(0, session.undecoded().size());
  }

  @Test
  void refusesTheFrameWithADamagedBitAsALineFault() throws Exception {
    KitSession session = refuse("bad-enc-biterror-fcs-wrong");
    assertEquals(1, session.count(OmnipowerFindings.CHECKSUM));
    assertEquals(0, session.count(Stage.FRAMES));
  }

  @Test
  void refusesTheTamperedFrameWithARepairedChecksumByItsTag() throws Exception {
    KitSession session = refuse("bad-enc-tampered-fcs-ok");
    assertEquals(1, session.count(Stage.FRAMES));
    assertEquals(1, session.count(OmnipowerFindings.WRONG_AUTHENTICATION_KEY));
    assertEquals(1, session.undecoded().size());
  }

  @Test
  void saysOfTheFrameWithoutTagThatNothingProvesIt() throws Exception {
    Captures captures = Captures.orSkip();
    KitSession session =
        run(captures.frame("kamstrup-enc-only-sc20"), keys(captures, "kamstrup-enc-only-sc20"));
    assertEquals(1, session.readings().size());
    assertEquals(1, session.count(OmnipowerFindings.NOT_AUTHENTICATED_NO_TAG));
  }

  @Test
  void tellsTheKeysOfTheCaptureApart() throws Exception {
    Captures captures = Captures.orSkip();
    Map<String, String> right = keys(captures, RADIUS);
    String ek = right.get("encryption-key");
    String ak = right.get("authentication-key");
    String other = "0123456789ABCDEF0123456789ABCDEF";
    byte[] frame = captures.frame(RADIUS);
    assertFound(frame, Map.of(), 0, OmnipowerFindings.KEYS_MISSING);
    assertFound(frame, options(List.of(ak, ek)), 1, OmnipowerFindings.KEYS_SWAPPED);
    assertFound(frame, options(List.of(ek, other)), 0, OmnipowerFindings.WRONG_AUTHENTICATION_KEY);
    assertFound(frame, options(List.of(other, ak)), 0, OmnipowerFindings.WRONG_ENCRYPTION_KEY);
    assertFound(frame, Map.of("encryption-key", ek), 1, OmnipowerFindings.NOT_AUTHENTICATED_NO_KEY);
  }

  @Test
  void namesTheMeterByItsSystemTitle() throws Exception {
    Captures captures = Captures.orSkip();
    KitSession session = run(captures.frame(RADIUS), keys(captures, RADIUS));
    assertEquals("27581522", session.readings().get(0).meter().identifier());
    KitSession swedish = run(captures.frame("se-kamstrup-nve1-amshan"), Map.of());
    assertEquals("32659040", swedish.readings().get(0).meter().identifier());
  }

  @TestFactory
  Stream<DynamicTest> recognisesEveryCaptureThatItDecodes() throws Exception {
    Captures captures = Captures.orSkip();
    return captures.expected().entrySet().stream()
        .filter(e -> "VERIFIED".equals(object(e.getValue()).get("status")))
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(), () -> requireRecognised(captures.frame(e.getKey()), e.getValue())));
  }

  private static void requireRecognised(byte[] frame, Object expected) throws Exception {
    List<Object> keys = list(object(expected).get("keys"));
    Match match = recognised(frame).orElseThrow();
    assertEquals(Certainty.CERTAIN, match.certainty());
    assertEquals(keys != null, match.missing().contains("encryption-key"), match.toString());
    List<Reading> readings = run(frame, options(keys)).readings();
    assertEquals(readings.get(0).meter().identifier(), match.identifier());
  }

  @Test
  void recognisesNothingInCapturesOfP1Ports() throws Exception {
    Captures.orSkip()
        .others("p1")
        .forEach((name, bytes) -> assertEquals(Optional.empty(), recognised(bytes), name));
  }

  @Test
  void recognisesNothingInAnswersOfMbusMeters() throws Exception {
    for (Map.Entry<String, byte[]> file : Captures.orSkip().others("mbus").entrySet()) {
      if (file.getKey().endsWith(".hex")) {
        String digits =
            new String(file.getValue(), StandardCharsets.UTF_8).replaceAll("(?m)#.*$", "");
        assertEquals(Optional.empty(), recognised(Hex.parse(digits)), file.getKey());
      }
    }
  }

  private static Optional<Match> recognised(byte[] bytes) {
    OmnipowerDriverProvider provider = new OmnipowerDriverProvider();
    return provider.recognise(provider.trials().get(0), List.of(new Arrival(1, bytes)));
  }

  private static void assertFound(
      byte[] frame, Map<String, String> options, int readings, FindingCode code) throws Exception {
    KitSession session = run(frame, options);
    assertEquals(readings, session.readings().size(), session.findings().toString());
    assertEquals(1, session.count(code), session.findings().toString());
  }

  private static KitSession refuse(String name) throws Exception {
    Captures captures = Captures.orSkip();
    KitSession session = run(captures.frame(name), keys(captures, name));
    assertTrue(session.readings().isEmpty(), session.readings().toString());
    return session;
  }

  private static KitSession run(byte[] frame, Map<String, String> options) throws Exception {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time);
    ScriptedLink link = new ScriptedLink(time).at(Duration.ZERO, frame);
    RecordingPlayer.run(
        RecordingPlayer.driver(new OmnipowerDriverProvider(), options), link, session);
    return session;
  }

  private static Map<String, String> keys(Captures captures, String name) throws Exception {
    return options(list(object(captures.expected().get(name)).get("keys")));
  }

  private static Map<String, String> options(List<?> keys) {
    Map<String, String> options = new HashMap<>();
    if (keys != null) {
      options.put("encryption-key", (String) keys.get(0));
      if (keys.get(1) != null) {
        options.put("authentication-key", (String) keys.get(1));
      }
    }
    return options;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }
}
