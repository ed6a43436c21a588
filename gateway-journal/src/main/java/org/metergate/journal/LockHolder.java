// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process holds the lock of a journal. The kernel's list of locks says it; where there is
 * none, the lock file does, if the process of which it speaks still runs: its first line is the
 * process id, the second one when that process started. Any thread.
 */
final class LockHolder {
  /** One lock: {@code 1: POSIX ADVISORY WRITE 4711 08:01:1234 0 EOF}, in proc(5). */
  private static final Pattern LOCK =
      Pattern.compile("\\d+: +\\w+ +\\w+ +\\w+ +(\\d+) +([0-9a-f]+):([0-9a-f]+):(\\d+) .*");

  private static final Path LOCKS = Path.of("/proc/locks");

  /** A process of the same id that started this much later is another one. */
  private static final Duration SAME_START = Duration.ofSeconds(2);

  /** The beginning of the sentence where it is this process itself. */
  static final String THIS = "Another gateway in this process works with";

  private LockHolder() {}

  /** What the present process writes into its lock file. */
  static byte[] ownLines() {
    ProcessHandle own = ProcessHandle.current();
    String start = own.info().startInstant().map(at -> "\n" + at).orElse("");
    return (own.pid() + start + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Describes the process that holds a lock file.
   *
   * @return the beginning of a sentence, which continues with the journal.
   */
  static String of(Path lock) {
    List<String> lines = lines(lock);
    OptionalLong noted = number(lines.isEmpty() ? "" : lines.get(0));
    OptionalLong holder = inKernel(lock);
    if (holder.isEmpty()) {
      return noted.isPresent() && runs(noted.getAsLong(), lines)
          ? gateway(noted.getAsLong())
          : "Another program has locked";
    }
    return holder.equals(noted) && runs(noted.getAsLong(), lines)
        ? gateway(noted.getAsLong())
        : "Another program (" + described(holder.getAsLong()) + ") has locked";
  }

  private static String gateway(long process) {
    return "Another gateway (process " + process + ") works with";
  }

  private static String described(long process) {
    String user =
        ProcessHandle.of(process)
            .flatMap(p -> p.info().user())
            .map(name -> " of " + name)
            .orElse("");
    return "process " + process + user;
  }

  private static boolean runs(long process, List<String> lines) {
    Optional<Instant> start = ProcessHandle.of(process).flatMap(p -> p.info().startInstant());
    if (ProcessHandle.of(process).isEmpty() || start.isEmpty() || lines.size() < 2) {
      return ProcessHandle.of(process).isPresent(); // an earlier version wrote no start
    }
    try {
      Duration apart = Duration.between(Instant.parse(lines.get(1)), start.get()).abs();
      return apart.compareTo(SAME_START) <= 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static OptionalLong inKernel(Path lock) {
    try {
      long inode = ((Number) Files.getAttribute(lock, "unix:ino")).longValue();
      long device = ((Number) Files.getAttribute(lock, "unix:dev")).longValue();
      long major = device >> 8 & 0xFFF | device >> 32 & ~0xFFFL;
      long minor = device & 0xFF | device >> 12 & 0xFFFFFF00L;
      for (String line : Files.readAllLines(LOCKS, StandardCharsets.US_ASCII)) {
        Matcher m = LOCK.matcher(line);
        if (m.matches()
            && m.group(4).equals(Long.toString(inode))
            && Long.parseLong(m.group(2), 16) == major
            && Long.parseLong(m.group(3), 16) == minor
            && !m.group(1).equals("0")) {
          return number(m.group(1));
        }
      }
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty(); // a system without such a list, or such attributes
    }
    return OptionalLong.empty();
  }

  private static List<String> lines(Path lock) {
    try {
      return Files.readAllLines(lock, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static OptionalLong number(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
