// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The path of a journal, with a lock that keeps a second gateway away. The lock is a separate file,
 * since SQLite's exclusive mode would also keep {@code sqlite3} and every other reader away. The
 * kernel releases the lock when the process ends, however it ends; the lock file stays and contains
 * the process id.
 */
final class JournalFile implements AutoCloseable {
  /**
   * File locks belong to the process, so that the kernel does not notice a second claim within it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

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
      throw inUse(path, " in this process");
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

  /** Resolves links, so that one file has one lock. */
  private static Path real(Path configured) throws JournalException {
    Path absolute = configured.toAbsolutePath();
    Path folder = absolute.getParent();
    try {
      if (Files.exists(absolute)) {
        return absolute.toRealPath();
      }
      if (!Files.exists(folder) && Files.exists(folder.getParent())) {
        Files.createDirectory(folder);
      }
      return folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw new JournalException(
          JournalException.Cause.NOT_WRITABLE,
          "The folder "
              + folder
              + " for the journal "
              + absolute.getFileName()
              + " is missing and cannot be created; create it and make the user of"
              + " this program its owner.",
          e);
    }
  }

  private static Path lockOf(Path path) {
    return path.resolveSibling(path.getFileName() + ".lock");
  }

  private static FileChannel open(Path path) throws IOException, JournalException {
    FileChannel lock =
        FileChannel.open(lockOf(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      if (lock.tryLock() == null) {
        throw inUse(path, holder(path));
      }
      String process = Long.toString(ProcessHandle.current().pid());
      lock.truncate(0);
      lock.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)));
      locked = true;
      return lock;
    } finally {
      if (!locked) {
        lock.close();
      }
    }
  }

  private static String holder(Path path) {
    try {
      String process = Files.readString(lockOf(path), StandardCharsets.US_ASCII).strip();
      return process.matches("\\d{1,19}") ? " (process " + process + ")" : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static JournalException inUse(Path path, String who) {
    return new JournalException(
        JournalException.Cause.IN_USE,
        "Another gateway"
            + who
            + " works with the journal "
            + path
            + "; stop it first, or name another file under journal.path.",
        null);
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
