// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may read new files and folders, whatever the umask is. What exists already keeps its rights,
 * and so does everything on a file system without them.
 */
enum ReadableBy {
  OWNER("rw-------", "rwx------"),
  GROUP("rw-r-----", "rwxr-x---"),
  ALL("rw-r--r--", "rwxr-xr-x");

  private final Set<PosixFilePermission> file;
  private final Set<PosixFilePermission> folder;

  ReadableBy(String file, String folder) {
    this.file = PosixFilePermissions.fromString(file);
    this.folder = PosixFilePermissions.fromString(folder);
  }

  /** Creates a folder and the missing ones above it. */
  void createFolders(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path above = path.toAbsolutePath().getParent();
    if (above != null) {
      createFolders(above);
    }
    if (isPosix(path)) {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(folder));
      restoreRights(path, folder);
    } else {
      Files.createDirectory(path);
    }
  }

  /** Creates an empty file if there is none. */
  void createFile(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (isPosix(path)) {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(file));
        restoreRights(path, file);
      } else {
        Files.createFile(path);
      }
    } catch (FileAlreadyExistsException e) {
      // another program was faster; its file keeps its rights
    }
  }

  /** Whether a file that exists may be read by more users than these. */
  boolean isExceededBy(Path path) {
    try {
      return !file.containsAll(Files.getPosixFilePermissions(path));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Adds what the umask has removed; a disk without such rights may refuse that. */
  private static void restoreRights(Path path, Set<PosixFilePermission> rights) {
    try {
      Files.setPosixFilePermissions(path, rights);
    } catch (IOException e) {
      return; // who mounted it decides who may read what is on it
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
