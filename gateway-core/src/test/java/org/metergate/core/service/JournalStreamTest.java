// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStreamTest {
  @TempDir Path folder;

  @Test
  void anOutputIsTheJournalsOnlyIfItIsTheVeryFileThatWasNamed() throws Exception {
    Path output = Files.createFile(folder.resolve("output"));
    Path other = Files.createFile(folder.resolve("other"));
    String named =
        Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino");
    assertTrue(JournalStream.is(named, output));
    assertTrue(JournalStream.is(named, Files.createSymbolicLink(folder.resolve("2"), output)));
    assertFalse(JournalStream.is(named, other), "redirected");
    assertFalse(JournalStream.is(null, output));
    assertFalse(JournalStream.is("", output));
    assertFalse(JournalStream.is(named, folder.resolve("none")));
  }
}
