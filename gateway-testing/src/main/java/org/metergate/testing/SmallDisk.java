// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A mounted file system that a test can fill, break or make read-only. It needs root, unlike {@link
 * PrivateDisk}, but SQLite inside the test cannot use any other.
 */
public final class SmallDisk implements AutoCloseable {
  private final Path at;

  private SmallDisk(Path at) {
    this.at = at;
  }

  /**
   * Mounts a file system in memory.
   *
   * @param at an empty folder.
   * @param kilobytes its size.
   */
  public static SmallDisk inMemory(Path at, int kilobytes) throws Exception {
    Files.createDirectories(at);
    return mount(at, "mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", "" + at);
  }

  /** Mounts an ext4 file system of 8 MB that becomes read-only at its first error. */
  public static SmallDisk ofExt4(Path at, Path image) throws Exception {
    Files.createDirectories(at);
    Files.write(image, new byte[8 << 20]);
    assumeTrue(run("mkfs.ext4", "-q", "" + image) == 0, "mkfs.ext4 is not installed");
    return mount(at, "mount", "-o", "loop,errors=remount-ro", "" + image, "" + at);
  }

  private static SmallDisk mount(Path at, String... words) throws Exception {
    assumeTrue(run(words) == 0, "this user may not mount a file system");
    return new SmallDisk(at);
  }

  /** Returns the folder. */
  public Path path() {
    return at;
  }

  /** Uses up all the space that is left. */
  public void fill() throws IOException {
    try (var out = Files.newOutputStream(at.resolve("ballast"))) {
      byte[] block = new byte[512];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertEquals(0, at.toFile().getUsableSpace() / 4096, full.getMessage());
    }
  }

  /** Frees the space again. */
  public void free() throws IOException {
    Files.delete(at.resolve("ballast"));
  }

  /** Makes it read-only while files on it are open, as a failing SD card does. */
  public void spoil() throws Exception {
    String device = "";
    for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
      String[] words = line.split(" ");
      device = words[1].equals(at.toRealPath().toString()) ? words[0] : device;
    }
    Path trigger = Path.of("/sys/fs/ext4", Path.of(device).getFileName() + "", "trigger_fs_error");
    assumeTrue(Files.exists(trigger), "this kernel cannot simulate a file system error");
    Files.writeString(trigger, "a test", StandardCharsets.US_ASCII);
    try {
      Files.createFile(at.resolve("more"));
      assumeTrue(false, "the file system stayed writable");
    } catch (IOException e) {
      // as expected
    }
  }

  /** Makes it read-only, or writable again, while nothing on it is open. */
  public void remount(String how) throws Exception {
    assertEquals(0, run("mount", "-o", "remount," + how, "" + at));
  }

  /** Unmounts it, even if a failed test left a file open. */
  @Override
  public void close() throws IOException {
    assertEquals(0, run("umount", "-l", "" + at));
    try (Stream<Path> left = Files.list(at)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static int run(String... words) {
    List<String> command = new ArrayList<>();
    Collections.addAll(command, words);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
