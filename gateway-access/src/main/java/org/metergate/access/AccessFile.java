// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * {@code access.json}: accounts, tokens and sessions, as hashes, for its owner alone. A file that
 * is damaged, foreign, newer, or changed by somebody else meanwhile is never replaced. A new one is
 * written under another name, synced, and then takes the place of the old one. One thread at a
 * time.
 */
final class AccessFile {
  private static final String ROOT = "root";
  private static final int MOST_BYTES = 1 << 20;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private Optional<Stamp> seen = Optional.empty();

  /** What a file that somebody else replaced or wrote to has otherwise. */
  private record Stamp(Object key, FileTime written, long bytes) {}

  AccessFile(Path path) {
    this.path = path;
  }

  AccessState read() throws AccessException {
    try {
      Optional<Stamp> before = stamp();
      if (before.isEmpty()) {
        seen = before;
        return AccessState.EMPTY;
      }
      requireOwn();
      String text = text();
      seen = before;
      return AccessJson.read(text);
    } catch (AccessJson.UnreadableException e) {
      throw new AccessException(
          e.isNewer()
              ? "A newer version of this program wrote "
                  + path
                  + " ("
                  + e.getMessage()
                  + "): use that version, or move the file away and set passwords again."
              : "The file "
                  + path
                  + " is damaged or of another program ("
                  + e.getMessage()
                  + "): put back a copy of it, or move it away and set passwords again.",
          e);
    } catch (IOException e) {
      throw new AccessException("The file " + path + " cannot be read" + reason(e) + ".", e);
    }
  }

  private String text() throws IOException, AccessException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new AccessException(
            "The file " + path + " has more than 1 MB, so it is of another program: move it away.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private void requireOwn() throws IOException, AccessException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new AccessException(path + " is not a regular file: move it away.");
    }
    if (!isPosix()) {
      return;
    }
    PosixFileAttributes now = Files.readAttributes(path, PosixFileAttributes.class);
    if (!OWNER.containsAll(now.permissions())) {
      throw new AccessException(
          "Other users can open "
              + path
              + ", which decides who may open the page: set it right with: chmod 600 "
              + path);
    }
    String owner = now.owner().getName();
    String user = System.getProperty("user.name");
    if (!owner.equals(user) && !ROOT.equals(user)) {
      throw new AccessException(
          "The file "
              + path
              + " belongs to "
              + owner
              + ", and this program runs as "
              + user
              + ": set it right with: chown "
              + user
              + " "
              + path);
    }
  }

  /** Replaces the file; when that fails, the old one is as before. */
  void write(AccessState state) throws AccessException {
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    try {
      if (!seen.equals(stamp())) {
        throw new AccessException(
            "Nothing was changed: another program has changed "
                + path
                + "; restart the gateway, which reads it again.");
      }
      Files.deleteIfExists(beside);
      create(beside);
      put(beside, AccessJson.write(state));
      move(beside);
      seen = stamp();
    } catch (IOException e) {
      discard(beside);
      throw new AccessException("The file " + path + " cannot be written" + reason(e) + ".", e);
    }
  }

  private void create(Path file) throws IOException {
    if (isPosix()) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
      if (ROOT.equals(System.getProperty("user.name"))) {
        // an administrator who sets a password must not take the file from the gateway's user
        Path example = Files.exists(path) ? path : path.toAbsolutePath().getParent();
        Files.setOwner(file, Files.getOwner(example));
      }
    } else {
      Files.createFile(file);
    }
  }

  private static void put(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void move(Path file) throws IOException {
    try {
      Files.move(file, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(file, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // the next write deletes it first
    }
  }

  private Optional<Stamp> stamp() throws IOException {
    try {
      BasicFileAttributes now =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(
          new Stamp(
              Objects.requireNonNullElse(now.fileKey(), ""), now.lastModifiedTime(), now.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return ": " + file.getReason();
    }
    return e instanceof java.nio.file.AccessDeniedException ? ": permission denied" : "";
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
