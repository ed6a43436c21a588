// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

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
 * Keeps a second gateway away from a journal. A file of its own beside it, since SQLite's exclusive
 * mode would also keep {@code sqlite3} and every other reader away. The kernel lets go of it when
 * the process ends, however it ends; the file stays and holds the number of the process.
 */
final class JournalLock implements AutoCloseable {
  /** Locks belong to the process, so that the kernel does not see a second opener inside it. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path journal;
  private final FileChannel channel;

  private JournalLock(Path journal, FileChannel channel) {
    this.journal = journal;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param journal a real path, without links in it.
   * @throws JournalException when another has it, or the folder cannot be written.
   */
  static JournalLock take(Path journal) throws JournalException {
    Path path = journal.resolveSibling(journal.getFileName() + ".lock");
    if (!HELD.add(journal)) {
      throw inUse(journal, " (this process)", null);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
      if (channel.tryLock() == null) {
        throw inUse(journal, holder(path), null);
      }
      channel.truncate(0);
      byte[] process =
          Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(process), 0);
      return new JournalLock(journal, channel);
    } catch (IOException e) {
      letGo(journal, channel);
      throw new JournalException(
          JournalException.Cause.NOT_WRITABLE,
          "The file "
              + path
              + " beside the journal cannot be written; check that the user of this program may"
              + " write in its folder and that the disk has room.",
          e);
    } catch (JournalException e) {
      letGo(journal, channel);
      throw e;
    }
  }

  private static String holder(Path path) {
    try {
      String process = Files.readString(path, StandardCharsets.US_ASCII).strip();
      return process.matches("\\d{1,19}") ? " (process " + process + ")" : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static JournalException inUse(Path journal, String who, Throwable cause) {
    return new JournalException(
        JournalException.Cause.IN_USE,
        "Another gateway"
            + who
            + " works with the journal "
            + journal
            + "; stop it first, or name another file under journal.path.",
        cause);
  }

  private static void letGo(Path journal, FileChannel channel) {
    HELD.remove(journal);
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing was written through it that could be lost.
    }
  }

  @Override
  public void close() {
    letGo(journal, channel);
  }
}
