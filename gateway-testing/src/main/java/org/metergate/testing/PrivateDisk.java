// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small file system in memory that can be filled up, in its own namespaces, so that it needs no
 * privileges and leaves nothing behind. Programs see it in its folder when they are started below
 * {@link #enter}; the test itself, and programs that do not resolve links, see it at {@link
 * #fromHere}.
 */
public final class PrivateDisk implements AutoCloseable {
  private final Path folder;
  private final Process holder;

  private PrivateDisk(Path folder, Process holder) {
    this.folder = folder;
    this.holder = holder;
  }

  /**
   * Creates a disk.
   *
   * @param folder where programs below {@link #enter} see it; created if it does not exist.
   * @param kilobytes its size.
   * @return the disk, or empty if the system does not allow it (no user namespaces).
   */
  public static Optional<PrivateDisk> create(Path folder, int kilobytes) throws Exception {
    Files.createDirectories(folder);
    String mount = "mount -t tmpfs -o mode=777,size=" + kilobytes + "k none '" + folder + "'";
    Process holder;
    try {
      holder =
          new ProcessBuilder("unshare", "-rm", "sh", "-c", mount + " && echo made && exec cat")
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return Optional.empty();
    }
    BufferedReader output = holder.inputReader();
    if (!"made".equals(output.readLine())) {
      holder.destroyForcibly();
      return Optional.empty();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(holder::destroyForcibly));
    return Optional.of(new PrivateDisk(folder, holder));
  }

  /** Creates a disk for a test, which is skipped if the system does not allow it. */
  public static PrivateDisk createOrSkip(Path folder, int kilobytes) throws Exception {
    Optional<PrivateDisk> made = create(folder, kilobytes);
    assumeTrue(
        made.isPresent(),
        "there are no user namespaces here, so the test cannot have its own disk");
    return made.get();
  }

  /**
   * Returns the path under which the test itself sees it. SQLite does not: it resolves the link,
   * which leaves the namespace.
   */
  public Path fromHere() {
    return Path.of("/proc", Long.toString(holder.pid()), "root")
        .resolve(folder.toString().substring(1));
  }

  /** Returns the start of a command line whose program sees the disk. */
  public List<String> enter() {
    return List.of(
        "nsenter", "--preserve-credentials", "-U", "-m", "-t", Long.toString(holder.pid()));
  }

  /** Fills it to the last byte. */
  public void fill() throws Exception {
    run("head -c 1G /dev/zero > '" + folder + "/ballast' 2>/dev/null; true");
  }

  /** Frees the space again. */
  public void free() throws Exception {
    run("rm -f '" + folder + "/ballast'");
  }

  private void run(String script) throws Exception {
    List<String> command = new ArrayList<>(enter());
    command.addAll(List.of("sh", "-c", script));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(script + ": " + output);
    }
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
