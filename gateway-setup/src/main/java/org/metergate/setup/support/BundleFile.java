// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Writes a new file that only its owner can read: whole or not at all, and never over another. */
public final class BundleFile {
  private BundleFile() {}

  /**
   * Writes a file.
   *
   * @param file a new name.
   * @param bytes its content.
   * @throws FileAlreadyExistsException when there is something of that name.
   * @throws IOException when it cannot be written; then nothing is left behind.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path folder = file.toAbsolutePath().getParent();
    Path unfinished = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      writeAll(unfinished, bytes);
      try {
        Files.createLink(file, unfinished); // fails where the name was taken meanwhile
      } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
        if (e instanceof FileAlreadyExistsException taken) {
          throw taken;
        }
        Files.move(unfinished, file); // a file system without links, such as that of a USB stick
      }
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void writeAll(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = create(file)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      return FileChannel.open(
          file,
          options,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (UnsupportedOperationException e) {
      return FileChannel.open(file, options); // a file system without permissions
    }
  }
}
