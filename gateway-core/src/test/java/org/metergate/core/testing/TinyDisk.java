// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of a few kilobytes, so that it can be filled. Only root may make one; elsewhere the test
 * is skipped.
 */
public final class TinyDisk implements AutoCloseable {
  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one. */
  public static TinyDisk mount(Path folder, String size) throws Exception {
    Files.createDirectories(folder);
    int code = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    assumeTrue(code == 0, "Only root can mount a small disk: this test is skipped.");
    return new TinyDisk(folder);
  }

  /** Its root. */
  public Path folder() {
    return folder;
  }

  /** Takes all the room that is left. */
  public void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("ballast"))) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // it is full now
    }
  }

  /** Gives the room back. */
  public void free() throws IOException {
    Files.deleteIfExists(folder.resolve("ballast"));
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", "-l", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
