// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.metergate.journal.sql.JournalConnections;
import org.metergate.journal.sql.OpenFiles;

/**
 * The path of a journal, with a lock that keeps a second gateway away. The lock is a separate file,
 * since SQLite's exclusive mode would also keep {@code sqlite3} and every other reader away. The
 * kernel releases the lock when the process ends, however it ends; the lock file stays and contains
 * the process id and when the process started. All files are for their owner alone.
 */
final class JournalFile implements AutoCloseable {
  /**
   * File locks belong to the process, so that the kernel does not notice a second claim within it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path path;
  private FileChannel lock;

  private JournalFile(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Claims a journal for this process; creates its folder if only the last folder is missing.
   *
   * @param configured the path as configured.
   * @throws JournalException when another gateway has it, or the folder cannot be created or
   *     written.
   */
  static JournalFile claim(Path configured) throws JournalException {
    Path path = real(configured);
    if (!HELD.add(path)) {
      throw inUse(path, LockHolder.THIS);
    }
    FileChannel lock = null;
    boolean claimed = false;
    try {
      lock = open(path);
      claimed = true;
      return new JournalFile(path, lock);
    } catch (IOException e) {
      throw JournalException.nextTo(path, lockOf(path), e);
    } finally {
      if (!claimed) {
        HELD.remove(path);
      }
    }
  }

  /** Returns whether a gateway within this process has the journal. */
  static boolean isHeld(Path path) {
    return HELD.contains(path);
  }

  /** Resolves links, so that one file has one lock. */
  private static Path real(Path configured) throws JournalException {
    Path absolute = configured.toAbsolutePath();
    Path folder = absolute.getParent();
    try {
      if (Files.exists(absolute)) {
        return absolute.toRealPath();
      }
      if (!Files.exists(folder) && Files.exists(folder.getParent())) {
        OwnFiles.createFolder(folder);
      }
      return folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw JournalException.noFolder(folder, absolute.getFileName(), e);
    }
  }

  static Path lockOf(Path path) {
    return path.resolveSibling(path.getFileName() + ".lock");
  }

  private static FileChannel open(Path path) throws IOException, JournalException {
    Path file = lockOf(path);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOwn(file)) {
      throw new JournalException(
          JournalException.Cause.NOT_WRITABLE,
          "The lock file "
              + file
              + " of the journal is a link or no file, and is not followed; see who has put it there,"
              + " and remove it.",
          null);
    }
    OwnFiles.createFile(file);
    FileChannel lock = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean locked = false;
    try {
      if (lock.tryLock() == null) {
        throw inUse(path, LockHolder.of(file));
      }
      lock.truncate(0);
      lock.write(ByteBuffer.wrap(LockHolder.ownLines()));
      locked = true;
      return lock;
    } finally {
      if (!locked) {
        lock.close();
      }
    }
  }

  /** A file of one name: a second one could be that of any other file of this user. */
  private static boolean isOwn(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      Object names = Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
      return ((Number) names).longValue() == 1;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return true; // a system without such attributes
    }
  }

  /**
   * Prepares the file for SQLite, which gives the files that it puts next to it the same rights: a
   * new one is created, a journal is restricted, the file of another program is left as it is.
   */
  void restrict() throws JournalException {
    try {
      if (!Files.exists(path)) {
        OwnFiles.createFile(path);
      } else if (JournalConnections.isJournal(path)) {
        OwnFiles.restrictAll(path);
      }
    } catch (IOException e) {
      throw JournalException.nextTo(path, path, e);
    }
  }

  static JournalException inUse(Path path, String who) {
    return new JournalException(
        JournalException.Cause.IN_USE,
        who + " the journal " + path + "; stop it first, or name another file under journal.path.",
        null);
  }

  /**
   * Makes and claims the lock again where it was removed, as with its whole folder.
   *
   * @throws JournalException when another gateway has it by now.
   */
  synchronized void renewLock() throws IOException, JournalException {
    if (lock.isOpen() && Files.notExists(lockOf(path))) {
      FileChannel before = lock;
      lock = open(path);
      before.close();
    }
  }

  /**
   * Whether a write-ahead log is left, which SQLite removes when the file is closed. Asked before
   * it is opened.
   */
  boolean hasLog() throws IOException {
    Path log = OpenFiles.logOf(path);
    return Files.exists(log) && Files.size(log) > 0;
  }

  /**
   * A name next to the journal that nothing has yet.
   *
   * @param what becomes a part of it.
   * @param now likewise.
   */
  Path aside(String what, Instant now) {
    String name = path.getFileName() + "-" + what + "-" + TIME.format(now);
    Path aside = path.resolveSibling(name);
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = path.resolveSibling(name + "-" + i);
    }
    return aside;
  }

  Path path() {
    return path;
  }

  /** Releases the claim; a second call changes nothing. */
  @Override
  public synchronized void close() {
    if (!lock.isOpen()) {
      return;
    }
    try {
      lock.close();
    } catch (IOException e) {
      // Nothing that could be lost was written through it.
    } finally {
      HELD.remove(path);
    }
  }
}
