// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.metergate.core.backup.Manifest.Part;
import org.metergate.journal.JournalCopy;
import org.metergate.journal.JournalException;

/**
 * Writes backups: under another name first, checked by reading it again, on the disk, then under
 * its own name. Whatever happens, there is a whole backup or none. One thread.
 */
public final class BackupWriter {
  private static final int BUFFER = 1 << 16;

  private BackupWriter() {}

  /** Copies the journal. */
  public interface JournalSource {
    /**
     * Copies the journal into a file of its own, which the caller removes.
     *
     * @param suggested where nothing is, on the disk of the backup.
     * @return where the copy is.
     * @throws JournalException when the journal cannot be copied.
     * @throws BackupException when the gateway cannot be asked to.
     */
    Copied copy(Path suggested) throws JournalException, BackupException;
  }

  /**
   * A copy of the journal.
   *
   * @param file where it is.
   * @param copy what is in it.
   */
  public record Copied(Path file, JournalCopy copy) {}

  /**
   * A backup that was written.
   *
   * @param file where it is.
   * @param bytes its size.
   * @param copy what its journal has.
   */
  public record Written(Path file, long bytes, JournalCopy copy) {}

  /**
   * Writes a backup, readable for its owner alone.
   *
   * @param contents what goes into it besides the journal.
   * @param journal copies the journal.
   * @param target the file.
   * @param replace whether an existing file is replaced.
   * @param now the time that the backup gets.
   * @return what was written.
   * @throws BackupException when it cannot be written; nothing is left of it then.
   */
  public static Written write(
      BackupContents contents, JournalSource journal, Path target, boolean replace, Instant now)
      throws BackupException {
    Path file = target.toAbsolutePath().normalize();
    refuseTarget(file, replace);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Path suggested = file.resolveSibling(file.getFileName() + ".journal-part");
    try (Leftovers leftovers = new Leftovers(part, suggested)) {
      leftovers.remove();
      Copied copied = journal.copy(suggested);
      leftovers.add(copied.file());
      JournalCopy copy = copied.copy();
      try (FileChannel channel = create(part)) {
        write(channel, contents, copied, now.truncatedTo(ChronoUnit.SECONDS));
        channel.force(true);
      }
      BackupArchive.open(part).close(); // reads it again
      publish(part, file, replace);
      return new Written(file, Files.size(file), copy);
    } catch (JournalException e) {
      throw new BackupException(e.getMessage(), e);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new BackupException(
          "The backup "
              + file
              + " cannot be written: "
              + FileFault.reason(e)
              + "; nothing of it was kept. Choose another folder, or put that right.",
          e);
    }
  }

  private static void refuseTarget(Path file, boolean replace) throws BackupException {
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new BackupException(file + " is a folder; name a new file in it.");
    }
    if (!Files.isDirectory(folder)) {
      throw new BackupException("There is no folder " + folder + "; create it first.");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (!replace) {
        throw exists(file);
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new BackupException(file + " is a link or no file; it is not replaced.");
      }
    }
  }

  private static BackupException exists(Path file) {
    return new BackupException(
        file + " exists already; name another file, or replace it with --force.");
  }

  private static FileChannel create(Path part) throws IOException {
    boolean posix = part.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] own =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(part, own);
    return FileChannel.open(part, StandardOpenOption.WRITE);
  }

  private static void write(
      FileChannel channel, BackupContents contents, Copied copied, Instant time)
      throws IOException {
    long seconds = time.getEpochSecond();
    List<Part> parts = new ArrayList<>();
    parts.add(
        member(
            channel,
            seconds,
            BackupArchive.CONFIGURATION,
            contents.configuration().getBytes(StandardCharsets.UTF_8),
            ""));
    parts.add(journal(channel, seconds, copied.file()));
    int number = 0;
    for (BackupContents.Extra extra : contents.files()) {
      byte[] content = BackupContents.read(extra.file());
      String name = BackupArchive.KEYS + ++number;
      parts.add(member(channel, seconds, name, content, extra.path()));
    }
    byte[] manifest =
        new Manifest(
                Manifest.FORMAT,
                contents.program(),
                contents.gateway(),
                time,
                copied.copy().version(),
                copied.copy().bytes(),
                contents.keys(),
                parts)
            .bytes();
    member(channel, seconds, Manifest.NAME, manifest, "");
    member(channel, seconds, BackupArchive.SUM, BackupArchive.sumLine(manifest), "");
    put(channel, new byte[2 * TarHeader.BLOCK]);
  }

  private static Part member(
      FileChannel channel, long seconds, String name, byte[] content, String path)
      throws IOException {
    TarHeader header = new TarHeader(name, content.length, seconds);
    put(channel, header.bytes());
    put(channel, content);
    put(channel, new byte[(int) (header.paddedSize() - content.length)]);
    return new Part(name, content.length, Digest.of(content), path);
  }

  /** Packs the journal; its header is written when its size is known. */
  private static Part journal(FileChannel channel, long seconds, Path copy) throws IOException {
    long at = channel.position();
    put(channel, new byte[TarHeader.BLOCK]);
    Digest digest = new Digest();
    OutputStream both = new Both(Channels.newOutputStream(channel), digest);
    try (InputStream in =
            new BufferedInputStream(Files.newInputStream(copy, LinkOption.NOFOLLOW_LINKS), BUFFER);
        GZIPOutputStream packed =
            new GZIPOutputStream(both, BUFFER) {
              {
                def.setLevel(Deflater.BEST_SPEED);
              }
            }) {
      in.transferTo(packed);
    }
    TarHeader header = new TarHeader(BackupArchive.JOURNAL, digest.bytes(), seconds);
    put(channel, new byte[(int) (header.paddedSize() - header.size())]);
    long end = channel.position();
    channel.position(at);
    put(channel, header.bytes());
    channel.position(end);
    return new Part(BackupArchive.JOURNAL, digest.bytes(), digest.hex(), "");
  }

  /** Writes to the file and to the sum; closing it leaves the file open. */
  private static final class Both extends OutputStream {
    private final OutputStream file;
    private final Digest digest;

    Both(OutputStream file, Digest digest) {
      this.file = file;
      this.digest = digest;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      file.write(from, offset, length);
      digest.write(from, offset, length);
    }
  }

  private static void put(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static void publish(Path part, Path file, boolean replace) throws IOException {
    if (replace) {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      try {
        Files.createLink(file, part); // fails where the name has appeared meanwhile
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (IOException | UnsupportedOperationException e) {
        Files.move(part, file); // a file system without links
      }
    }
    force(file.getParent());
  }

  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
