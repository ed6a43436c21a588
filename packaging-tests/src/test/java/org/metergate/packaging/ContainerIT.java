// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Shell.run(List.of(SOURCES.resolve("build").toString(), "--out", context.toString()));
    buildah.build(context, "Containerfile", IMAGE, "--build-arg", "BASE=" + Buildah.BASE);
    container = buildah.container(IMAGE);
  }

  /** The configuration and the volume, as an engine mounts them. */
  private List<String> mounts() throws Exception {
    Path etc = Files.createDirectories(folder.resolve("etc"));
    Path state = Files.createDirectories(folder.resolve("state"));
    Files.writeString(etc.resolve("gateway.yaml"), CONFIGURATION);
    Shell.run(List.of("chmod", "-R", "a+rX", folder.toString()));
    Shell.run(List.of("chown", "10001:10001", state.toString()));
    return List.of("-v", etc + ":/etc/metergate:ro", "-v", state + ":/var/lib/metergate:rw");
  }

  @Test
  void answersItsVersionAsAnUnprivilegedUser() throws Exception {
    Shell.Ended version = buildah.inside(container, List.of(), "/usr/bin/metergate", "version");
    assertEquals(0, version.status(), version.text());
    assertTrue(version.text().startsWith("metergate "), version.text());
    assertEquals("10001", buildah.inside(container, List.of(), "id", "-u").text().strip());
  }

  @Test
  void theHealthCheckFollowsTheGatewayAndStartsNoJava() throws Exception {
    List<String> mounts = mounts();
    Shell.Ended before = buildah.inside(container, mounts, "/usr/bin/metergate-health");
    assertEquals(1, before.status(), before.text());
    assertTrue(before.text().contains("no gateway at"), before.text());
    String[] command = {"/usr/bin/metergate", "run", "-c", "/etc/metergate/gateway.yaml"};
    try (Installed gateway =
        buildah.start(List.of(), folder.resolve("log"), container, mounts, command)) {
      gateway.awaitLog("p1: first reading");
      long start = System.nanoTime();
      Shell.Ended check = buildah.inside(container, mounts, "/usr/bin/metergate-health");
      assertEquals(0, check.status(), check.text() + gateway.log());
      assertFalse(check.text().isBlank());
      assertTrue(System.nanoTime() - start < 20_000_000_000L);
      assertTrue(Files.exists(folder.resolve("state/journal.db")));
      gateway.stop();
      assertTrue(gateway.log().contains("first reading"), gateway.log());
    }
    Shell.Ended after = buildah.inside(container, mounts, "/usr/bin/metergate-health");
    assertEquals(1, after.status(), after.text());
  }

  /** Only the volume and /tmp are written, so the root may be read-only. */
  @Test
  void nothingIsWrittenOutsideOfTheVolume() throws Exception {
    List<String> mounts = mounts();
    String[] command = {"/usr/bin/metergate", "run", "-c", "/etc/metergate/gateway.yaml"};
    buildah.inside(container, List.of("--user", "0"), "touch", "/begin");
    try (Installed gateway =
        buildah.start(List.of(), folder.resolve("log"), container, mounts, command)) {
      gateway.awaitLog("p1: first reading");
      gateway.stop();
    }
    String changed =
        buildah
            .inside(
                container,
                List.of("--user", "0"),
                "find",
                "/",
                "-xdev",
                "(",
                "-path",
                "/proc",
                "-o",
                "-path",
                "/sys",
                "-o",
                "-path",
                "/tmp",
                "-o",
                "-path",
                "/dev",
                ")",
                "-prune",
                "-o",
                "-user",
                "10001",
                "-newer",
                "/begin",
                "-print")
            .text();
    assertEquals("", changed.strip());
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
    Shell.run(List.of("cp", "-r", compose.resolve("etc").toString(), etc.toString()));
    Path keys = Files.createDirectories(etc.resolve("keys"));
    Files.writeString(keys.resolve("gpk60"), "5AD84121D9D20B364B7A11F3C1B5827F");
    Files.writeString(keys.resolve("gpk61"), "3B84D121D9D20B364B7A11F3C1B5827F");
    Files.writeString(keys.resolve("mqtt"), "sample-of-a-password");
    Files.writeString(keys.resolve("influxdb"), "sample-of-a-password");
    Shell.run(List.of("chown", "-R", "10001:10001", folder.toString()));
    Shell.Ended check =
        buildah.inside(
            container,
            List.of("-v", etc + ":/etc/metergate:ro"),
            "/usr/bin/metergate",
            "check",
            "-c",
            "/etc/metergate/gateway.yaml");
    assertEquals(0, check.status(), check.text());
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
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().matches(".*/share/metergate/(lib|grafana)/.*"))
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
