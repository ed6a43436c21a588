// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A process and all that it started, to end them together: its descendants as they are seen from
 * time to time, which are remembered when their parents end, and all of its session. One thread.
 */
final class ProcessTree {
  private static final Path PROCESSES = Path.of("/proc");

  /** A command that starts more than this is ended with these alone. */
  private static final int MOST = 1000;

  private final ProcessHandle root;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** Remembers what runs below it now. */
  void look() {
    root.descendants().limit(MOST - Math.min(MOST, seen.size())).forEach(seen::add);
  }

  /** Ends all of them at once; no process can refuse. */
  void end() {
    look();
    addSession();
    root.destroyForcibly();
    seen.forEach(ProcessHandle::destroyForcibly);
  }

  /** The leader of a session gives its number to all that it starts, however often they fork. */
  private void addSession() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (session(process) == root.pid()) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(seen::add);
        }
      }
    } catch (IOException e) {
      System.getLogger(ProcessTree.class.getName())
          .log(System.Logger.Level.DEBUG, "no list of processes", e);
    }
  }

  /** Returns the sixth field of a process (proc_pid_stat(5)); the second may have blanks. */
  private static long session(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[3]);
    } catch (IOException | RuntimeException e) {
      return -1; // it has ended meanwhile
    }
  }
}
