// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  private static final MeterKey E = MeterKey.of("C05E7A19D3B2486F90AD1E7733F8042B");
  private static final MeterKey A = MeterKey.of("18F3D9A60B7C42E5816E0FD25A94B37C");

  @TempDir Path folder;

  private Map<Path, MeterKey> both(MeterKey first, MeterKey second) {
    Map<Path, MeterKey> keys = new LinkedHashMap<>();
    keys.put(folder.resolve("new/keys/gpk60"), first);
    keys.put(folder.resolve("new/keys/gpk61"), second);
    return keys;
  }

  private String content(String name) throws IOException {
    return Files.readString(folder.resolve("new/keys").resolve(name));
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("new/keys"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void filesAndNewFoldersAreForTheirOwnerAlone() throws Exception {
    KeyFiles.write(both(E, A), false);
    assertEquals("rw-------", rights(folder.resolve("new/keys/gpk60")));
    assertEquals("rw-------", rights(folder.resolve("new/keys/gpk61")));
    assertEquals("rwx------", rights(folder.resolve("new/keys")));
    assertEquals(E.reveal() + "\n", content("gpk60"));
    assertEquals(A.reveal() + "\n", content("gpk61"));
    assertEquals(List.of("gpk60", "gpk61"), names());
  }

  @Test
  void rootWritesForTheOwnerOfTheFolder() throws Exception {
    Path keys = Files.createDirectories(folder.resolve("new/keys"));
    assumeTrue(Files.getOwner(keys).getName().equals("root"), "this test needs root");
    UserPrincipal service =
        keys.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(keys, service);
    KeyFiles.write(both(E, A), false);
    assertEquals(service, Files.getOwner(keys.resolve("gpk60")));
    assertEquals("rw-------", rights(keys.resolve("gpk60")));
  }

  @Test
  void whatIsThereStaysUnlessItIsToBeReplaced() throws Exception {
    KeyFiles.write(both(E, A), false);
    assertThrows(KeyFiles.ExistsException.class, () -> KeyFiles.write(both(A, E), false));
    assertEquals(E.reveal() + "\n", content("gpk60"));
    KeyFiles.write(both(A, E), true);
    assertEquals(A.reveal() + "\n", content("gpk60"));
    assertEquals("rw-------", rights(folder.resolve("new/keys/gpk60")));
    assertEquals(List.of("gpk60", "gpk61"), names());
  }

  @Test
  void theSameKeysOnceMoreAreFineAndCloseAnOpenFile() throws Exception {
    KeyFiles.write(both(E, A), false);
    Files.setPosixFilePermissions(
        folder.resolve("new/keys/gpk60"), PosixFilePermissions.fromString("rw-r--r--"));
    KeyFiles.write(both(E, A), false);
    assertEquals("rw-------", rights(folder.resolve("new/keys/gpk60")));
  }

  @Test
  void nothingIsWrittenWhereTheSecondOneIsInTheWay() throws Exception {
    Files.createDirectories(folder.resolve("new/keys"));
    Files.writeString(folder.resolve("new/keys/gpk61"), "another");
    assertThrows(KeyFiles.ExistsException.class, () -> KeyFiles.write(both(E, A), false));
    assertEquals(List.of("gpk61"), names());
    assertEquals("another", content("gpk61"));
  }

  @Test
  void aFolderOfThatNameIsNeverReplacedAndALinkIsNotFollowed() throws Exception {
    Path keys = Files.createDirectories(folder.resolve("new/keys"));
    Files.createDirectory(keys.resolve("gpk60"));
    assertThrows(KeyFiles.ExistsException.class, () -> KeyFiles.write(both(E, A), true));
    Files.delete(keys.resolve("gpk60"));
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
    Files.createSymbolicLink(keys.resolve("gpk60"), elsewhere);
    assertThrows(KeyFiles.ExistsException.class, () -> KeyFiles.write(both(E, A), false));
    KeyFiles.write(both(E, A), true);
    assertEquals("mine", Files.readString(elsewhere));
    assertTrue(Files.isRegularFile(keys.resolve("gpk60"), LinkOption.NOFOLLOW_LINKS));
  }

  /** The name appears with the whole key in it, so no reader sees a part. */
  @Test
  void aReaderNeverSeesAPartOfAKeyNorAnOpenFile() throws Exception {
    Path file = folder.resolve("new/keys/gpk60");
    CompletableFuture<Void> written =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 0; i < 60; i++) {
                  KeyFiles.write(both(i % 2 == 0 ? E : A, i % 2 == 0 ? A : E), i > 0);
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    while (!written.isDone()) {
      if (Files.exists(file)) {
        assertEquals(33, Files.readString(file).length());
        assertEquals("rw-------", rights(file));
      }
    }
    written.join();
  }

  @Test
  void aFileInPlaceOfTheFolderIsAnErrorWithoutTheKey() throws Exception {
    Files.writeString(folder.resolve("new"), "a file");
    IOException e =
        org.junit.jupiter.api.Assertions.assertThrows(
            IOException.class, () -> KeyFiles.write(both(E, A), false));
    assertFalse(String.valueOf(e).contains(E.reveal().substring(0, 8)));
  }
}
