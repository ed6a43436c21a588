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
 * A small file system in memory that can be filled up, in name spaces of its own, so that it needs
 * no rights and leaves nothing behind. Programs see it in its folder when they are started below
 * {@link #enter}; the test itself, and programs that follow no links, see it at {@link #fromHere}.
 */
public final class PrivateDisk implements AutoCloseable {
  private final Path folder;
  private final Process holder;

  private PrivateDisk(Path folder, Process holder) {
    this.folder = folder;
    this.holder = holder;
  }

  /**
   * Makes one.
   *
   * @param folder where programs below {@link #enter} see it; made if it is not there.
   * @param kilobytes its size.
   * @return nothing where the system does not let us (no user name spaces).
   */
  public static Optional<PrivateDisk> make(Path folder, int kilobytes) throws Exception {
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
    BufferedReader said = holder.inputReader();
    if (!"made".equals(said.readLine())) {
      holder.destroyForcibly();
      return Optional.empty();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(holder::destroyForcibly));
    return Optional.of(new PrivateDisk(folder, holder));
  }

  /** Makes one for a test, which is skipped where the system does not let us. */
  public static PrivateDisk orSkip(Path folder, int kilobytes) throws Exception {
    Optional<PrivateDisk> made = make(folder, kilobytes);
    assumeTrue(made.isPresent(), "there are no name spaces here for a disk of the test's own");
    return made.get();
  }

  /** Where the test itself sees it. SQLite does not: it resolves the link to the name space. */
  public Path fromHere() {
    return Path.of("/proc", Long.toString(holder.pid()), "root")
        .resolve(folder.toString().substring(1));
  }

  /** What a command line must begin with so that the program sees the disk. */
  public List<String> enter() {
    return List.of(
        "nsenter", "--preserve-credentials", "-U", "-m", "-t", Long.toString(holder.pid()));
  }

  /** Fills it to the last byte. */
  public void fill() throws Exception {
    run("head -c 1G /dev/zero > '" + folder + "/ballast' 2>/dev/null; true");
  }

  /** Makes room again. */
  public void free() throws Exception {
    run("rm -f '" + folder + "/ballast'");
  }

  private void run(String script) throws Exception {
    List<String> command = new ArrayList<>(enter());
    command.addAll(List.of("sh", "-c", script));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(script + ": " + said);
    }
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
