// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.testing.Await;
import org.metergate.testing.SmallDisk;

@Timeout(120)
class SupportCommandTest {
  private static final String GPK60 = "5AD84121D9D20B364B7A11F3C1B5827F";
  private static final String GPK61 = "AFB3F93E3E7204EDB3C27F96DBD51AE0";
  private static final String PASSWORD = "Sommer!2024 wien";

  @TempDir Path folder;

  private Path config(String link) throws IOException {
    Files.createDirectories(folder.resolve("keys"));
    Files.writeString(folder.resolve("keys/gpk60"), GPK60 + "\n");
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(
        config,
        """
        gateway: { name: my-own-house }
        meters:
          electricity:
            driver: omnipower-dlms
            link: "%s"
            options: { encryption-key: !file keys/gpk60, authentication-key: %s }
        outputs:
          home: { type: mqtt, url: "mqtt://127.0.0.1:1", username: annas-name, password: "%s" }
        journal: { path: %s }
        """
            .formatted(link, GPK61, PASSWORD, folder.resolve("journal.db")));
    return config;
  }

  private Path bundle() {
    return folder.resolve("report.zip");
  }

  private Run support(Path config, String... more) {
    String[] args =
        Stream.concat(
                Stream.of("support", "-c", config.toString(), "--yes", bundle().toString()),
                Stream.of(more))
            .toArray(String[]::new);
    return Run.of(args);
  }

  private Map<String, String> entries() throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(bundle().toFile())) {
      for (var entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        entries.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  @Test
  void hasWhatHelpsAndNeitherASecretNorAName() throws Exception {
    Run run = support(config("emulator:omnipower")).ends(0);
    Map<String, String> entries = entries();
    assertEquals(
        List.of(
            "MANIFEST.txt",
            "version.txt",
            "configuration.yaml",
            "check.txt",
            "drivers.txt",
            "doctor.txt",
            "ports.json",
            "health.txt",
            "findings.txt"),
        List.copyOf(entries.keySet()));
    entries.forEach(
        (name, text) -> {
          assertTrue(
              name.equals("MANIFEST.txt") || run.out().contains(name), name + " is not listed");
          assertTrue(entries.get("MANIFEST.txt").contains(name) || name.equals("MANIFEST.txt"));
          String lower = text.toLowerCase(Locale.ROOT);
          for (String secret :
              List.of(GPK60, GPK61, PASSWORD, "my-own-house", "annas-name", "sommer")) {
            assertFalse(lower.contains(secret.toLowerCase(Locale.ROOT)), name + " has " + secret);
          }
        });
    assertTrue(entries.get("configuration.yaml").contains("authentication-key: (not shown)"));
    assertTrue(entries.get("configuration.yaml").contains("!file keys/gpk60"));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle())));
    assertTrue(run.out().contains("It has no recording; --with-traffic adds"), run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5A D8 41 21 D9 D2 0B 36 4B 7A 11 F3 C1 B5 82 7F",
        "E0 1A D5 DB 96 7F C2 B3 ED 04 72 3E 3E F9 B3 AF"
      })
  void refusesWhereASecretIsInARecordingAndLeavesNothing(String planted) throws Exception {
    Path recording = folder.resolve("planted.rec");
    String bytes = planted.replace(" ", "");
    Files.writeString(
        recording,
        "# metergate-recording 1\n0.010 < "
            + bytes.substring(0, 10)
            + "\n0.020 < "
            + bytes.substring(10)
            + "\n");
    Run run = support(config("replay:" + recording), "--with-traffic", "--seconds", "1").ends(1);
    assertTrue(
        run.err().contains("A key or password of the configuration is in recording-1.rec"),
        run.err());
    assertFalse(Files.exists(bundle()));
    try (Stream<Path> left = Files.list(folder)) {
      assertFalse(left.anyMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metergate",
        "Metergate bundle",
        "recording",
        "password",
        "machine",
        "true",
        "pass"
      })
  void aPasswordThatIsAWordOfOursIsHiddenAndKeepsNoBundleFromBeingWritten(String password)
      throws Exception {
    Path config = config("emulator:omnipower");
    Files.writeString(config, Files.readString(config).replace(PASSWORD, password));
    support(config, "--with-traffic", "--seconds", "1").ends(0);
  }

  @Test
  void recordsEachMeterByItsDriverSoThatTheRecordingCanBeDecoded() throws Exception {
    Path config = config("emulator:omnipower");
    Files.writeString(
        config,
        Files.readString(config)
            .replace(
                "outputs:",
                "  heat: { driver: multical-kmp, link: \"emulator:multical\" }\noutputs:"));
    boolean read = false;
    for (int seconds = 4; !read; seconds *= 4) {
      assertTrue(seconds < 100, "the meter was not read within the seconds before");
      Files.deleteIfExists(bundle());
      String time = Integer.toString(seconds);
      Run run = support(config, "--with-traffic", "--seconds", time).ends(0);
      assertTrue(run.err().contains("Recording each meter for " + time + " s."), run.err());
      String heat = entries().get("recording-2.rec");
      assertTrue(heat.contains("# of heat") && heat.contains(" > 80"), "the driver asked: " + heat);
      Path unpacked = Files.writeString(folder.resolve("heat.rec"), heat);
      // on a quiet machine the first reading takes two seconds
      read =
          Run.of("decode", "--driver", "multical-kmp", "" + unpacked).out().contains("heat_energy");
    }
  }

  @Test
  void takesHealthAndRecordingsFromTheGatewayThatRuns() throws Exception {
    Path config = config("emulator:omnipower");
    try (LiveRun gateway = new LiveRun("run", "-c", config.toString())) {
      Await.until(
          "a socket of the gateway that said " + gateway.out(),
          Duration.ofSeconds(20),
          () -> Files.exists(folder.resolve("control.sock")));
      Run run = support(config, "--with-traffic", "--seconds", "12").ends(0);
      assertTrue(run.err().contains("through the running gateway"), run.err());
      Map<String, String> entries = entries();
      assertTrue(entries.get("health.json").contains("\"meter\" : \"electricity\""));
      assertTrue(entries.get("recording-1.rec").contains(" < 7EA"), entries.toString());
      assertTrue(
          entries.get("findings.txt").contains("home: broker-unreachable: "), entries.toString());
      assertFalse(entries.get("health.json").contains("my-own-house"), entries.get("health.json"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "meters: [",
        "\u0000\u0001\u0002",
        "",
        "meters: { a: { driver: x } }",
        "5AD84121D9D20B364B7A11F3C1B5827F"
      })
  void aDamagedConfigurationStillGivesABundle(String text) throws Exception {
    Path config = Files.writeString(folder.resolve("gateway.yaml"), text);
    support(config, "--with-traffic").ends(0);
    Map<String, String> entries = entries();
    assertTrue(entries.get("check.txt").contains("gateway.yaml"), entries.get("check.txt"));
    assertTrue(entries.containsKey("doctor.txt"));
    assertTrue(entries.get("recording.txt").contains("nothing was recorded"));
    assertFalse(entries.toString().contains(GPK60));
  }

  @Test
  void aConfigurationThatIsAFolderOrIsNotThereStillGivesABundle() throws Exception {
    support(folder).ends(0);
    Files.delete(bundle());
    support(folder.resolve("none.yaml")).ends(0);
    assertTrue(entries().get("check.txt").contains("none.yaml"));
  }

  @Test
  void refusesAFileThatExistsAFolderAndAFolderThatDoesNot() throws Exception {
    Path config = config("emulator:omnipower");
    Files.writeString(bundle(), "mine");
    Run.of("support", "-c", config.toString(), "-y", bundle().toString())
        .refuses(2, bundle() + " exists already; a bundle never overwrites a file.");
    assertEquals("mine", Files.readString(bundle()));
    Run.of("support", "-c", config.toString(), "-y", folder.toString())
        .refuses(2, folder + " is a folder; name a new file.");
    Run.of("support", "-c", config.toString(), "-y", folder + "/no/x.zip")
        .refuses(2, "There is no folder " + folder + "/no.");
  }

  @Test
  void aFullDiskIsASentenceAndLeavesNothing() throws Exception {
    Path config = config("emulator:omnipower");
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("disk"), 64)) {
      disk.fill();
      Path file = disk.path().resolve("report.zip");
      Run run = Run.of("support", "-c", config.toString(), "--yes", file.toString()).ends(1);
      assertTrue(run.err().contains(file + " cannot be written: "), run.err());
      assertFalse(Files.exists(file));
      try (Stream<Path> left = Files.list(disk.path())) {
        assertEquals(1, left.count());
      }
    }
  }
}
