// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The files that SQLite has open for a journal, compared with what lies at their paths and with
 * what SQLite last knew of them. The layouts are those of https://sqlite.org/fileformat2.html (1.3
 * the database header, 4.1 the log) and https://sqlite.org/walformat.html (the index in shared
 * memory, in the byte order of the machine).
 *
 * <p>The channels stay open as long as SQLite's own descriptors: the kernel drops all locks of a
 * process on a file when the process closes any descriptor of it. Used under the lock of the syncs;
 * {@link #check} under the writer's lock as well.
 */
public final class OpenFiles implements AutoCloseable {
  /** What has become of the files, the worst first. */
  public enum State {
    /** The open file itself was truncated or overwritten, or a part of its log is lost. */
    DAMAGED,
    /** Something else lies at the path. */
    REPLACED,
    /** Nothing lies at the path. */
    REMOVED,
    /**
     * The file is right, but the log or its index was removed or replaced, with nothing lost yet.
     */
    LOG_LOST,
    /** All are as they should be. */
    GOOD
  }

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 100;
  private static final int APPLICATION_AT = 68;
  private static final int PAGE_SIZE_AT = 16;

  /** The log: 32 bytes, then frames of 24 bytes and a page. */
  private static final int LOG_HEADER_BYTES = 32;

  private static final int FRAME_HEADER_BYTES = 24;
  private static final int LOG_MAGIC = 0x377f0682;

  /** The index: two copies of a header of 48 bytes, then the number of frames that were copied. */
  private static final int LAST_FRAME_AT = 16;

  private static final int PAGES_AT = 20;
  private static final int SALT_AT = 32;
  private static final int COPIED_AT = 96;
  private static final int INDEX_BYTES = 136;

  /** One of the files. */
  private record Watched(Path path, FileChannel channel, Object key) {
    static Watched of(Path path, OpenOption... options) throws IOException {
      FileChannel channel = FileChannel.open(path, options);
      return new Watched(path, channel, attributes(path).fileKey());
    }

    boolean isInPlace() throws IOException {
      try {
        BasicFileAttributes now = attributes(path);
        return now.isRegularFile() && now.fileKey().equals(key);
      } catch (NoSuchFileException | NotDirectoryException e) {
        return false;
      }
    }
  }

  private final Watched database;
  private final Watched log;
  private final Watched index;
  private final int pageBytes;
  private long size;
  private int application;
  private FileTime modified;
  private Copied copied;

  /** Which frames of the log are in the file: of the log with this salt, so many. */
  private record Copied(long salt, int frames) {}

  private OpenFiles(Watched database, Watched log, Watched index, int pageBytes) {
    this.database = database;
    this.log = log;
    this.index = index;
    this.pageBytes = pageBytes;
  }

  /**
   * Watches the files of a journal.
   *
   * @param path of a database that SQLite has opened.
   * @param pageBytes the size of its pages.
   * @throws IOException when one of its files cannot be opened.
   */
  static OpenFiles of(Path path, int pageBytes) throws IOException {
    OpenFiles files =
        new OpenFiles(
            Watched.of(path, StandardOpenOption.READ),
            Watched.of(logOf(path), StandardOpenOption.READ, StandardOpenOption.WRITE),
            Watched.of(indexOf(path), StandardOpenOption.READ),
            pageBytes);
    files.written();
    return files;
  }

  /** The path of the write-ahead log of a database. */
  public static Path logOf(Path path) {
    return path.resolveSibling(path.getFileName() + "-wal");
  }

  /** The path of the index of that log, in shared memory. */
  public static Path indexOf(Path path) {
    return path.resolveSibling(path.getFileName() + "-shm");
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** The size of the log; what was copied into the file counts until it is used again. */
  long logBytes() throws IOException {
    return log.channel().size();
  }

  /** Forces the log to the disk. */
  void forceLog() throws IOException {
    log.channel.force(false);
  }

  /** What the file is like now is right: the program has written it, or it was checked. */
  public void written() throws IOException {
    size = database.channel.size();
    modified = database.isInPlace() ? attributes(database.path).lastModifiedTime() : null;
    ByteBuffer header = read(database.channel, HEADER_BYTES);
    application = header.limit() < HEADER_BYTES ? 0 : header.getInt(APPLICATION_AT);
    copied = copied();
  }

  private Copied copied() throws IOException {
    ByteBuffer known = read(index.channel, INDEX_BYTES).order(ByteOrder.nativeOrder());
    return known.limit() < INDEX_BYTES
        ? new Copied(0, 0)
        : new Copied(known.getLong(SALT_AT), known.getInt(COPIED_AT));
  }

  /**
   * Compares the files with their paths and with what is known of them.
   *
   * @return the worst of what is the matter.
   * @throws IOException when that cannot be found out.
   */
  public State check() throws IOException {
    ByteBuffer known = read(index.channel, INDEX_BYTES).order(ByteOrder.nativeOrder());
    if (known.limit() < INDEX_BYTES) {
      return State.LOG_LOST;
    }
    long frames = Integer.toUnsignedLong(known.getInt(LAST_FRAME_AT));
    boolean copied = frames == Integer.toUnsignedLong(known.getInt(COPIED_AT));
    boolean logRight = hasFrames(frames);
    if (isDamaged(Integer.toUnsignedLong(known.getInt(PAGES_AT))) || !logRight && !copied) {
      return State.DAMAGED;
    }
    if (!database.isInPlace()) {
      return Files.exists(database.path, LinkOption.NOFOLLOW_LINKS)
          ? State.REPLACED
          : State.REMOVED;
    }
    return logRight && log.isInPlace() && index.isInPlace() ? State.GOOD : State.LOG_LOST;
  }

  private boolean isDamaged(long pages) throws IOException {
    if (size == 0) {
      return false; // all of it is still in the log
    }
    long now = database.channel.size();
    if (now < size && now < pages * pageBytes) {
      return true;
    }
    ByteBuffer header = read(database.channel, HEADER_BYTES);
    return header.limit() < HEADER_BYTES
        || !Arrays.equals(MAGIC, Arrays.copyOf(header.array(), MAGIC.length))
        || header.getShort(PAGE_SIZE_AT) != (short) (pageBytes == 65536 ? 1 : pageBytes)
        // as it was, which is 0 as long as all of a new file is in the log
        || header.getInt(APPLICATION_AT) != Migrations.APPLICATION
            && header.getInt(APPLICATION_AT) != application;
  }

  private boolean hasFrames(long frames) throws IOException {
    if (frames == 0) {
      return true;
    }
    ByteBuffer header = read(log.channel, LOG_HEADER_BYTES);
    long bytes = LOG_HEADER_BYTES + frames * (FRAME_HEADER_BYTES + pageBytes);
    return log.channel.size() >= bytes && (header.getInt(0) & ~1) == LOG_MAGIC;
  }

  private static ByteBuffer read(FileChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    int got = Math.max(0, channel.read(buffer, 0));
    return buffer.flip().limit(got);
  }

  /**
   * Whether the file was written since {@link #written} without a frame of the log being copied
   * into it: only another program does that.
   */
  public boolean isOverwritten() throws IOException {
    if (modified == null
        || !database.isInPlace()
        || attributes(database.path).lastModifiedTime().equals(modified)) {
      return false;
    }
    Copied now = copied();
    return now.frames() == 0 || now.equals(copied);
  }

  /** Those of the open files that still lie at their paths: the database, its log, the index. */
  public List<Path> inPlace() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Watched file : List.of(database, log, index)) {
      if (file.isInPlace()) {
        paths.add(file.path);
      }
    }
    return paths;
  }

  @Override
  public void close() {
    for (Watched file : List.of(database, log, index)) {
      try {
        file.channel.close();
      } catch (IOException e) {
        // Nothing was written through it that is not synced.
      }
    }
  }
}
