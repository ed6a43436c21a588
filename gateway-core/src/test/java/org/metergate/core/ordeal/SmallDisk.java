// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.ordeal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file system of a few megabytes that can be filled up, in name spaces of its own, so that it
 * needs no rights and leaves nothing behind. Programs see it when they are started below {@link
 * #enter}.
 */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private final Process holder;

  private SmallDisk(Path folder, Process holder) {
    this.folder = folder;
    this.holder = holder;
  }

  /**
   * Makes one.
   *
   * @param folder where programs below {@link #enter} see it; made if it is not there.
   * @param megabytes its size.
   * @return nothing where the system does not let us (no user name spaces).
   */
  public static Optional<SmallDisk> make(Path folder, int megabytes) throws Exception {
    Files.createDirectories(folder);
    String mount = "mount -t tmpfs -o mode=777,size=" + megabytes + "m none '" + folder + "'";
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
    return Optional.of(new SmallDisk(folder, holder));
  }

  /** Where it is, for programs below {@link #enter}. */
  public Path folder() {
    return folder;
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
