// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.faultrun.plan.Schedule;

/** Short runs of the built program under faults. By hand, run many more and longer ones. */
@Tag("faults")
@Tag("broker")
class FaultRunIT {
  private static final Path HOME = Path.of("../target/metergate").toAbsolutePath().normalize();

  /** Two faults on each track. */
  private static final Duration LENGTH = Duration.ofSeconds(17);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatTheMetersSentArrivesEverywhereOnceAndInOrder(long seed, @TempDir Path folder)
      throws Exception {
    assumeTrue(Files.isDirectory(HOME.resolve("lib")), HOME + " is not built");
    assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "the kernel does not count what is unread");
    Schedule schedule = Schedule.of(seed, LENGTH, List.of());
    FaultRun.Verdict verdict =
        FaultRun.run(
            schedule,
            seed,
            LENGTH,
            FaultRun.PACE,
            Program.classPath(HOME),
            folder.resolve("seed-" + seed));
    assertEquals(
        List.of(), verdict.differences(), () -> schedule.text() + "\n" + verdict.summary());
  }
}
