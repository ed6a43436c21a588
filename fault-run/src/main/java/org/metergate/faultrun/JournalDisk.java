// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.faultrun.evidence.Sighting;
import org.metergate.faultrun.observe.JournalFile;
import org.metergate.testing.SmallDisk;
import org.opentest4j.TestAbortedException;

/**
 * The disk of the journal: an ext4 file system in a file where this user may mount one, else a
 * folder, which can neither be filled nor lose its power.
 */
final class JournalDisk implements AutoCloseable {
  private final Path folder;
  private final Path image;
  private final Optional<SmallDisk> disk;
  private final String reason;

  /** Mounts it below a folder. */
  JournalDisk(Path folder) throws Exception {
    this.folder = folder.resolve("disk");
    this.image = folder.resolve("disk.img");
    SmallDisk mounted = null;
    String why = "";
    Files.createDirectories(this.folder);
    try {
      mounted = SmallDisk.ofExt4(this.folder, image);
    } catch (TestAbortedException e) {
      why = e.getMessage();
    }
    disk = Optional.ofNullable(mounted);
    reason = why;
  }

  boolean isReal() {
    return disk.isPresent();
  }

  /** Returns why it is no disk of its own. */
  String reason() {
    return reason;
  }

  Path journal() {
    return folder.resolve("journal.db");
  }

  void fill() throws IOException {
    disk.orElseThrow().fill();
  }

  void free() throws IOException {
    disk.orElseThrow().free();
  }

  /**
   * Returns the newest reading of each meter that a power cut at this moment would leave: the image
   * has what the file system was made to write, and nothing of what it only holds in memory. The
   * gateway must be stopped meanwhile.
   */
  Copy copy() throws IOException {
    Path copy = Files.createTempFile(image.getParent(), "cut", ".img");
    Files.copy(image, copy, StandardCopyOption.REPLACE_EXISTING);
    return new Copy(copy);
  }

  /** A disk as a power cut left it. */
  static final class Copy {
    private final Path image;

    private Copy(Path image) {
      this.image = image;
    }

    /** Mounts it as the next start of the machine would, and reads the journal on it. */
    Map<String, Sighting> newest() throws Exception {
      Path at = Files.createTempDirectory(image.getParent(), "cut");
      run("mount", "-o", "loop", image.toString(), at.toString());
      try {
        return Files.exists(at.resolve("journal.db"))
            ? JournalFile.newest(at.resolve("journal.db"))
            : new HashMap<>();
      } catch (SQLException e) {
        return new HashMap<>(); // the file is there, and is no database yet
      } finally {
        run("umount", "-l", at.toString());
        Files.delete(image);
      }
    }

    private static void run(String... command) throws Exception {
      if (new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() != 0) {
        throw new IOException("it failed: " + String.join(" ", command));
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (disk.isPresent()) {
      disk.get().close();
    }
  }
}
