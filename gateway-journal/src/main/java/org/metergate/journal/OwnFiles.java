// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The access rights of the journal's files. A file that another user can read can also be locked by
 * that user: a lock on SQLite's shared memory stops all writing, and a read transaction lets the
 * write-ahead log grow. So the journal's files are for their owner alone, whatever the umask is.
 * Any thread.
 */
final class OwnFiles {
  /** What SQLite and the journal put next to the file. */
  private static final List<String> ENDINGS = List.of("", "-wal", "-shm", ".lock");

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private OwnFiles() {}

  /** Creates a folder that only its owner may enter. */
  static void createFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      setRights(folder, FOLDER); // a umask may have removed some
    } else {
      Files.createDirectory(folder);
    }
  }

  /** Creates an empty file that only its owner may open, if there is none. */
  static void createFile(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (isPosix(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
      } else {
        Files.createFile(file);
      }
    }
    restrict(file);
  }

  /** Gives the files of a journal to the owner of their folder, where root has created them. */
  static void giveToFolder(Path journal) {
    for (String ending : ENDINGS) {
      Path file = journal.resolveSibling(journal.getFileName() + ending);
      try {
        PosixFileAttributes folder =
            Files.readAttributes(journal.getParent(), PosixFileAttributes.class);
        PosixFileAttributeView view =
            Files.getFileAttributeView(
                file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && !view.readAttributes().owner().equals(folder.owner())) {
          view.setOwner(folder.owner());
          view.setGroup(folder.group());
        }
      } catch (IOException | UnsupportedOperationException e) {
        // there is no such file, or this user is not root and owns what it creates
      }
    }
  }

  /** Restricts the files of a journal; those that belong to another user stay as they are. */
  static void restrictAll(Path journal) {
    for (String ending : ENDINGS) {
      restrict(journal.resolveSibling(journal.getFileName() + ending));
    }
  }

  private static void restrict(Path file) {
    try {
      PosixFileAttributes now = attributes(file);
      if (now.isRegularFile() && !now.permissions().equals(FILE)) {
        setRights(file, FILE);
      }
    } catch (IOException | UnsupportedOperationException e) {
      // there is no such file, or its file system or owner keeps its rights: openings() reports it
    }
  }

  /** Records what other users can do with the journal's files or their folder. */
  static void report(Path journal, Failures failures) {
    Path folder = journal.getParent();
    if (othersMayWrite(folder)) {
      failures.found(
          Failures.Task.FOLDER,
          JournalFindings.FOLDER_OPEN.with("folder", folder),
          folder.toString());
    }
    ENDINGS.stream()
        .map(ending -> journal.resolveSibling(journal.getFileName() + ending))
        .filter(OwnFiles::othersMayOpen)
        .findFirst()
        .ifPresent(
            file ->
                failures.found(
                    Failures.Task.FILE,
                    JournalFindings.FILE_OPEN.with("file", file),
                    file.toString()));
  }

  /**
   * Whether users other than this one and root may create files in a folder; also where a sticky
   * bit keeps them from deleting those of others.
   */
  private static boolean othersMayWrite(Path folder) {
    try {
      PosixFileAttributes now = Files.readAttributes(folder, PosixFileAttributes.class);
      String owner = now.owner().getName();
      return now.permissions().contains(PosixFilePermission.OTHERS_WRITE)
          || now.permissions().contains(PosixFilePermission.GROUP_WRITE)
              && !now.group().getName().equals(owner)
          || !owner.equals("root") && !owner.equals(System.getProperty("user.name"));
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a file system without such rights
    }
  }

  private static boolean othersMayOpen(Path file) {
    try {
      return !FILE.containsAll(attributes(file).permissions());
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static PosixFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** A disk without such rights may refuse that; who mounted it decides who may open files. */
  private static void setRights(Path path, Set<PosixFilePermission> rights) {
    try {
      Files.setPosixFilePermissions(path, rights);
    } catch (IOException e) {
      return;
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
