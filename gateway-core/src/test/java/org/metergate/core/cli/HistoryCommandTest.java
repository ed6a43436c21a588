// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;

/** {@code history}, with and without a running gateway, at the speed of an emulated meter. */
@Timeout(120)
class HistoryCommandTest {
  private static final String HEAT =
      "  heat:\n    driver: multical-kmp\n    link: \"emulator:multical?model=603\"\n"
          + "    options: { model: 603, supply: mains }\n";
  private static final String OTHERS =
      "  house: { driver: omnipower-dlms, link: \"emulator:omnipower\" }\n"
          + "  water: { driver: multical-kmp, link: \"serial:/dev/there-is-none\" }\n";

  @TempDir Path folder;

  private String file;

  @BeforeEach
  void configure() throws IOException {
    Path yaml = folder.resolve("gateway.yaml");
    String journal = "journal: { path: journal.db }\n";
    file = Files.writeString(yaml, "meters:\n" + HEAT + OTHERS + journal).toString();
  }

  private Run years() {
    return Run.of("history", "heat", "--from", "2025-06-01", "--step", "year", "-c", file);
  }

  @Test
  void readsALoggerOnceWhetherAGatewayRunsOrNot() throws Exception {
    String alone = years().ends(0).out();
    assertTrue(alone.matches("By the year: (\\d+) records?, \\1 of them new\\.\\R"), alone);
    try (LiveRun run = new LiveRun("run", "-c", file)) {
      Path socket = folder.resolve("control.sock");
      Await.until("the socket", Duration.ofSeconds(60), () -> Files.exists(socket));
      String again = years().ends(0).out();
      assertEquals(alone.replaceAll(", \\d+ of", ", 0 of"), again);
      Run house =
          Run.of("history", "house", "--from", "2025-06-01", "--step", "day", "-c", file).ends(1);
      assertEquals("The driver of 'house' cannot read records by the day.", house.err().strip());
      run.stop();
    }
  }

  @Test
  void namesAMeterThatIsNotThereAndAPortThatIsMissing() {
    Run.of("history", "heet", "--from", "2025-06-01", "-c", file)
        .refuses(1, "There is no meter 'heet'; did you mean 'heat'?");
    Run water =
        Run.of("history", "water", "--from", "2025-06-01", "--step", "day", "-c", file).ends(1);
    assertTrue(water.err().contains("/dev/there-is-none"), water.err());
  }

  @Test
  void refusesTimesAndStepsThatAreNone() {
    Run.of("history", "heat", "--from", "yesterday", "-c", file)
        .refuses(
            2,
            "--from must be a time like 2026-01-31 or 2026-01-31T14:00, in the years 1970 to 2999,"
                + " not 'yesterday'.");
    Run.of("history", "heat", "--from", "2025-06-02", "--to", "2025-06-01", "-c", file)
        .refuses(2, "--from must be before --to.");
    Run.of("history", "heat", "--from", "2025-06-02", "--step", "week", "-c", file)
        .refuses(2, "--step must be one of year, month, day, hour, not 'week'.");
  }
}
