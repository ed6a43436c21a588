// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesAFileThatOnlyItsOwnerCanReadAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("report.zip");
    BundleFile.write(file, new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("report.zip"), names());
  }

  @Test
  void neverOverwritesAFileNorFollowsALink() throws IOException {
    Path file = Files.writeString(folder.resolve("report.zip"), "mine");
    assertThrows(FileAlreadyExistsException.class, () -> BundleFile.write(file, new byte[3]));
    Path link = Files.createSymbolicLink(folder.resolve("link.zip"), folder.resolve("target"));
    assertThrows(FileAlreadyExistsException.class, () -> BundleFile.write(link, new byte[3]));
    assertEquals("mine", Files.readString(file));
    assertEquals(List.of("link.zip", "report.zip"), names());
  }

  @Test
  void aMissingFolderIsAnErrorAndLeavesNothing() throws IOException {
    assertThrows(
        IOException.class, () -> BundleFile.write(folder.resolve("no/report.zip"), new byte[3]));
    assertEquals(List.of(), names());
  }
}
