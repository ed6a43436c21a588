// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.ServerProcess;

/** What the recipes tell people to write is accepted, and every page has the same parts. */
class RecipesTest {
  private static final String SERIAL = "driver: omnipower-dlms, link: \"serial:/dev/ttyUSB0\"";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyConfigurationPassesTheCheck() throws Exception {
    List<Recipes.Block> all = Recipes.configurations();
    assertTrue(all.size() >= Recipes.pages().size(), all.size() + " configurations");
    Set<String> texts = new HashSet<>();
    return all.stream()
        .filter(block -> texts.add(block.text()))
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.page() + ": " + block.text().lines().findFirst().orElse(""),
                    () -> check(block)));
  }

  private void check(Recipes.Block block) throws Exception {
    Path file = Recipes.house(folder, SERIAL, block.text());
    try (GatewayProcess check = GatewayProcess.start("check", "-c", file.toString())) {
      assertEquals(0, check.awaitExit(), check.output()::toString);
    }
  }

  @Test
  void everyPageHasTheSamePartsAndIsInTheList() throws Exception {
    String list = Files.readString(Recipes.list());
    for (Path page : Recipes.pages()) {
      String text = Files.readString(page);
      for (String part :
          List.of("**What you get:**", "## Check", "## When the meter is silent", "## Tried")) {
        boolean needed = !page.endsWith("grafana.md") || !part.matches("## (Check|When).*");
        assertEquals(needed, text.contains(part), page + ": " + part);
      }
      assertTrue(list.contains("(" + page.getFileName() + ")"), page + " is not in the list");
    }
  }

  @Test
  void aPageThatNamesTopicsOfSingleValuesSwitchesThemOn() throws Exception {
    for (Path page : Recipes.pages()) {
      String text = Files.readString(page);
      assertFalse(
          text.contains("electricity/value/") && !text.contains("topic-per-value: true"),
          page::toString);
    }
  }

  @Test
  @Tag("servers")
  void promtoolAcceptsTheFilesForPrometheus() throws Exception {
    List<String> kinds = new ArrayList<>();
    Files.writeString(folder.resolve("metergate.token"), "mgt_0");
    Files.writeString(folder.resolve("metergate.pem"), "");
    for (Recipes.Block block : Recipes.blocks("prometheus.md", "yaml")) {
      String kind =
          block.text().startsWith("scrape_configs:")
              ? "config"
              : block.text().startsWith("groups:") ? "rules" : "";
      if (!kind.isEmpty()) {
        kinds.add(kind);
        Path file = folder.resolve(kind + ".yml");
        Files.writeString(file, block.text().replace("/etc/prometheus", folder.toString()));
        Process promtool =
            new ProcessBuilder(
                    ServerProcess.program("promtool", "prometheus"), "check", kind, file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, promtool.waitFor(), said);
      }
    }
    assertEquals(List.of("config", "rules"), kinds);
  }
}
