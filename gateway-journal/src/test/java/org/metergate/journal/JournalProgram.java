// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import org.metergate.time.SystemTime;

/** Opens a journal, prints that, and holds it open until its input ends or it is killed. */
final class JournalProgram {
  private JournalProgram() {}

  /** Opens the file in the first argument. */
  public static void main(String[] arguments) throws Exception {
    try (Journal journal =
        Journal.open(new JournalSettings(Path.of(arguments[0])), new SystemTime())) {
      System.out.println(journal.readings().newestId() == 0 ? "open" : "not empty");
      System.in.read();
    }
  }
}
