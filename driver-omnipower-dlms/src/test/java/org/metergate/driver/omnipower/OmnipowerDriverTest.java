// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.metergate.driver.omnipower.Rig.findingIds;
import static org.metergate.driver.omnipower.Rig.parameters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Data;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.kit.KitSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

class OmnipowerDriverTest {
  private final Rig rig = Rig.with(Cipherer.keys(), "energy-scale", "10");

  @Test
  void stampsAReadingWithTheGatewaysClockAndKeepsTheMetersBesideIt() {
    Reading reading =
        rig.hear(new byte[0], new Cipherer().frame(1, new Meter().push1())).readings().get(0);
    assertEquals(MeterRef.of("meter", "12345678"), reading.meter());
    assertEquals(Origin.LIVE, reading.origin());
    assertEquals(Instant.parse("2026-01-15T12:00:10Z"), reading.receivedAt());
    assertEquals("2026-01-15T12:00:00", reading.meterTime().orElseThrow().toString());
    assertNull(reading.meterTime().orElseThrow().offset());
  }

  @Test
  void readsAMessageHoweverItIsWrapped() {
    byte[] list = new Meter().push1();
    List<byte[]> chunks = new ArrayList<>();
    Cipherer meter = new Cipherer();
    chunks.add(meter.frame(1, list));
    chunks.add(Line.join(Line.segments(meter.seal(2, list), 128)));
    chunks.add(Line.join(Line.blocks(meter.seal(3, list), 120)));
    chunks.add(Line.join(Line.mbus(meter.seal(4, list), 245)));
    KitSession session = rig.hear(chunks);
    assertEquals(4, session.readings().size());
    assertEquals(List.of(), session.findings());
    assertEquals(1, session.readings().stream().map(Reading::measurements).distinct().count());
  }

  @Test
  void makesNoMessageOfPiecesThatCameTenSecondsApart() {
    List<byte[]> segments = Line.segments(new Cipherer().seal(1, new Meter().push1()), 400);
    assertEquals(0, rig.hear(segments).readings().size());
  }

  @Test
  void makesNoMessageOfPiecesWithDamageBetween() {
    List<byte[]> segments = Line.segments(new Cipherer().seal(1, new Meter().push1()), 128);
    segments.get(1)[20] ^= 1;
    KitSession session = rig.hear(Line.join(segments));
    assertEquals(0, session.readings().size());
    assertEquals(List.of("checksum"), findingIds(session));
  }

  @Test
  void saysThatPiecesDoNotFitTogether() {
    List<byte[]> blocks =
        new ArrayList<>(Line.blocks(new Cipherer().seal(1, new Meter().push1()), 120));
    blocks.remove(1);
    KitSession session = rig.hear(Line.join(blocks));
    assertEquals(
        "block 3 came instead of 2",
        parameters(session, OmnipowerFindings.PIECES_LOST).get("reason"));
  }

  @Test
  void namesAListThatItDoesNotKnow() {
    byte[] list = Data.notification().structure(2).octets("XYZ_009").u32(1).bytes();
    KitSession session = rig.hear(new Cipherer().frame(1, list));
    assertEquals(List.of("unknown-list"), findingIds(session));
    assertEquals("XYZ_009", parameters(session, OmnipowerFindings.UNKNOWN_LIST).get("list"));
    assertEquals(1, session.count(Stage.DECRYPTION), "processing stops after decryption");
    assertEquals(0, session.count(Stage.LIST));
  }

  @Test
  void namesAMessageThatIsNoList() {
    KitSession session = rig.hear(Line.hdlc(Line.hex("C20000")));
    assertEquals("C2", parameters(session, OmnipowerFindings.UNKNOWN_MESSAGE).get("kind"));
  }

  @Test
  void saysWhatIsMalformed() {
    byte[] twice =
        Data.notification()
            .structure(5)
            .visible("Kamstrup_V0001")
            .obis("1.1.1.7.0.255")
            .u32(1)
            .obis("1.1.1.7.0.255")
            .u32(1)
            .bytes();
    KitSession session = rig.hear(new Cipherer().frame(1, twice));
    assertEquals(
        "register 1.1.1.7.0.255 occurs twice",
        parameters(session, OmnipowerFindings.MALFORMED).get("reason"));
    byte[] title = Line.hdlc(Line.hex("DB00062000000001AA"));
    assertEquals(List.of("malformed-content"), findingIds(rig.hear(title)));
  }

  @Test
  void tellsWhatItFoundOfTheScales() {
    Meter meter = new Meter().set("32.7.0", 23001).set("52.7.0", 23001).set("72.7.0", 23001);
    KitSession session = Rig.with(Cipherer.keys()).hear(new Cipherer().frame(1, meter.push1()));
    assertEquals(List.of("voltage-in-hundredths"), findingIds(session));
    Meter transformers = new Meter().set("31.7.0", 90_000);
    assertEquals(
        List.of("current-scale-unsure"),
        findingIds(rig.hear(new Cipherer().frame(2, transformers.push1()))));
    byte[] open = Data.notification().structure(2).obis("1.0.1.7.0.255").u32(1).bytes();
    assertEquals(List.of("scales-open"), findingIds(rig.hear(new Cipherer().frame(3, open))));
  }

  @Test
  void keepsTheNameOfAMeterThroughListsThatDoNotNameIt() {
    byte[] named = Line.hdlc(new Meter().nve());
    byte[] unnamed =
        Line.hdlc(
            Data.notification().structure(3).obis("1.0.1.7.0.255").u32(1).scale(0, 27).bytes());
    Meter replaced = new Meter();
    replaced.number = "4711";
    KitSession session =
        Rig.with(Map.of(), "energy-scale", "1")
            .hear(unnamed, named, unnamed, Line.hdlc(replaced.nve()));
    assertEquals(
        List.of("", "12345678", "12345678", "4711"),
        session.readings().stream().map(r -> r.meter().identifier()).toList());
  }

  @Test
  void remembersCountersFromOneLinkToTheNext() {
    Cipherer meter = new Cipherer();
    byte[] list = new Meter().push1();
    rig.hear(meter.frame(1, list));
    KitSession next = rig.hear(meter.frame(1, list), meter.frame(4, list));
    assertEquals(1, next.readings().size());
    assertEquals(1, next.readings().get(0).telegram(), "telegrams are counted for each session");
    assertEquals("2", parameters(next, OmnipowerFindings.MESSAGES_LOST).get("count"));
  }
}
