// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.omnipower.wire.Cipherer.AK;
import static org.metergate.driver.omnipower.wire.Cipherer.EK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

class UndecodedMessagesTest {
  private static final String OTHER = "FEDCBA98765432100123456789ABCDEF";
  private static final Instant CAME = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> KEYS = Cipherer.keys();

  private final Cipherer meter = new Cipherer();
  private final Meter list = new Meter();
  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private KitSession session = new KitSession(time);
  private int came;

  @Test
  void aMessageBearsTheTimeAtWhichItCameAndIsNeverCurrent() {
    KeptReader reader = reader(KEYS);
    Reading first = only(read(reader, meter.frame(1, list.push1())));
    Reading second = only(read(reader, meter.frame(2, list.push1())));
    assertEquals(CAME.plusSeconds(10), first.receivedAt());
    assertEquals(CAME.plusSeconds(20), second.receivedAt());
    assertEquals(Origin.LATE, first.origin());
    assertEquals(List.of(1L, 2L), List.of(first.telegram(), second.telegram()));
    assertEquals("12345678", first.meter().identifier());
    assertTrue(first.meterTime().isPresent());
  }

  @Test
  void theSameMessageReadAtOnceSaysTheSame() {
    byte[] frame = meter.frame(1, list.push1());
    Reading live = Rig.with(KEYS, "energy-scale", "10").hear(frame).readings().get(0);
    Reading late =
        only(
            read(
                reader(
                    Map.of("encryption-key", EK, "authentication-key", AK, "energy-scale", "10")),
                frame));
    assertEquals(live.measurements(), late.measurements());
    assertEquals(live.meterTime(), late.meterTime());
  }

  @Test
  void whatCannotBeOpenedStays() {
    byte[] foreign = new Cipherer(OTHER, EK).title("4B414D4500000063").frame(1, list.push1());
    assertEquals(Optional.empty(), read(reader(KEYS), foreign));
    byte[] mine = meter.frame(1, list.push1());
    assertEquals(Optional.empty(), read(reader(keys(OTHER, AK)), mine));
    assertEquals(Optional.empty(), read(reader(keys(EK, OTHER)), mine));
    byte[] unknown = Line.hdlc(new Cipherer().control(0x32).seal(1, list.push1()));
    assertEquals(Optional.empty(), read(reader(KEYS), unknown));
    assertEquals(Optional.empty(), read(reader(KEYS), new byte[] {0x7E, 1, 2}));
    assertEquals(List.of(), session.undecoded(), "they are already kept");
  }

  @Test
  void withoutAKeyThereIsNothingToTry() {
    assertTrue(driver(Map.of()).keptReader(RecordingPlayer.METER, session).isEmpty());
  }

  @Test
  void swappedKeysReadTooAndKeysRenewedMidwayLeaveTheRest() {
    KeptReader reader = reader(keys(AK, EK));
    assertEquals(1, read(reader, meter.frame(1, list.push1())).orElseThrow().size());
    byte[] renewed = new Cipherer(OTHER, EK).frame(2, list.push1());
    assertEquals(Optional.empty(), read(reader, renewed));
    assertEquals(1, read(reader, meter.frame(3, list.push1())).orElseThrow().size());
    assertEquals(1, read(reader(keys(OTHER, EK)), renewed).orElseThrow().size());
  }

  @Test
  void aMessageInSeveralFramesIsReadWhole() {
    byte[] sealed = meter.seal(1, list.push1());
    for (List<byte[]> frames :
        List.of(Line.blocks(sealed, 100), Line.segments(sealed, 120), Line.mbus(sealed, 200))) {
      byte[] kept = Rig.with(Map.of()).hear(Line.join(frames)).undecoded().get(0).frame();
      assertEquals(1, read(reader(KEYS), kept).orElseThrow().size());
    }
  }

  @Test
  void messagesOlderThanTheOneReadLastAreNotRefusedAndDoNotMoveTheCount() {
    session = Rig.with(KEYS).hear(meter.frame(500, list.push1()));
    KeptReader reader =
        reader(Map.of("encryption-key", EK)); // older counters cannot be authenticated
    assertEquals(1, read(reader, meter.frame(100, list.push1())).orElseThrow().size());
    assertEquals(1, read(reader, meter.frame(140, list.push1())).orElseThrow().size());
    KitSession live =
        Rig.with(KEYS, "energy-scale", "10")
            .after(session)
            .hear(meter.frame(500, list.push1()), meter.frame(501, list.push1()));
    assertEquals(1, live.readings().size());
    assertEquals(List.of("message-repeated"), Rig.findingIds(live), "the counter is still 500");
  }

  @Test
  void aLateCounterLowerThanALiveOneIsNoFall() {
    MeterDriver driver = driver(KEYS);
    byte[] late = meter.frame(3, list.set("1.8.0", 800_000).push1());
    byte[] live = meter.frame(9, list.set("1.8.0", 900_000).push1());
    byte[] next = meter.frame(10, list.set("1.8.0", 900_001).push1());
    RecordingPlayer.run(driver, link(live), session);
    KeptReader reader = driver.keptReader(RecordingPlayer.METER, session).orElseThrow();
    assertEquals("800000", raw(only(read(reader, late))));
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
  void aMessageThatCameTwiceCountsOnce() {
    KeptReader reader = reader(KEYS);
    byte[] frame = meter.frame(1, list.push1());
    assertEquals(1, read(reader, frame).orElseThrow().size());
    assertEquals(Optional.of(List.of()), read(reader, frame), "it need not be kept");
  }

  @Test
  void theRulesOfTrustHoldForThePastToo() {
    byte[] without = new Cipherer().control(0x20).frame(2, list.push1());
    KeptReader reader = reader(KEYS);
    assertEquals(1, read(reader, meter.frame(1, list.push1())).orElseThrow().size());
    assertEquals(Optional.empty(), read(reader, without), "it authenticated its messages before");
    assertTrue(session.states().containsKey("meter/proven-titles"));
    assertFalse(session.states().containsKey("meter/invocation-counter"));
    Map<String, String> strict =
        Map.of("encryption-key", EK, "authentication-key", AK, "authentication", "required");
    session = new KitSession(new VirtualTime(RecordingPlayer.START));
    assertEquals(Optional.empty(), read(reader(strict), without));
    assertEquals(1, read(reader(KEYS), without).orElseThrow().size(), "never had a tag");
  }

  @Test
  void tellsNothingThatWouldSpeakOfThePast() {
    read(reader(keys(OTHER, AK)), meter.frame(1, list.push1()));
    read(reader(keys(AK, EK)), meter.frame(1, list.push1()));
    assertEquals(List.of(), session.findings());
    assertEquals(List.of(), session.passes());
    assertEquals(List.of(), session.readings());
  }

  private Optional<List<Reading>> read(KeptReader reader, byte[] frame) {
    came += 10;
    return reader.read(new KeptFrame(CAME.plusSeconds(came), frame));
  }

  private static Reading only(Optional<List<Reading>> readings) {
    assertEquals(1, readings.orElseThrow().size());
    return readings.get().get(0);
  }

  private static Map<String, String> keys(String encryption, String authentication) {
    return Map.of("encryption-key", encryption, "authentication-key", authentication);
  }

  private KeptReader reader(Map<String, String> options) {
    return driver(options).keptReader(RecordingPlayer.METER, session).orElseThrow();
  }

  private static MeterDriver driver(Map<String, String> options) {
    try {
      return RecordingPlayer.driver(new OmnipowerDriverProvider(), options);
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }
}
