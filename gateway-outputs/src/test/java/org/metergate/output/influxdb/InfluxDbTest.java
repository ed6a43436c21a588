// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputScene;
import org.metergate.testing.Await;
import org.metergate.testing.PrivateDisk;
import org.metergate.testing.ServerProcess;
import org.metergate.testing.TestCertificate;

/** Against a real InfluxDB 1. */
@Tag("servers")
@Timeout(180)
class InfluxDbTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private <T extends AutoCloseable> T opened(T it) {
    open.add(it);
    return it;
  }

  private OutputScene scene(String url, String... more) throws Exception {
    List<String> settings =
        new ArrayList<>(List.of("url: " + url, "server: influxdb-1", "database: home"));
    settings.addAll(List.of(more));
    return opened(
        new OutputScene(folder, new InfluxOutputType(), NOON, settings.toArray(new String[0])));
  }

  @Test
  void returnsByQueryTheDecimalsOfTheMeterAfterKillsAndRestarts() throws Exception {
    ServerProcess influx = opened(ServerProcess.influx(folder)).start();
    OutputScene scene = scene(influx.url());
    scene.receive(2);
    scene.deliver();
    assertEquals("http-not-found", scene.faultId());
    assertTrue(scene.fault().contains("database not found"), scene.fault());
    influx.query("", "CREATE DATABASE home");
    for (int round = 0; round < 3; round++) {
      scene.receive(30);
      scene.deliver();
      influx.kill();
      scene.receive(5);
      scene.deliver();
      assertTrue(scene.faultId().matches("http-unreachable|http-lost"), scene.faultId());
      influx.start();
    }
    scene.recover();
    String answer = influx.query("home", "SELECT energy_import FROM metergate");
    for (int i = 1; i <= 107; i++) {
      String decimals = String.format(Locale.ROOT, "%.3f", 913 + i / 1000.0).replaceAll("0+$", "");
      String point = "[" + NOON.plusSeconds(10L * i).toEpochMilli() + "," + decimals + "]";
      assertTrue(answer.contains(point), point + " is not in " + answer);
    }
    String count = influx.query("home", "SELECT count(power_import) FROM metergate");
    assertTrue(count.contains("[0,107]"), count);
  }

  @Test
  void saysThatTheLoginIsWrong() throws Exception {
    ServerProcess influx = opened(ServerProcess.influx(folder, "auth-enabled = true")).start();
    influx.query("", "CREATE USER me WITH PASSWORD 'right' WITH ALL PRIVILEGES");
    OutputScene scene = scene(influx.url(), "username: me", "password: verywrong");
    scene.receive(1);
    scene.deliver();
    assertEquals("http-login-refused", scene.faultId());
    assertTrue(!scene.fault().contains("verywrong"), scene.fault());
    assertEquals(1, scene.health().queued());
  }

  @Test
  void saysThatTheCertificateIsNotTrustedAndSpeaksTlsWhereItIs() throws Exception {
    TestCertificate certificate = TestCertificate.create(folder, "ip:127.0.0.1");
    ServerProcess influx =
        opened(
                ServerProcess.influx(
                    folder,
                    "https-enabled = true",
                    "https-certificate = \"" + certificate.certificate() + "\"",
                    "https-private-key = \"" + certificate.key() + "\""))
            .launch();
    String url = "https://127.0.0.1:" + influx.port();
    OutputScene stranger = scene(url);
    stranger.receive(1);
    Await.until(
        "it distrusts",
        java.time.Duration.ofSeconds(60),
        () -> {
          stranger.deliver();
          return stranger.faultId().equals("http-not-trusted");
        });
    assertTrue(
        stranger.fault().contains("not signed by an authority that this machine trusts"),
        stranger.fault());
    OutputScene friend = scene(url, "ca: " + certificate.certificate());
    friend.receive(1);
    friend.deliver();
    assertEquals("http-not-found", friend.faultId(), "it got as far as the database");
    OutputScene renamed =
        scene(url, "ca: " + certificate.certificate(), "server-name: influx.home");
    renamed.receive(1);
    renamed.deliver();
    assertEquals("http-not-trusted", renamed.faultId());
    assertTrue(renamed.fault().contains("for '127.0.0.1', not for 'influx.home'"), renamed.fault());
    OutputScene plain = scene(url.replace("https:", "http:"));
    plain.receive(1);
    plain.deliver();
    assertEquals(1, plain.health().queued(), plain.fault());
    assertTrue(plain.faultId().matches("http-unreachable|http-refuses-all"), plain.fault());
  }

  @Test
  void losesNothingWhenTheDiskOfTheServerIsFull() throws Exception {
    PrivateDisk disk = opened(PrivateDisk.createOrSkip(folder.resolve("disk"), 24 << 10));
    ServerProcess influx = opened(ServerProcess.influx(disk.fromHere())).start();
    influx.query("", "CREATE DATABASE home");
    OutputScene scene = scene(influx.url());
    scene.receive(3);
    scene.deliver();
    disk.fill();
    scene.receive(200);
    scene.deliver();
    assertEquals("http-fails", scene.faultId());
    assertTrue(scene.fault().contains("no space left on device"), scene.fault());
    disk.free();
    influx.kill(); // this version does not get over a full disk by itself
    influx.start();
    scene.recover();
    String count = influx.query("home", "SELECT count(power_import) FROM metergate");
    assertTrue(count.contains("[0,203]"), count);
  }

  @Test
  void storesTheOtherLinesWhenOneHasAnotherType() throws Exception {
    ServerProcess influx = opened(ServerProcess.influx(folder)).start();
    influx.query("", "CREATE DATABASE home");
    OutputScene scene = scene(influx.url());
    scene.receive(1);
    scene.deliver();
    scene.journal.readings().append(UnstorableReadings.textForPower(scene.time.now()));
    scene.receive(3);
    scene.deliver();
    assertEquals(List.of("http-refused HAPPENED"), scene.reported);
    String count = influx.query("home", "SELECT count(power_import) FROM metergate");
    assertTrue(count.contains("[0,4]"), count);
  }
}
