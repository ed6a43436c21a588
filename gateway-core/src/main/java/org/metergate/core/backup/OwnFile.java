// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * Files that a restore creates. They have the owner and rights of what they replace, else the owner
 * of their folder and rights for that owner alone, so that root can restore what another user
 * reads.
 */
final class OwnFile {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final Set<PosixFilePermission> ALONE =
      PosixFilePermissions.fromString("rw-------");

  private OwnFile() {}

  static void create(Path file, Optional<Path> like) throws IOException {
    if (!isPosix(file)) {
      Files.createFile(file);
      return;
    }
    Files.createFile(file, PosixFilePermissions.asFileAttribute(ALONE));
    Optional<Path> model = like.filter(Files::exists);
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes of =
        Files.readAttributes(model.orElse(file.getParent()), PosixFileAttributes.class);
    try {
      view.setOwner(of.owner());
      view.setGroup(of.group());
    } catch (IOException e) {
      // only root may; another user owns what it creates
    }
    if (model.isPresent()) {
      view.setPermissions(of.permissions());
    }
  }

  /**
   * Opens a file that was created before. A link is not followed: another user, to whom the folder
   * belongs, may have put one there meanwhile.
   */
  static OutputStream open(Path file) throws IOException {
    return Files.newOutputStream(
        file,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        LinkOption.NOFOLLOW_LINKS);
  }

  static void write(Path file, byte[] content) throws IOException {
    try (OutputStream out = open(file)) {
      out.write(content);
    }
  }

  static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    createFolders(folder.getParent());
    if (isPosix(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try {
        Files.setOwner(folder, Files.getOwner(folder.getParent()));
      } catch (IOException e) {
        // only root may
      }
    } else {
      Files.createDirectory(folder);
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** A name next to a file that nothing has yet. */
  static Path aside(Path file, Instant now) {
    String name = file.getFileName() + "-before-restore-" + TIME.format(now);
    Path aside = file.resolveSibling(name);
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = file.resolveSibling(name + "-" + i);
    }
    return aside;
  }

  /** A second name, so that the first one always leads to a whole file; else it is renamed. */
  static void keep(Path file, Path aside) throws IOException {
    try {
      Files.createLink(aside, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.move(file, aside);
    }
  }

  static void replace(Path part, Path file) throws IOException {
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    BackupWriter.force(file.getParent());
  }
}
