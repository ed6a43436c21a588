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
import java.util.Optional;
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
  void saysThatAClockShowsNoTimeAndReadsTheValues() {
    Meter meter = new Meter();
    meter.time = "07EA020F040C003CFF800000"; // second 60
    KitSession session = rig.hear(new byte[0], new Cipherer().frame(1, meter.nveHourly()));
    assertEquals(List.of("clock-impossible"), findingIds(session));
    Reading reading = session.readings().get(0);
    assertEquals(Instant.parse("2026-01-15T12:00:10Z"), reading.receivedAt());
    assertEquals(Optional.empty(), reading.meterTime());
    assertEquals(1, session.count(Stage.LIST));
  }

  @Test
  void namesTheRegisterThatIsNoNumber() {
    Data list = Data.notification().structure(6).obis("1.0.32.7.0.255").hex("177FC00000");
    byte[] message = list.obis("1.0.1.7.0.255").u32(5).scale(0, 27).nothing().bytes();
    KitSession session = rig.hear(new Cipherer().frame(1, message));
    assertEquals(List.of("not-a-number"), findingIds(session));
    assertEquals(
        "1.0.32.7.0.255", parameters(session, OmnipowerFindings.NOT_A_NUMBER).get("register"));
    assertEquals(1, session.readings().get(0).measurements().size());
    byte[] alone =
        Data.notification().structure(2).obis("1.0.32.7.0.255").hex("177FC00000").bytes();
    assertEquals(0, rig.hear(new Cipherer().frame(2, alone)).readings().size());
  }

  @Test
  void readsAListWithADescriptionHoweverManyBlocksCarryIt() {
    Data list = Data.notification().structure(3).array(3);
    list.hex("0204120028 0906 0008190900FF 0F02 120000");
    list.hex("0204120001 0906 0000600100FF 0F02 120000");
    list.hex("0204120003 0906 0100010700FF 0F02 120000");
    byte[] message = list.octets("12345678").u32(362).bytes();
    for (int blocks = 1; blocks <= 3; blocks++) {
      int size = (message.length + blocks - 1) / blocks;
      byte[] stream = Line.join(Line.blocks(message, size));
      KitSession session = Rig.with(Map.of()).hear(stream, stream);
      assertEquals(2, session.readings().size(), session.findings().toString());
      assertEquals("12345678", session.readings().get(0).meter().identifier());
      assertEquals(
          "362",
          session.readings().get(1).measurement("power_import").orElseThrow().raw().toString());
    }
  }

  @Test
  void saysOfAListWithoutNamesThatItIsKeptAndCountsItsMessages() {
    byte[] list = Data.notification().structure(2).octets("ISK1030700000001").u32(1).bytes();
    KitSession session = Rig.with(Map.of()).hear(Line.hdlc(list), Line.hdlc(list), Line.hdlc(list));
    assertEquals(3, session.count(OmnipowerFindings.UNNAMED_LIST));
    assertEquals(
        "2 values in the order of ISK",
        parameters(session, OmnipowerFindings.UNNAMED_LIST).get("list"));
    assertEquals(3, session.undecoded().size());
    assertEquals(0, session.count(Stage.LIST));
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
