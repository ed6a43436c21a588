// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputScene;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.SampleReadings;

class UdpOutputTest {
  /** 20 s before midnight in Copenhagen. */
  private static final Instant EVENING = Instant.parse("2026-11-20T22:59:40Z");

  @TempDir Path folder;
  private DatagramSocket receiver;
  private OutputScene scene;

  @BeforeEach
  void listen() throws Exception {
    receiver = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    receiver.setSoTimeout(10_000);
  }

  @AfterEach
  void close() {
    scene.close();
    receiver.close();
  }

  private OutputScene scene(Instant start, String... more) throws Exception {
    List<String> settings =
        new ArrayList<>(List.of("to: \"127.0.0.1:" + receiver.getLocalPort() + "\""));
    settings.addAll(List.of(more));
    scene = new OutputScene(folder, new UdpOutputType(), start, settings.toArray(new String[0]));
    return scene;
  }

  private String heard() throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    receiver.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  @Test
  void sendsThePresentReadingAsJson() throws Exception {
    scene(EVENING).receive();
    scene.deliver();
    assertEquals(
        "{\"gateway\":\"attic\",\"meter\":\"electricity\",\"seq\":1,"
            + "\"time\":\"2026-11-20T22:59:40Z\",\"meter_time\":\"2026-01-07T14:47:20\","
            + "\"energy_import\":913.001,\"power_import\":250}",
        heard());
  }

  @Test
  void sendsThePlainLinesAndBeginsTheDayAtLocalMidnight() throws Exception {
    scene(EVENING, "format: plain");
    meter("1000000", 3600);
    assertEquals("23:59:40,0,0,3600,1200,,0\r\n,METER,1000000,SWversion,1", heard());
    meter("1000010", 3600);
    assertEquals("23:59:50,10,10,3600,1200,,0\r\n,METER,1000010,SWversion,1", heard());
    meter("1000020", 7200);
    assertEquals("00:00:00,0,0,7200,1200,,0\r\n,METER,1000020,SWversion,1", heard());
    meter("1000040", 360);
    assertEquals("00:00:10,20,20,360,1200,,0\r\n,METER,1000040,SWversion,1", heard());
    meter("1000041", 360);
    assertEquals("00:00:20,21,21,360,1200,,0\r\n,METER,1000041,SWversion,1", heard());
  }

  @Test
  void knowsAfterARestartWhatTheDayHasCounted() throws Exception {
    scene(EVENING, "format: plain");
    meter("1000000", 3600);
    meter("1000010", 3600);
    meter("1000020", 3600);
    meter("1000030", 3600);
    for (int i = 0; i < 4; i++) {
      heard();
    }
    scene.restart();
    meter("1000040", 3600);
    assertEquals("00:00:20,20,20,3600,1200,,0\r\n,METER,1000040,SWversion,1", heard());
  }

  @Test
  void addsTheTariffsOfAMeterWithoutATotalIfThatIsWanted() throws Exception {
    Instant night = Instant.parse("2026-10-24T21:59:40Z"); // before a day of 25 hours
    scene(night, "format: plain", "derived: true", "units: home");
    tariffs("700.000", "300.000");
    assertEquals("23:59:40,0,0,360,,,\r\n,METER,1000000,SWversion,1", heard());
    tariffs("700.001", "300.000");
    heard();
    tariffs("700.001", "300.002");
    assertEquals("00:00:00,0,0,360,,,\r\n,METER,1000003,SWversion,1", heard());
    scene.time.pause(Duration.ofHours(3));
    tariffs("700.501", "300.002");
    assertEquals("02:00:10,500,0,360,,,\r\n,METER,1000503,SWversion,1", heard());
    scene.restart();
    tariffs("700.501", "300.512");
    assertEquals("02:00:20,1010,1,360,,,\r\n,METER,1001013,SWversion,1", heard());
  }

  @Test
  void leavesTheTotalEmptyWithoutThat() throws Exception {
    scene(EVENING, "format: plain");
    tariffs("700.000", "300.000");
    assertEquals("23:59:40,,0,360,,,\r\n,METER,,SWversion,1", heard());
  }

  /** As a P1 meter with two tariffs sends it. */
  private void tariffs(String one, String two) throws Exception {
    send(
        SampleReadings.decimal(tariff(1), new BigDecimal(one), Unit.KWH, "1-0:1.8.1"),
        SampleReadings.decimal(tariff(2), new BigDecimal(two), Unit.KWH, "1-0:1.8.2"),
        SampleReadings.decimal(
            Quantities.POWER_IMPORT, new BigDecimal("0.360"), Unit.KW, "1-0:1.7.0"));
  }

  private static Quantity tariff(int number) {
    Quantity total = Quantities.ENERGY_IMPORT;
    return new Quantity(total.name() + "_t" + number, total.kind(), total.dimension(), "Tariff");
  }

  /** Sends the telegram, delivers it, and lets 10 s pass. */
  private void meter(String wattHours, int watts) throws Exception {
    Measurement energy =
        SampleReadings.decimal(
            Quantities.ENERGY_IMPORT, new BigDecimal(wattHours), Unit.WH, "1.1.1.8.0.255");
    send(
        energy,
        power(Quantities.POWER_IMPORT, watts),
        power(Quantities.phase(Quantities.POWER_IMPORT, 1), 1200),
        power(Quantities.phase(Quantities.POWER_IMPORT, 3), 0));
  }

  private void send(Measurement... telegram) throws Exception {
    scene
        .journal
        .readings()
        .append(
            new Reading(
                MeterRef.of("electricity", "18290001"),
                1,
                Origin.LIVE,
                scene.time.now(),
                Optional.empty(),
                List.of(telegram)));
    scene.deliver();
    scene.time.pause(Duration.ofSeconds(10));
  }

  private static Measurement power(Quantity quantity, int watts) {
    return SampleReadings.decimal(quantity, BigDecimal.valueOf(watts), Unit.W, "1.1.1.7.0.255");
  }

  @Test
  void saysNothingAgainAfterItWasKilledOrAskedToDeliverAgain() throws Exception {
    scene(EVENING);
    scene.receive(2);
    scene.deliver();
    scene.kill();
    scene.receive(1);
    scene.deliver();
    scene.backfill(0);
    scene.deliver();
    scene.receive(1);
    scene.deliver();
    for (int i = 1; i <= 4; i++) {
      String said = heard();
      assertTrue(said.contains("\"seq\":" + i + ","), said);
    }
  }

  @Test
  void ofABurstOnlyTheLastIsSent() throws Exception {
    scene(EVENING);
    for (int i = 0; i < 900; i++) {
      scene.time.pause(Duration.ofMillis(2));
      scene.receive();
    }
    scene.deliver();
    scene.time.pause(Duration.ofSeconds(3));
    scene.deliver();
    String said = heard();
    assertTrue(said.contains("\"seq\":900,"), said);
  }

  @Test
  void reachesAllWhoListenInANetwork() throws Exception {
    try (DatagramSocket anyone = new DatagramSocket(0)) {
      anyone.setSoTimeout(10_000);
      scene =
          new OutputScene(
              folder, new UdpOutputType(), EVENING, "to: 127.255.255.255:" + anyone.getLocalPort());
      scene.receive();
      scene.deliver();
      assertEquals("", scene.fault());
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      anyone.receive(packet);
      assertTrue(packet.getLength() > 50);
    }
  }

  @Test
  void sendsNothingThatIsOld() throws Exception {
    scene(EVENING).receive();
    scene.journal.readings().append(SampleReadings.history(1, scene.time.now()));
    scene.time.pause(Duration.ofSeconds(21));
    scene.deliver();
    receiver.setSoTimeout(200);
    assertThrows(SocketTimeoutException.class, this::heard);
    assertEquals(0, scene.health().queued());
  }

  @Test
  void saysThatThereIsNoSuchHost() throws Exception {
    scene = new OutputScene(folder, new UdpOutputType(), EVENING, "to: nowhere.invalid:5140");
    scene.receive();
    scene.deliver();
    assertEquals("udp-not-sent", scene.faultId());
    assertTrue(scene.fault().contains("no host of this name is known"), scene.fault());
  }

  @Test
  void namesAnAddressThatIsNone() throws Exception {
    scene(EVENING);
    for (String bad : List.of("here", "h:0", "h:65536", "\"a b:1\"")) {
      assertEquals(
          List.of(
              "5: outputs.home.to: This is not a host with a port, such as 192.168.1.255:5140"
                  + " or pi:5140."),
          OutputScene.mistakes(folder, new UdpOutputType(), "to: " + bad),
          bad);
    }
  }
}
