// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import org.metergate.time.SystemTime;

/** Opens a journal, says so, and holds it until its input ends or it is killed. */
final class JournalProgram {
  private JournalProgram() {}

  /** Opens the file that is named. */
  public static void main(String[] words) throws Exception {
    try (Journal journal = Journal.open(new JournalSettings(Path.of(words[0])), new SystemTime())) {
      System.out.println(journal.newestId() == 0 ? "open" : "not empty");
      System.in.read();
    }
  }
}
