// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.omnipower.wire.Cipherer.AK;
import static org.metergate.driver.omnipower.wire.Cipherer.EK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Data;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

class UndecodedMessagesTest {
  private static final String OTHER = "FEDCBA98765432100123456789ABCDEF";
  private static final Instant CAME = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> KEYS = Cipherer.keys();

  /** Malformed, an unknown list, a list without names, an unknown kind of message. */
  private static final List<byte[]> UNREADABLE =
      List.of(
          Data.notification().structure(2).obis("1.0.1.7.0.255").hex("07").bytes(),
          Data.notification().structure(2).u32(7).u32(8).bytes(),
          Data.notification().structure(2).octets("ISK1030700000001").u32(8).bytes(),
          Line.hex("C20000"));

  private final Cipherer meter = new Cipherer();
  private final Meter list = new Meter();
  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private KitSession late = new KitSession(time);

  @Test
  void theSameMessageReadAtOnceSaysTheSame() {
    byte[] frame = meter.frame(1, list.push1());
    Reading live = Rig.with(KEYS, "energy-scale", "10").hear(frame).readings().get(0);
    assertTrue(
        read(
            reader(Map.of("encryption-key", EK, "authentication-key", AK, "energy-scale", "10")),
            frame));
    assertEquals(live.measurements(), lastLate().measurements());
    assertEquals(live.meterTime(), lastLate().meterTime());
    assertEquals("12345678", lastLate().meter().identifier());
  }

  @Test
  void whatCannotBeOpenedStays() {
    byte[] foreign = new Cipherer(OTHER, EK).title("4B414D4500000063").frame(1, list.push1());
    assertFalse(read(reader(KEYS), foreign));
    byte[] mine = meter.frame(1, list.push1());
    assertFalse(read(reader(keys(OTHER, AK)), mine));
    assertFalse(read(reader(keys(EK, OTHER)), mine));
    byte[] unknown = Line.hdlc(new Cipherer().control(0x32).seal(1, list.push1()));
    assertFalse(read(reader(KEYS), unknown));
    assertFalse(read(reader(KEYS), new byte[] {0x7E, 1, 2}));
    assertEquals(List.of(), late.readings());
  }

  @Test
  void aListThatIsNotKnownYetStays() {
    byte[] unknown = Data.notification().structure(1).u32(7).bytes();
    assertFalse(read(reader(KEYS), meter.frame(1, unknown)));
    assertEquals(List.of(), late.readings());
  }

  @Test
  void withoutAKeyAnEncryptedMessageStaysAndAPlainOneIsRead() {
    KeptReader reader = reader(Map.of());
    assertFalse(read(reader, meter.frame(1, list.push1())));
    assertTrue(read(reader, Line.hdlc(list.nve())), "as by a version that learned its list");
    assertEquals(1, late.readings().size());
  }

  @Test
  void whatIsStillNotReadableStaysHoweverOftenItIsTried() {
    KeptReader reader = reader(Map.of());
    for (byte[] message : UNREADABLE) {
      for (int start = 0; start < 3; start++) {
        assertFalse(read(reader, Line.hdlc(message)));
      }
    }
    assertEquals(List.of(), late.readings());
  }

  @Test
  void aCheckedMessageThatCannotBeReadIsKeptWhole() {
    for (byte[] message : UNREADABLE) {
      byte[] plain = Line.hdlc(message);
      KitSession session = Rig.with(Map.of()).hear(plain, plain);
      assertEquals(0, session.readings().size());
      assertEquals(2, session.undecoded().size(), session.findings().toString());
      assertArrayEquals(plain, session.undecoded().get(0).frame());
    }
    byte[] sealed = meter.frame(7, UNREADABLE.get(0));
    KitSession session = Rig.with(KEYS).hear(sealed);
    assertArrayEquals(sealed, session.undecoded().get(0).frame(), "still encrypted");
  }

  @Test
  void swappedKeysReadTooAndKeysRenewedMidwayLeaveTheRest() {
    KeptReader reader = reader(keys(AK, EK));
    assertTrue(read(reader, meter.frame(1, list.push1())));
    byte[] renewed = new Cipherer(OTHER, EK).frame(2, list.push1());
    assertFalse(read(reader, renewed));
    assertTrue(read(reader, meter.frame(3, list.push1())));
    assertTrue(read(reader(keys(OTHER, EK)), renewed));
    assertEquals(3, late.readings().size());
  }

  @Test
  void aMessageInSeveralFramesIsReadWhole() {
    byte[] sealed = meter.seal(1, list.push1());
    for (List<byte[]> frames :
        List.of(Line.blocks(sealed, 100), Line.segments(sealed, 120), Line.mbus(sealed, 200))) {
      byte[] kept = Rig.with(Map.of()).hear(Line.join(frames)).undecoded().get(0).frame();
      late = new KitSession(time);
      assertTrue(read(reader(KEYS), kept));
      assertEquals(1, late.readings().size());
    }
  }

  @Test
  void messagesOlderThanTheOneReadLastAreNotRefusedAndDoNotMoveTheCounter() {
    late = Rig.with(KEYS).hear(meter.frame(500, list.push1()));
    KeptReader reader =
        reader(Map.of("encryption-key", EK)); // older counters cannot be authenticated
    assertTrue(read(reader, meter.frame(100, list.push1())));
    assertTrue(read(reader, meter.frame(140, list.push1())));
    assertEquals(3, late.readings().size());
    KitSession live =
        Rig.with(KEYS, "energy-scale", "10")
            .after(late)
            .hear(meter.frame(500, list.push1()), meter.frame(501, list.push1()));
    assertEquals(1, live.readings().size());
    assertEquals(List.of("message-repeated"), Rig.findingIds(live), "the counter is still 500");
  }

  @Test
  void aLateCounterLowerThanALiveOneIsNoFall() {
    MeterDriver driver = driver(KEYS);
    KitSession session = new KitSession(time);
    byte[] before = meter.frame(3, list.set("1.8.0", 800_000).push1());
    byte[] live = meter.frame(9, list.set("1.8.0", 900_000).push1());
    byte[] next = meter.frame(10, list.set("1.8.0", 900_001).push1());
    RecordingPlayer.run(driver, link(live), session);
    KeptReader reader = driver.keptReader(late.meter(RecordingPlayer.METER)).orElseThrow();
    assertTrue(read(reader, before));
    assertEquals("800000", raw(lastLate()));
    RecordingPlayer.run(driver, link(next), session);
    assertEquals(
        List.of("900000", "900001"), session.readings().stream().map(r -> raw(r)).toList());
    assertEquals(0, session.count(OmnipowerFindings.MESSAGES_LOST));
  }

  private ScriptedLink link(byte[] frame) {
    return new ScriptedLink(time).at(Duration.ofSeconds(1), frame);
  }

  private static String raw(Reading reading) {
    return reading.measurement("energy_import").orElseThrow().raw().toString();
  }

  @Test
  void aMessageThatContainsNothingNewNeedNotBeKept() {
    KeptReader reader = reader(Map.of("encryption-key", EK));
    byte[] frame = meter.frame(5, list.push1());
    assertTrue(read(reader, frame));
    assertTrue(read(reader, frame), "repeated");
    assertTrue(read(reader, meter.frame(5, list.set("1.8.0", 1).push1())), "reused counter");
    assertTrue(read(reader, meter.frame(4, list.push1())), "old");
    assertEquals(1, late.readings().size());
  }

  @Test
  void theRulesOfTrustHoldForThePastToo() {
    byte[] without = new Cipherer().control(0x20).frame(2, list.push1());
    KeptReader reader = reader(KEYS);
    assertTrue(read(reader, meter.frame(1, list.push1())));
    assertFalse(read(reader, without), "it authenticated its messages before");
    assertTrue(late.states().containsKey("meter/proven-titles"));
    assertFalse(late.states().containsKey("meter/invocation-counter"));
    Map<String, String> strict =
        Map.of("encryption-key", EK, "authentication-key", AK, "authentication", "required");
    late = new KitSession(time);
    assertFalse(read(reader(strict), without));
    assertTrue(read(reader(KEYS), without), "never had a tag");
  }

  private static boolean read(KeptReader reader, byte[] frame) {
    return reader.read(new KeptFrame(CAME, frame));
  }

  private Reading lastLate() {
    return late.readings().get(late.readings().size() - 1);
  }

  private static Map<String, String> keys(String encryption, String authentication) {
    return Map.of("encryption-key", encryption, "authentication-key", authentication);
  }

  private KeptReader reader(Map<String, String> options) {
    return driver(options).keptReader(late.meter(RecordingPlayer.METER)).orElseThrow();
  }

  private static MeterDriver driver(Map<String, String> options) {
    try {
      return RecordingPlayer.driver(new OmnipowerDriverProvider(), options);
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }
}
