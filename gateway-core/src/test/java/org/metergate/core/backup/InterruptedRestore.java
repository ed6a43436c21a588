// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A restore in a process of its own, which ends before one of its steps as if it were killed. */
final class InterruptedRestore {
  static final int HALTED = 99;

  private InterruptedRestore() {}

  /**
   * Restores.
   *
   * @param args the backup, the configuration, the time, and the number of the step.
   */
  public static void main(String[] args) throws BackupException {
    int[] left = {Integer.parseInt(args[3])};
    Restore.run(
        Path.of(args[0]),
        new Restore.Target(Path.of(args[1]), Optional.empty(), false),
        Instant.parse(args[2]),
        step -> {
          if (left[0]-- == 0) {
            Runtime.getRuntime().halt(HALTED);
          }
        });
  }
}
