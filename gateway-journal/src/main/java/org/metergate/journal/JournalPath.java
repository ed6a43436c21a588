// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/** Finds out beforehand whether a journal can be opened at a path; creates and changes nothing. */
public final class JournalPath {
  /** The first bytes of each database, https://www.sqlite.org/fileformat.html section 1.3. */
  private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private JournalPath() {}

  /**
   * Returns why the journal cannot be opened.
   *
   * @param configured the path as configured.
   * @param withParents whether missing folders above that of the journal are created as well.
   * @return the same sentence as {@link Journal#open} would give, for what can be seen without
   *     opening the database; else empty.
   */
  public static Optional<String> objection(Path configured, boolean withParents) {
    Path absolute = configured.toAbsolutePath();
    Path folder = absolute.getParent();
    try {
      if (Files.exists(absolute)) {
        return objectionToFile(absolute.toRealPath()).map(Exception::getMessage);
      }
      if (folder == null || !canBecomeFolder(folder, withParents)) {
        return Optional.of(
            JournalException.noFolder(folder, absolute.getFileName(), null).getMessage());
      }
      Path real = Files.exists(folder) ? folder.toRealPath() : folder;
      return isWritable(real)
          ? taken(real.resolve(absolute.getFileName())).map(Exception::getMessage)
          : Optional.of(
              JournalException.nextTo(
                      real.resolve(absolute.getFileName()),
                      JournalFile.lockOf(real.resolve(absolute.getFileName())),
                      null)
                  .getMessage());
    } catch (IOException e) {
      return Optional.of(JournalException.noFolder(folder, absolute.getFileName(), e).getMessage());
    }
  }

  private static boolean canBecomeFolder(Path folder, boolean withParents) {
    if (Files.exists(folder)) {
      return Files.isDirectory(folder);
    }
    Path above = folder.getParent();
    while (withParents && above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above != null && Files.isDirectory(above) && Files.isWritable(above);
  }

  /** Returns whether files can be created in a folder, or in the one in which it is created. */
  private static boolean isWritable(Path folder) {
    return !Files.exists(folder) || Files.isWritable(folder);
  }

  private static Optional<JournalException> objectionToFile(Path path) throws IOException {
    if (!Files.isRegularFile(path) || !Files.isReadable(path) || !Files.isWritable(path)) {
      return Optional.of(JournalException.foreseen(JournalException.Cause.NOT_WRITABLE, path));
    }
    if (!Files.isWritable(path.getParent())) {
      return Optional.of(JournalException.nextTo(path, JournalFile.lockOf(path), null));
    }
    if (JournalFile.isHeld(path)) {
      // SQLite would lose its locks on the file if this process opened and closed it once more
      return Optional.of(JournalFile.inUse(path, LockHolder.THIS));
    }
    try (var in = Files.newInputStream(path)) {
      byte[] begin = in.readNBytes(HEADER.length);
      if (begin.length > 0 && !Arrays.equals(begin, HEADER)) {
        return Optional.of(JournalException.foreseen(JournalException.Cause.NOT_A_JOURNAL, path));
      }
    }
    return taken(path);
  }

  /** Asks for the lock of another process; within this one that would release its own. */
  private static Optional<JournalException> taken(Path path) throws IOException {
    if (JournalFile.isHeld(path)) {
      return Optional.of(JournalFile.inUse(path, LockHolder.THIS));
    }
    Path lock = JournalFile.lockOf(path);
    if (!Files.isRegularFile(lock)) {
      return Optional.empty();
    }
    if (!Files.isWritable(lock)) {
      return Optional.of(JournalException.nextTo(path, lock, null));
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null
          ? Optional.of(JournalFile.inUse(path, LockHolder.of(lock)))
          : Optional.empty();
    }
  }
}
