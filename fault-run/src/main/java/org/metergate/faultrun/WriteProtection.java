// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that nobody may write: by its mode, and for root, who may write all the same, by the
 * attribute "immutable" where the file system has it.
 */
final class WriteProtection implements AutoCloseable {
  private final Path file;
  private final Set<PosixFilePermission> before;

  private WriteProtection(Path file) throws IOException {
    this.file = file;
    before = Files.getPosixFilePermissions(file);
  }

  static WriteProtection of(Path file) throws IOException {
    WriteProtection protection = new WriteProtection(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    immutable("+i", file);
    return protection;
  }

  /** Returns whether it is protected from this user too. */
  boolean holds() {
    return !Files.isWritable(file);
  }

  private static void immutable(String change, Path file) throws IOException {
    try {
      new ProcessBuilder("chattr", change, file.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted while the attribute is changed");
    }
  }

  @Override
  public void close() throws IOException {
    immutable("-i", file);
    Files.setPosixFilePermissions(file, before);
  }
}
