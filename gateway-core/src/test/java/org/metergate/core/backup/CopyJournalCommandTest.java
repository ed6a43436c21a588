// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.core.control.ControlAnswer;

class CopyJournalCommandTest {
  @TempDir private Path folder;

  @Test
  void takesTheNameOfACopyBesideTheJournal() throws Exception {
    Path copy = Files.createFile(folder.resolve("journal.db.copy-1f"));

    assertEquals(copy, copied(copy.toString()).file());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "journal.db", "/", "", "/srv/journal.db.copy-", "\0"})
  void takesNoOtherFileAtTheWordOfAGateway(String named) throws Exception {
    Files.createDirectory(folder.resolve("journal.db.copy-")); // of the right name, but no file

    BackupException e = assertThrows(BackupException.class, () -> copied(named));
    assertTrue(e.getMessage().contains("try again"), e.getMessage());
  }

  @Test
  void takesNoLinkToAnotherFile() throws IOException {
    Path other = Files.createFile(folder.resolve("secret"));
    Path link = Files.createSymbolicLink(folder.resolve("journal.db.copy-2"), other);

    assertThrows(BackupException.class, () -> copied(link.toString()));
  }

  private BackupWriter.Copied copied(String named) throws BackupException {
    Map<String, String> facts =
        Map.of("file", named, "version", "5", "bytes", "4096", "newest", "1");
    return CopyJournalCommand.copied(
        new ControlAnswer(true, List.of(), facts), folder.resolve("journal.db"));
  }
}
