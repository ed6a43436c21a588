// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.gateway.GeneratedParts;
import org.metergate.core.plugin.PluginDirectory;
import org.metergate.core.plugin.PluginInfo;
import org.metergate.core.plugin.ShippedJars;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.option.OptionSpec;

/** The tables of the drivers' options in docs/reference/configuration.md. */
class OptionTablesTest {
  private static final Path PAGE = Path.of("../docs/reference/configuration.md");

  /** Those that are built in; with the whole project on one class path there are more. */
  private static final List<String> DRIVERS =
      List.of("omnipower-dlms", "p1-dtr", "multical-kmp", "pulse-gpio");

  @TempDir Path folder;

  @Test
  void thePageHasTheOptionsOfEachDriverAsTheProgramDescribesThem() throws Exception {
    Map<String, String> parts = new LinkedHashMap<>();
    try (PluginDirectory directory =
        new PluginDirectory(OptionTablesTest.class.getClassLoader(), List.of())) {
      for (PluginInfo plugin : directory.read().pluginInfo()) {
        if (plugin.kind().equals("driver") && DRIVERS.contains(plugin.name())) {
          parts.put("options of " + plugin.name(), table(plugin.options()));
        }
      }
    }
    assertEquals(DRIVERS.size(), parts.size());
    for (Path jar : ShippedJars.into(folder)) {
      DriverInfo driver = ShippedJars.load(jar).info();
      parts.put("options of " + driver.id(), table(driver.options()));
    }
    assertEquals(DRIVERS.size() + ShippedJars.modules().size(), parts.size());
    GeneratedParts.check(PAGE, OptionTablesTest.class, parts);
  }

  private static String table(List<OptionSpec> options) {
    return options.stream()
        .map(OptionTablesTest::row)
        .collect(
            Collectors.joining(
                "\n", "| option | values | default | meaning |\n|---|---|---|---|\n", ""));
  }

  private static String row(OptionSpec option) {
    String standard = option.standard().map(word -> "`" + word + "`").orElse("none");
    return "| `%s` | %s | %s | %s |"
        .formatted(option.name(), values(option), standard, option.help().replace("|", "\\|"));
  }

  private static String values(OptionSpec option) {
    return switch (option.type()) {
      case CHOICE ->
          option.choices().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
      case BOOLEAN -> "`true`, `false`";
      case INTEGER -> "whole number";
      case DECIMAL -> "number";
      case DURATION -> "duration";
      case SECRET -> "key";
      case TEXT -> "text";
    };
  }
}
