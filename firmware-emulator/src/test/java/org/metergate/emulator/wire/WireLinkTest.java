// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.emulator.kmp.KmpProvider;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.emulator.wire.Adapter.Marks;
import org.metergate.emulator.wire.Uart.Model;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

class WireLinkTest {
  /** The request for the type of a KMP meter. */
  private static final byte[] GET_TYPE = HexFormat.of().parseHex("803f01058a0d");

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-15T04:30:03Z"));

  private EmulatedMeter meter(ByteEmulatorProvider provider, String... texts) throws Exception {
    Map<String, String> map = new LinkedHashMap<>();
    for (String text : texts) {
      map.put(text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1));
    }
    return provider.create(Options.of(provider.info().options(), map), time);
  }

  private EmulatedMeter once(String settings, String hex) {
    LineSettings line = LineSettings.parse(settings).orElseThrow();
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new RepeatedMessage(
        line, time.nanos() + 1_000_000, Duration.ofHours(1), number -> bytes);
  }

  private WireLink link(Wire wire, Adapter adapter, String settings) {
    return new WireLink("wire", wire, adapter, LineSettings.parse(settings).orElseThrow(), time);
  }

  private static Adapter adapter(Marks marks) {
    return new Adapter(Model.WAITS, marks, Duration.ZERO, 0, 1);
  }

  private byte[] read(WireLink link, Duration duration) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long end = time.nanos() + duration.toNanos();
    byte[] into = new byte[100];
    while (time.nanos() < end) {
      out.write(into, 0, link.read(into, Duration.ofNanos(end - time.nanos())));
    }
    return out.toByteArray();
  }

  private String hex(WireLink link, Duration duration) throws Exception {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(read(link, duration));
  }

  @Test
  void deliversWhatAMeterSends() throws Exception {
    EmulatedMeter meter = meter(new OmnipowerProvider());
    EmulatedMeter same = meter(new OmnipowerProvider());
    for (Adapter adapter :
        new Adapter[] {adapter(Marks.NONE), Adapter.ch340(), adapter(Marks.BREAKS_LOST)}) {
      byte[] received = read(link(Wire.of(meter), adapter, "2400 8N1"), Duration.ofSeconds(10));
      byte[] sent = same.poll(time.nanos()).get(0).bytes();
      assertArrayEquals(sent, received);
    }
  }

  @Test
  void bytesComeWhenTheyHaveArrived() throws Exception {
    WireLink link = link(Wire.of(once("1200 8N1", "41 42")), Adapter.header(), "1200 8N1");
    byte[] into = new byte[10];
    assertEquals(1, link.read(into, Duration.ofSeconds(1)));
    // the middle of the stop bit is 9.5 bits after the beginning, give or take a tick of the clock
    assertEquals(1_000_000 + 9.5 * 1e9 / 1200, time.nanos(), 1e9 / 1200 / 16);
    assertEquals(0, link.read(into, Duration.ofMillis(1)));
    assertEquals(1, link.read(into, Duration.ofSeconds(1)));
    assertEquals('B', into[0]);
    assertEquals(0, link.read(into, Duration.ofSeconds(1)));
  }

  @Test
  void anAdapterHandsOverPackets() throws Exception {
    WireLink link = link(Wire.of(once("9600 8N1", "41 42 43")), Adapter.ch340(), "9600 8N1");
    byte[] into = new byte[2];
    assertEquals(2, link.read(into, Duration.ofSeconds(1)));
    assertEquals(1_000_000 + 9.5 * 1e9 / 9600 + 16e6, time.nanos(), 1e9 / 9600);
    assertEquals(1, link.read(into, Duration.ofSeconds(1)));
    assertEquals('C', into[0]);
  }

  @Test
  void marksAreThoseOfATerminal() throws Exception {
    Wire even = Wire.of(once("2400 8E1", "FF 01 03 00 17"));
    String marked = hex(link(even, adapter(Marks.EACH_BYTE), "2400 8E1"), Duration.ofSeconds(1));
    assertEquals("FF FF 01 03 00 17", marked);
    // without parity the parity bit is taken for the stop bit: low after an even number of ones
    Wire again = Wire.of(once("2400 8E1", "FF 01 03 00 17"));
    String misread = hex(link(again, adapter(Marks.EACH_BYTE), "2400 8N1"), Duration.ofSeconds(1));
    assertEquals("FF 00 FF 01 FF 00 03 FF 00 00 FF 00 17", misread);
  }

  @Test
  void oneDamagedByteMarksAWholePacket() throws Exception {
    Wire wire = Wire.of(once("2400 8E1", "01 02 03"));
    String marked =
        hex(link(wire, Adapter.ftdi().with(Model.WAITS), "2400 8N1"), Duration.ofSeconds(1));
    assertEquals("FF 00 01 FF 00 02 FF 00 03", marked);
  }

  @Test
  void withoutMarksABreakIsAZero() throws Exception {
    Wire wire = Wire.of(Signals.constant(false));
    assertEquals("00", hex(link(wire, adapter(Marks.NONE), "9600 8N1"), Duration.ofSeconds(9)));
  }

  @Test
  void aLineThatConsistsOfBreaksSeemsSilentWhereBreaksAreLost() throws Exception {
    WireLink raw = link(Wire.of(meter(new OmnipowerProvider())), adapter(Marks.NONE), "115200 8N1");
    int seen = read(raw, Duration.ofSeconds(42)).length;
    assertTrue(seen > 4000 && seen < 7000, "" + seen);
    EmulatedMeter meter = meter(new OmnipowerProvider());
    WireLink lost = link(Wire.of(meter), adapter(Marks.BREAKS_LOST), "115200 8N1");
    assertEquals(0, read(lost, Duration.ofSeconds(42)).length);
  }

  @Test
  void aBreakThrowsAwayWhatWasNotReadOrNotSent() throws Exception {
    EmulatedMeter text = once("9600 8N1", "41 42 43 44");
    Signal low = new Transmitter(LineSettings.eightNone(50), 0);
    ((Transmitter) low).send(30_000_000, new byte[1]);
    Wire wire = Wire.of(text).disturbedBy(Signals.inverted(low));
    WireLink link = link(wire, adapter(Marks.BREAKS_LOST), "9600 8N1");
    time.advanceTo(500_000_000);
    assertEquals("", hex(link, Duration.ofSeconds(1)));
  }

  @Test
  void aMeterAnswersAtItsOwnSpeedOnly() throws Exception {
    for (String settings : new String[] {"2400 8N1", "9600 8N1", "1200 8N2"}) {
      Wire wire = Wire.of(meter(new KmpProvider()));
      WireLink link = link(wire, Adapter.header(), settings);
      link.write(GET_TYPE);
      String answer = hex(link, Duration.ofSeconds(3));
      assertEquals(settings.equals("1200 8N2"), answer.startsWith("40 3F 01 0B"), answer);
    }
  }

  @Test
  void aMeterIgnoresQuestionsWithAnotherParity() throws Exception {
    for (Model model : Model.values()) {
      EmulatedMeter meter = meter(new KmpProvider());
      Wire wire = Wire.of(meter).sending(LineSettings.parse("1200 8E1").orElseThrow());
      WireLink link = link(wire, adapter(Marks.NONE).with(model), "1200 8N2");
      link.write(GET_TYPE);
      assertEquals("", hex(link, Duration.ofSeconds(3)));
    }
  }

  @Test
  void aMeterAtAnotherSpeedThanUsualAnswersThere() throws Exception {
    Wire wire =
        Wire.of(meter(new KmpProvider())).sending(LineSettings.parse("2400 8N2").orElseThrow());
    WireLink link = link(wire, Adapter.header(), "2400 8N2");
    link.write(GET_TYPE);
    assertTrue(hex(link, Duration.ofSeconds(3)).startsWith("40 3F 01 0B"));
  }

  @Test
  void anEchoComesBeforeTheAnswer() throws Exception {
    Wire wire = Wire.of(meter(new KmpProvider())).echoing();
    WireLink link = link(wire, Adapter.header(), "1200 8N2");
    link.write(GET_TYPE);
    assertTrue(hex(link, Duration.ofSeconds(3)).startsWith("80 3F 01 05 8A 0D 40 3F 01 0B"));
  }

  @Test
  void anEchoIsAllThatComesWhereTheMeterHearsNothing() throws Exception {
    Wire wire = Wire.of(meter(new KmpProvider())).echoing().unheard();
    WireLink link = link(wire, Adapter.header(), "1200 8N2");
    link.write(GET_TYPE);
    assertEquals("80 3F 01 05 8A 0D", hex(link, Duration.ofSeconds(3)));
  }

  @Test
  void aP1PortSendsOnRequest() throws Exception {
    WireLink link =
        link(Wire.of(meter(new P1Provider(), "model=dsmr5")), Adapter.header(), "115200 8N1");
    assertEquals(0, read(link, Duration.ofSeconds(5)).length);
    assertTrue(link.request(true));
    assertTrue(new String(read(link, Duration.ofSeconds(2))).startsWith("/KMP5"));
    link.request(false);
    read(link, Duration.ofSeconds(1));
    assertEquals(0, read(link, Duration.ofSeconds(5)).length);
  }

  @Test
  void theReaderCanChangeItsSettings() throws Exception {
    WireLink link = link(Wire.of(meter(new OmnipowerProvider())), Adapter.header(), "9600 8N1");
    read(link, Duration.ofSeconds(10));
    link.reconfigure(LineSettings.eightNone(2400));
    assertTrue(hex(link, Duration.ofSeconds(10)).startsWith("7E A1 E9 41 03 13 C6 37"));
  }

  @Test
  void losesBytesAtTheRateThatIsSet() throws Exception {
    EmulatedMeter meter =
        new RepeatedMessage(
            LineSettings.eightNone(9600), 0, Duration.ofSeconds(2), number -> new byte[1000]);
    Adapter adapter = adapter(Marks.NONE).losing(0.01);
    int seen = read(link(Wire.of(meter), adapter, "9600 8N1"), Duration.ofSeconds(20)).length;
    assertEquals(9900, seen, 60);
  }

  @Test
  void aClosedLinkIsLost() {
    WireLink link = link(Wire.silent(), Adapter.header(), "9600 8N1");
    link.close();
    link.close();
    assertThrows(LinkLostException.class, () -> link.read(new byte[1], Duration.ZERO));
    assertThrows(LinkLostException.class, () -> link.write(new byte[1]));
  }
}
