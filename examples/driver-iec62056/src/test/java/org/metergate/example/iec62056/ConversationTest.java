// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.example.iec62056.emulator.Iec62056EmulatorProvider;
import org.metergate.kit.EmulatedLine;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** The driver and the emulated meter, at true speed on virtual time. */
class ConversationTest {
  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final KitSession session = new KitSession(time);

  private static ByteDriver driver(Map<String, String> options) throws OptionException {
    return (ByteDriver) RecordingPlayer.driver(new Iec62056DriverProvider(), options);
  }

  private void read(Map<String, String> meter, Map<String, String> options, Duration life)
      throws OptionException {
    Iec62056EmulatorProvider emulator = new Iec62056EmulatorProvider();
    ByteDriver driver = driver(options);
    EmulatedLine line =
        new EmulatedLine(
            time,
            driver.settings(),
            List.of(emulator.create(Options.of(emulator.info().options(), meter), time)),
            life);
    assertThrows(LinkLostException.class, () -> driver.session(line, session));
  }

  @Test
  void signsOnChangesTheSpeedAndReadsTheBlock() throws OptionException {
    read(Map.of(), Map.of("interval", "10s"), Duration.ofSeconds(60));
    assertEquals(List.of(), session.findings());
    assertEquals(6, session.readings().size());
    Reading first = session.readings().get(0);
    assertEquals("12345678", first.meter().identifier());
    assertEquals("913.000", first.measurement("energy_import").orElseThrow().value().toString());
    assertEquals("3.210", first.measurement("maximum_demand_import").orElseThrow().value() + "");
    Reading last = session.readings().get(5);
    assertEquals("913.017", last.measurement("energy_import").orElseThrow().value().toString());
  }

  @Test
  void staysAtTheSlowSpeedWhereTheHeadCannotChangeIt() throws OptionException {
    read(Map.of(), Map.of("interval", "30s", "most-baud", "300"), Duration.ofSeconds(60));
    assertEquals(List.of(), session.findings());
    assertEquals(2, session.readings().size());
  }

  @Test
  void listensToAMeterThatSendsByItself() throws OptionException {
    read(Map.of("mode", "d"), Map.of("mode", "d"), Duration.ofSeconds(60));
    assertEquals(6, session.readings().size());
    assertEquals(6, session.count(Iec62056Findings.NOT_CHECKED));
  }

  @Test
  void reportsTheMetersOwnErrorWithEachReadout() throws OptionException {
    read(Map.of("error", "00000040"), Map.of("interval", "10s"), Duration.ofSeconds(30));
    assertEquals(3, session.count(Iec62056Findings.METER_ERROR));
    assertEquals("00000040", session.findings().get(0).finding().parameters().get("code"));
  }

  @Test
  void reportsNoAnswerWhenTheAddressIsWrong() throws OptionException {
    read(Map.of("address", "1"), Map.of("address", "2"), Duration.ofSeconds(30));
    assertEquals(List.of(), session.readings());
    assertEquals(2, session.count(Iec62056Findings.NO_ANSWER), "two tries in one interval");
  }

  @Test
  void ignoresTheEchoOfAnOpticalHeadAndReadsAMeterOfModeA() throws OptionException {
    String who = "/KAM MULTICAL\r\n";
    byte[] block = MessageFramerTest.block("0.0(06789012)6.8(0117.62*GJ)!\r\n");
    ScriptedLink link =
        new ScriptedLink(time)
            .answering(
                Duration.ofMillis(1800), sent -> TransmissionErrors.join(sent, ascii(who), block));
    Map<String, String> options = new LinkedHashMap<>();
    options.put("line", "300 7E2");
    ByteDriver driver = driver(options);
    assertThrows(LinkLostException.class, () -> driver.session(link, session));
    assertEquals(1, session.readings().size(), session.findings().toString());
    assertEquals("06789012", session.readings().get(0).meter().identifier());
    assertTrue(link.settings().stream().allMatch(s -> s.toString().equals("300 7E2")));
  }

  @Test
  void aDamagedBlockIsNoReading() throws OptionException {
    byte[] block = MessageFramerTest.block("1.8.0(000913.000*kWh)\r\n!\r\n");
    block[10] ^= 1;
    ScriptedLink link =
        new ScriptedLink(time)
            .answering(
                Duration.ofMillis(300),
                sent -> TransmissionErrors.join(ascii("/ABC@OLD\r\n"), block));
    ByteDriver driver = driver(Map.of());
    assertThrows(LinkLostException.class, () -> driver.session(link, session));
    assertEquals(List.of(), session.readings());
    assertEquals(2, session.count(Iec62056Findings.DAMAGED));
  }

  @Test
  void namesTheMeterThatAnswersButSendsNoReadout() throws OptionException {
    byte[] block = MessageFramerTest.block("1.8.0(000913.000*kWh)\r\n!\r\n");
    byte[] cut = Arrays.copyOf(block, 20);
    ScriptedLink link =
        new ScriptedLink(time)
            .answering(
                Duration.ofMillis(300),
                sent -> TransmissionErrors.join(ascii("/ABC@OLD\r\n"), cut));
    ByteDriver driver = driver(Map.of());
    assertThrows(LinkLostException.class, () -> driver.session(link, session));
    assertEquals(List.of(), session.readings());
    assertEquals(
        List.of(
            Iec62056Findings.DAMAGED.with("damage", Damage.TRUNCATED),
            Iec62056Findings.NO_READOUT.with("identification", "/ABC@OLD")),
        session.findings().stream().map(KitSession.Found::finding).limit(2).toList());
  }

  @Test
  void followsTheSpeedOfAMeterOfModeBWithoutSendingAnything() throws OptionException {
    byte[] block = MessageFramerTest.block("1.8.0(000913.000*kWh)\r\n!\r\n");
    List<String> sent = new ArrayList<>();
    ScriptedLink link =
        new ScriptedLink(time)
            .answering(
                Duration.ofMillis(300),
                bytes -> {
                  sent.add(new String(bytes, StandardCharsets.US_ASCII));
                  return TransmissionErrors.join(ascii("/ABCEOLD\r\n"), block);
                });
    ByteDriver driver = driver(Map.of());
    assertThrows(LinkLostException.class, () -> driver.session(link, session));
    assertEquals(List.of("/?!\r\n"), sent);
    assertEquals(1, session.readings().size());
    assertEquals("9600 7E1", link.settings().get(0).toString());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
