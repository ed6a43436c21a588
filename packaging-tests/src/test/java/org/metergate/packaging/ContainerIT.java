// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The image, built upon a Debian that was made here, and started by its unprivileged user. */
@Tag("package")
class ContainerIT {
  private static final String IMAGE = "localhost/metergate-test";
  private static final Path SOURCES = Path.of("../packaging/container").toAbsolutePath();
  private static final String CONFIGURATION =
      "gateway: { name: box }\n"
          + "meters: { p1: { driver: p1-dtr, link: \"emulator:p1\" } }\n"
          + "web: { listen: \"127.0.0.1:0\" }\n";

  @TempDir static Path shared;

  private static Buildah buildah;
  private static Path context;
  private static String container;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws Exception {
    buildah = Buildah.shared();
    context = shared.resolve("context");
    Ran.of(SOURCES.resolve("build").toString(), "--out", context.toString()).good();
    buildah.build(context, "Containerfile", IMAGE, "--build-arg", "BASE=" + Buildah.BASE);
    container = buildah.container(IMAGE);
  }

  /** Starts the gateway with its usual command; buildah gives it a volume of its own. */
  private Installed start() throws Exception {
    Path etc = Files.createDirectories(folder.resolve("etc"));
    Files.writeString(etc.resolve("gateway.yaml"), CONFIGURATION);
    Ran.of("chmod", "-R", "a+rX", folder.toString()).good();
    List<String> mount = List.of("-v", etc + ":/etc/metergate:ro");
    String[] command = {"/usr/bin/metergate", "run", "-c", "/etc/metergate/gateway.yaml"};
    Installed gateway = buildah.start(List.of(), folder.resolve("log"), container, mount, command);
    gateway.awaitLog("p1: first reading");
    return gateway;
  }

  /** Runs a program beside the gateway, as {@code docker exec} does. */
  private static Ran exec(Installed gateway, String user, String... program) throws Exception {
    String pid = String.valueOf(gateway.java().orElseThrow().pid());
    List<String> command =
        new ArrayList<>(
            List.of("nsenter", "-t", pid, "-m", "-r", "-w", "-S", user, "-G", user, "--"));
    command.addAll(List.of(program));
    return Ran.of(command, Map.of(), Duration.ofSeconds(30));
  }

  @Test
  void answersItsVersionAsAnUnprivilegedUser() throws Exception {
    Ran version = buildah.inside(container, List.of(), "/usr/bin/metergate", "version");
    assertEquals(0, version.exitCode(), version.output());
    assertTrue(version.output().startsWith("Metergate "), version.output());
    assertEquals("10001", buildah.inside(container, List.of(), "id", "-u").output().strip());
  }

  /** A driver of one's own is a file in the folder of the configuration. */
  @Test
  void theDriverForMBusComesAlongAndFurtherOnesAreMounted() throws Exception {
    Path etc = Files.createDirectories(folder.resolve("etc"));
    HeatTelegram.into(etc.resolve("heat.hex"));
    Path further = Files.createDirectories(etc.resolve("drivers"));
    Files.writeString(further.resolve("mine.jar"), "mine");
    Ran.of("chmod", "-R", "a+rX", folder.toString()).good();
    List<String> mount = List.of("-v", etc + ":/etc/metergate:ro");
    Ran drivers = buildah.inside(container, mount, "/usr/bin/metergate", "drivers");
    assertTrue(
        drivers.output().contains("/usr/share/metergate/drivers/driver-mbus-"), drivers::output);
    assertTrue(drivers.output().contains("/local-drivers/mine.jar"), drivers::output);
    HeatTelegram.assertDecoded(
        buildah.inside(
            container,
            mount,
            "/usr/bin/metergate",
            "decode",
            "--driver",
            "mbus",
            "--hex",
            "/etc/metergate/heat.hex"));
  }

  /** The root may be read-only: only the volume and /tmp are written. */
  @Test
  void theHealthCheckFollowsTheGatewayAndNothingIsWrittenOutsideOfTheVolume() throws Exception {
    Ran before = buildah.inside(container, List.of(), "/usr/bin/metergate-health");
    assertEquals(1, before.exitCode(), before.output());
    assertTrue(before.output().contains("no gateway at"), before.output());
    try (Installed gateway = start()) {
      Ran check = exec(gateway, "10001", "/usr/bin/metergate-health");
      assertEquals(0, check.exitCode(), check.output() + gateway.log());
      assertFalse(check.output().isBlank());
      Ran stranger =
          exec(gateway, "10001", "/usr/bin/metergate-health", "/var/lib/metergate/journal.db");
      assertEquals(1, stranger.exitCode(), stranger.output());
      String written =
          exec(
                  gateway,
                  "0",
                  "sh",
                  "-c",
                  "find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /tmp"
                      + " -o -path /var/lib/metergate \\) -prune -o -user 10001 -print")
              .output();
      assertEquals("", written.strip());
      assertEquals(0, exec(gateway, "0", "test", "-e", "/var/lib/metergate/journal.db").exitCode());
      gateway.stop();
    }
  }

  @Test
  void theImageSaysHowItIsRun() throws Exception {
    String image = buildah.run("inspect", "--type", "image", IMAGE);
    for (String part :
        List.of(
            "\"User\": \"10001:10001\"",
            "/usr/bin/metergate-health",
            "\"/var/lib/metergate\": {}",
            "\"/etc/metergate/gateway.yaml\"")) {
      assertTrue(image.contains(part), part);
    }
  }

  /** Nothing is run while it is built, so no emulation of another processor is needed. */
  @Test
  void anotherProcessorsImageIsBuiltWithoutEmulation() throws Exception {
    String tag = IMAGE + "-arm64";
    buildah.build(
        context, "Containerfile", tag, "--platform", "linux/arm64", "--build-arg", "BASE=scratch");
    assertTrue(
        buildah.run("inspect", "--type", "image", tag).contains("\"architecture\": \"arm64\""));
    assertFalse(Files.readString(SOURCES.resolve("Containerfile")).contains("\nRUN "));
  }

  @Test
  void whatTheComposeExampleMountsExistsAndItsConfigurationIsGood() throws Exception {
    Path compose = SOURCES.resolve("compose");
    Map<?, ?> services = section(read(compose.resolve("compose.yaml")), "services");
    assertEquals(
        List.of("metergate", "mosquitto", "influxdb", "grafana"), List.copyOf(services.keySet()));
    for (Object service : services.values()) {
      for (Object volume : (List<?>) ((Map<?, ?>) service).get("volumes")) {
        String from = String.valueOf(volume).split(":")[0];
        assertTrue(!from.startsWith(".") || Files.exists(compose.resolve(from)), from);
      }
      for (Object port : portsOf((Map<?, ?>) service)) {
        assertTrue(String.valueOf(port).startsWith("127.0.0.1:"), "open to the network: " + port);
      }
    }
    Path etc = folder.resolve("compose");
    Ran.of("cp", "-r", compose.resolve("etc").toString(), etc.toString()).good();
    Path keys = Files.createDirectories(etc.resolve("keys"));
    Files.writeString(keys.resolve("gpk60"), "5AD84121D9D20B364B7A11F3C1B5827F");
    Files.writeString(keys.resolve("gpk61"), "3B84D121D9D20B364B7A11F3C1B5827F");
    Files.writeString(keys.resolve("mqtt"), "sample-of-a-password");
    Files.writeString(keys.resolve("influxdb"), "sample-of-a-password");
    Ran.of("chown", "-R", "10001:10001", folder.toString()).good();
    Ran.of("chmod", "-R", "go=", etc.toString()).good();
    Ran check =
        buildah.inside(
            container,
            List.of("-v", etc + ":/etc/metergate:ro"),
            "/usr/bin/metergate",
            "check",
            "-c",
            "/etc/metergate/gateway.yaml");
    assertEquals(0, check.exitCode(), check.output());
    assertFalse(check.output().contains("other users"), check.output());
  }

  private static List<?> portsOf(Map<?, ?> service) {
    return service.get("ports") instanceof List<?> ports ? ports : List.of();
  }

  private static Map<?, ?> read(Path file) throws IOException {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  private static Map<?, ?> section(Map<?, ?> map, String key) {
    return (Map<?, ?>) map.get(key);
  }

  @Test
  void thereIsNoSecretInTheImage() throws Exception {
    try (Stream<Path> files = Files.walk(context.resolve("root"))) {
      List<Path> left =
          files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(
                  file -> !file.toString().matches(".*/share/metergate/(lib|drivers|grafana)/.*"))
              .map(file -> context.relativize(file))
              .sorted()
              .toList();
      assertEquals(
          List.of(
              Path.of("root/usr/bin/metergate-health"),
              Path.of("root/usr/share/metergate/LICENSE"),
              Path.of("root/usr/share/metergate/metergate")),
          left);
    }
  }
}
