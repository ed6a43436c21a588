// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.gateway.Gateway;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.testing.Await;

/** The commands backup and restore, with a gateway that runs and without one. */
class BackupCommandTest {
  private static final String KEY = "5AD84121D9D20B364B7A11F3C1B5827F";
  private static final String OTHER = "AFB3F93E3E7204EDB3C27F96DBD51AE0";

  @TempDir private Path folder;
  private Path file;
  private Path backup;

  /** Every kind of section that a configuration has. */
  @BeforeEach
  void writeConfiguration() throws Exception {
    file = folder.resolve("gateway.yaml");
    backup = folder.resolve("backup.tar");
    Files.createDirectories(folder.resolve("keys"));
    Files.createDirectories(folder.resolve("nights"));
    Files.writeString(folder.resolve("keys/mail"), "a-password-of-mail\n");
    Files.writeString(
        file,
        """
        # the house
        gateway: { name: attic, time-zone: Europe/Copenhagen }
        meters:
          water:
            label: "Water 💧"
            driver: pulse-gpio
            link: "emulator:pulse?pulses=1"
            options: { quantity: energy_import, pulses-per-unit: 1000 }
          el:
            role: grid
            driver: omnipower-dlms
            link: "tcp:127.0.0.1:9"
            options: { encryption-key: "%1$s", authentication-key: '%2$s' }
        outputs:
          files: { type: csv, folder: csv }
          lan: { type: udp, to: "127.0.0.1:9" }
          hook: { type: http, url: "http://127.0.0.1:9/x", token: hook-token-1 }
          home: { type: mqtt, url: "mqtt://127.0.0.1:9", username: me, password: "broker word" }
          db: { type: influxdb, server: influxdb-2, url: "http://127.0.0.1:9", org: o, bucket: b, token: db-token-22 }
        alarms:
          push: { type: url, url: "https://push.example.org/hook/AbCdEfGhIjKlMnOp" }
          mail: { type: mail, server: mail.example.org, username: me, password: !file keys/mail, from: me@example.org, to: you@example.org }
        journal: { path: data/journal.db, sync: 30s, keep-raw: 30d, max-size: 100MB, clock-wait: 0s }
        backup: { folder: nights, at: "04:00", keep-days: 3, keep-months: 2 }
        """
            .formatted(KEY, OTHER));
  }

  private Run run(String... args) {
    return Run.of(args);
  }

  private interface Scene {
    void play() throws Exception;
  }

  private void gateway(Scene scene) throws Exception {
    Installation installation = Installation.load(new PrintWriter(System.err, true));
    SystemHost host = new SystemHost(installation.plugins());
    GatewayPlan plan = GatewayPlan.of(GatewayConfig.load(file), installation.plugins(), host);
    List<Long> ids = new CopyOnWriteArrayList<>();
    try (Gateway gateway = Gateway.start(plan, installation.messages(), host)) {
      gateway.listen(stored -> ids.add(stored.id()));
      Await.until("a first reading", Duration.ofSeconds(30), () -> !ids.isEmpty());
      scene.play();
      assertTrue(gateway.health().journal().isEmpty(), gateway.health().journal()::toString);
    }
  }

  @Test
  void everyFeatureOfAConfigurationSurvivesAndNoSecretDoes() throws Exception {
    gateway(
        () -> {
          Run done = run("backup", backup.toString(), "-c", file.toString()).ends(0);
          assertTrue(done.out().contains("Keys, passwords and the accounts"), done.out());
          run("restore", backup.toString(), "-c", file.toString())
              .refuses(
                  1,
                  "Another gateway in this process works with the journal "
                      + folder.resolve("data/journal.db").toRealPath()
                      + "; stop it first, or name another file under journal.path.");
        });
    String bytes = Files.readString(backup, StandardCharsets.ISO_8859_1);
    for (String secret :
        List.of(
            KEY,
            OTHER,
            "hook-token-1",
            "broker word",
            "db-token-22",
            "AbCdEfGhIjKlMnOp",
            "a-password-of-mail")) {
      assertFalse(bytes.contains(secret), secret);
    }
    try (var left = Files.list(folder.resolve("data"))) {
      assertTrue(left.noneMatch(one -> one.getFileName().toString().contains("copy")));
    }
    String original = Files.readString(file);
    Files.delete(file);
    Run restored = run("restore", backup.toString(), "-c", file.toString()).ends(0);
    assertEquals(6, restored.out().lines().filter(line -> line.contains("left out")).count());
    assertTrue(restored.out().contains("metergate adjust water READING"), restored.out());
    Run check = run("check", "-c", file.toString()).ends(2);
    assertTrue(
        check
            .err()
            .contains("meters.el.options.encryption-key: The value of this key was left out"),
        check.err());
    String filled =
        Files.readString(file)
            .replaceFirst("!left-out \"\"", "\"" + KEY + "\"")
            .replaceFirst("!left-out \"\"", "'" + OTHER + "'")
            .replaceFirst("!left-out \"\"", "hook-token-1")
            .replaceFirst("!left-out \"\"", "\"broker word\"")
            .replaceFirst("!left-out \"\"", "db-token-22")
            .replaceFirst("!left-out \"\"", "\"https://push.example.org/hook/AbCdEfGhIjKlMnOp\"");
    assertEquals(original, filled);
    Files.writeString(file, filled);
    run("check", "-c", file.toString()).ends(0);
    gateway(
        () -> {
          Run adjust = run("adjust", "water", "12.5", "-c", file.toString()).ends(0);
          assertTrue(adjust.out().contains("is 12.500 kWh from now on"), adjust.out());
        });
  }

  @Test
  void withKeysAllIsThereAgain() throws Exception {
    gateway(() -> {});
    Files.writeString(folder.resolve("data/access.json"), "{}\n");
    Run done = run("backup", backup.toString(), "--with-keys", "-c", file.toString()).ends(0);
    assertTrue(done.out().contains("mode 0600"), done.out());
    Path other = Files.createDirectory(folder.resolve("other"));
    Path config = other.resolve("gateway.yaml");
    Run restored = run("restore", backup.toString(), "-c", config.toString()).ends(0);
    assertFalse(restored.out().contains("left out"), restored.out());
    assertEquals(Files.readString(file), Files.readString(config));
    assertEquals("{}\n", Files.readString(other.resolve("data/access.json")));
    assertEquals("a-password-of-mail\n", Files.readString(other.resolve("keys/mail")));
    run("backup", backup.toString(), "-c", file.toString())
        .refuses(1, backup + " exists already; name another file, or replace it with --force.");
    run("backup", backup.toString(), "--force", "-c", file.toString()).ends(0);
  }

  @Test
  void saysWhyNot() throws Exception {
    run("backup", backup.toString(), "-c", file.toString()).ends(1);
    assertFalse(Files.exists(backup));
    Run none = run("restore", folder.resolve("none.tar").toString(), "-c", file.toString());
    none.refuses(1, "There is no file " + folder.resolve("none.tar") + ".");
    run("restore", file.toString(), "-c", file.toString())
        .refuses(1, file + " is not a backup of this program.");
    Files.delete(folder.resolve("nights"));
    Run check = run("check", "-c", file.toString()).ends(0);
    assertTrue(
        check.err().contains("backup.folder: There is no folder " + folder.resolve("nights")),
        check.err());
  }
}
