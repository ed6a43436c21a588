// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.plugin.ShippedJars;

/** What docs/how-to/read-meters-on-a-bus.md tells people to write is accepted. */
class BusPageTest {
  private static final Path PAGE = Path.of("../docs/how-to/read-meters-on-a-bus.md");

  @TempDir Path folder;

  @Test
  void everyConfigurationPassesTheCheck() throws Exception {
    Path drivers = Files.createDirectories(folder.resolve("drivers"));
    ShippedJars.into(drivers);
    List<String> blocks =
        Pattern.compile("^```yaml\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertTrue(blocks.size() > 1, blocks.size() + " configurations");
    for (String block : blocks) {
      Path file =
          Files.writeString(folder.resolve("gateway.yaml"), block + "journal: { path: j.db }\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      try (GatewayProcess check =
          GatewayProcess.withDrivers(drivers, "check", "-c", file.toString())) {
        assertEquals(0, check.awaitExit(), () -> block + check.output());
      }
    }
  }
}
