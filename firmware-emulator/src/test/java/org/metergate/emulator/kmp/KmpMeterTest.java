// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** The requests are those of the manufacturer's examples and of a forum, byte by byte. */
class KmpMeterTest {
  private static final String HEAT_ENERGY = "803F1001003CB25F0D";
  private static final String SERIAL = "803F0235E90D";
  private static final String SET_CLOCK = "803F090001144A00027715774E0D";

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-15T12:00:00Z"));

  private EmulatedMeter meter(String... words) throws OptionException {
    Map<String, String> map = new LinkedHashMap<>();
    for (String word : words) {
      map.put(word.split("=")[0], word.split("=")[1]);
    }
    KmpProvider provider = new KmpProvider();
    return provider.create(Options.of(provider.info().options(), map), time);
  }

  /** Sends a request and returns what arrives within a time, as hexadecimal digits. */
  private List<String> ask(EmulatedMeter meter, String request, Duration within) {
    byte[] bytes = HexFormat.of().parseHex(request);
    meter.receive(bytes, time.nanos() + bytes.length * meter.settings().byteNanos());
    long end = time.nanos() + within.toNanos();
    List<String> received = new ArrayList<>();
    while (meter.nextNanos() <= end) {
      time.advanceTo(meter.nextNanos());
      meter
          .poll(time.nanos())
          .forEach(b -> received.add(HexFormat.of().withUpperCase().formatHex(b.bytes())));
    }
    time.advanceTo(end);
    return received;
  }

  private List<String> ask(EmulatedMeter meter, String request) {
    return ask(meter, request, Duration.ofSeconds(3));
  }

  @Test
  void answersWithItsSerialNumberAsTheManufacturersExampleDoes() throws OptionException {
    assertEquals(List.of("403F0201234567E9560D"), ask(meter("serial=19088743"), SERIAL));
  }

  @Test
  void reflectsTheRequestBeforeItAnswers() throws OptionException {
    List<String> received = ask(meter("echo=true"), HEAT_ENERGY);
    assertEquals(HEAT_ENERGY, received.get(0));
    assertTrue(received.get(1).startsWith("403F10003C030443"), received.get(1));
  }

  @Test
  void leavesOutWhatItDoesNotKnow() throws OptionException {
    // register 346 is missing: an empty answer, as printed in the fact sheet of the protocol
    byte[] content = HexFormat.of().parseHex("3F1001015A");
    assertEquals(List.of("403F10079A0D"), ask(meter(), request(content)));
  }

  /** Stuffing and checksum of an answer are used for a request too: only the start differs. */
  private static String request(byte[] content) {
    byte[] frame = KmpBytes.answer(content);
    frame[0] = (byte) 0x80;
    return HexFormat.of().formatHex(frame);
  }

  @Test
  void obeysNobodyWhoWouldSetItsClock() throws OptionException {
    assertEquals(List.of(), ask(meter(), SET_CLOCK));
  }

  @Test
  void isDeafFor1600MillisecondsAfterADamagedRequest() throws OptionException {
    EmulatedMeter meter = meter();
    assertEquals(List.of(), ask(meter, "803F1001003CB25E0D", Duration.ofMillis(500)));
    assertEquals(List.of(), ask(meter, HEAT_ENERGY, Duration.ofMillis(1100)));
    assertEquals(1, ask(meter, HEAT_ENERGY).size());
  }

  @Test
  void missesTheRequestThatWakesIt() throws OptionException {
    EmulatedMeter meter = meter("sleep-after=5s");
    assertEquals(1, ask(meter, SERIAL).size());
    time.advanceTo(time.nanos() + Duration.ofSeconds(10).toNanos());
    assertEquals(List.of(), ask(meter, SERIAL));
    assertEquals(1, ask(meter, SERIAL).size());
  }

  @Test
  void answersLateOrDamagedWhereItIsAskedTo() throws OptionException {
    EmulatedMeter late = meter("late-every=1", "late-by=4s");
    assertEquals(List.of(), ask(late, SERIAL));
    assertEquals(1, ask(late, SERIAL).size(), "the answer to the first one");
    assertEquals(
        List.of("403F0201234167E9560D"), ask(meter("serial=19088743", "damage-every=1"), SERIAL));
  }

  @Test
  void speaksAt9600BaudAsAnElectricityMeter() throws OptionException {
    assertEquals("9600 8N2", meter("model=382").settings().toString());
    assertEquals("1200 8N2", meter("model=21").settings().toString());
  }

  @Test
  void refusesAnInfoCodeThatDoesNotFit() {
    assertEquals("info", assertThrows(OptionException.class, () -> meter("info=65536")).option());
  }

  /** The record of noon, its number counted in hours since the meter was installed. */
  @Test
  void keepsHoursInTheModuleOfA601() throws OptionException {
    String before = "A30101003C02801A010F0C000000000000";
    for (String[] place : new String[][] {{"top", "7F"}, {"base", "BF"}}) {
      EmulatedMeter meter = meter("model=601", "module=" + place[0]);
      byte[] request = HexFormat.of().parseHex(place[1] + before);
      String answer = ask(meter, request(request)).get(0);
      assertTrue(answer.startsWith("40" + place[1] + "A001012394003C030443"), answer);
      byte[] elsewhere = HexFormat.of().parseHex((place[0].equals("top") ? "BF" : "7F") + before);
      assertEquals(List.of(), ask(meter, request(elsewhere)));
    }
    byte[] request = HexFormat.of().parseHex("7F" + before);
    assertEquals(List.of(), ask(meter("model=601", "module=none"), request(request)));
    assertEquals(List.of(), ask(meter("model=603"), request(request)));
  }
}
