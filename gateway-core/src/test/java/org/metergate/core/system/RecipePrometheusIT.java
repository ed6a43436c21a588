// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.PrivateNetwork;
import org.metergate.testing.ServerProcess;

/** The recipe for Prometheus on another machine, followed step by step on two hosts. */
@Tag("servers")
@Tag("netns")
@Timeout(300)
class RecipePrometheusIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void readsOverTlsWithATokenAndNothingWithoutOne() throws Exception {
    ServerProcess.program("prometheus", "prometheus");
    ServerProcess.program("openssl", "openssl");
    try (PrivateNetwork network = PrivateNetwork.lay()) {
      String own =
          Recipes.configurations().stream()
              .filter(block -> block.page().equals("prometheus.md"))
              .findFirst()
              .orElseThrow()
              .text();
      Path file = Recipes.house(folder, "driver: p1-dtr, link: \"emulator:p1\"", own);
      try (GatewayProcess gateway = GatewayProcess.runThrough(network.runInside(), file)) {
        gateway.awaitLine("The status page is at ");
        GatewayProcess.ask("a long password\n", "password", "admin", "-c", file.toString());
        List<String> said =
            GatewayProcess.ask(
                "", "token", "add", "prometheus", "--expires", "365d", "-c", file.toString());
        Files.writeString(folder.resolve("metergate.token"), said.get(said.size() - 1));
        fetchCertificate(network.inside());
        scrape(network.inside());
      }
    }
  }

  /** The line of the recipe, until the page is open. */
  private void fetchCertificate(String gateway) throws Exception {
    String line =
        Recipes.blocks("prometheus.md", "sh").stream()
            .flatMap(block -> block.text().lines())
            .filter(text -> text.startsWith("openssl s_client"))
            .findFirst()
            .orElseThrow()
            .replace("192.168.1.5", gateway)
            .replace("/etc/prometheus", folder.toString());
    Await.until(
        "the page shows its certificate",
        LIMIT,
        () ->
            new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start().waitFor() == 0
                && Files.readString(folder.resolve("metergate.pem"), StandardCharsets.US_ASCII)
                    .contains("END CERTIFICATE"));
  }

  private void scrape(String gateway) throws Exception {
    String config =
        Recipes.blocks("prometheus.md", "yaml").stream()
            .map(Recipes.Block::text)
            .filter(text -> text.startsWith("scrape_configs:"))
            .findFirst()
            .orElseThrow()
            .replace("192.168.1.5", gateway)
            .replace("/etc/prometheus", folder.toString())
            .replace("15s", "2s");
    try (ServerProcess prometheus = ServerProcess.prometheus(folder, 9, "1s")) {
      Files.writeString(folder.resolve("prometheus.yml"), config);
      prometheus.start();
      Await.until(
          "Prometheus has the power of the meter",
          LIMIT,
          () ->
              prometheus.get("/api/v1/query?query=metergate_power_watts").contains("electricity"));
      Await.until("the target is up", LIMIT, () -> isUp(prometheus, 1)); // one may take too long
      Files.writeString(folder.resolve("metergate.token"), "mgt_wrong");
      Await.until(
          "without the token nothing is read",
          LIMIT,
          () -> isUp(prometheus, 0) && prometheus.get("/api/v1/targets").contains("401"));
    }
  }

  private static boolean isUp(ServerProcess prometheus, int up) throws Exception {
    return prometheus.get("/api/v1/query?query=up").contains("\"" + up + "\"]");
  }
}
