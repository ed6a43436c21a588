// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How to detect whether the machine's clock was set since it started, and how long to wait for
 * that. A Raspberry Pi has no clock that runs without power: it starts with the time at which it
 * last ran, until {@code systemd-timesyncd} has asked the network.
 *
 * @param timesync the folder that {@code systemd-timesyncd} creates, with a file {@code
 *     synchronized} in it once it has set the clock; without such a folder nothing waits.
 * @param rtc the kernel's folder of hardware clocks: one that kept the time and set the clock at
 *     the start counts as well.
 * @param longest the longest wait, from the start of the journal or the oldest waiting reading.
 */
public record ClockWait(Optional<Path> timesync, Path rtc, Duration longest) {
  /** Nothing waits, whatever the clock shows. */
  public static final ClockWait NONE =
      new ClockWait(Optional.empty(), Path.of("/sys/class/rtc"), Duration.ZERO);

  /** A hardware clock without a battery starts at 1970 or at the year it was made. */
  private static final long KEPT_TIME = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  /** Requires all values. */
  public ClockWait {
    Objects.requireNonNull(timesync, "timesync");
    Objects.requireNonNull(rtc, "rtc");
    Objects.requireNonNull(longest, "longest");
  }

  /**
   * Uses the folders of systemd and the kernel of this machine.
   *
   * @param longest the longest wait; zero disables waiting.
   * @return which folders to check.
   */
  public static ClockWait ofSystem(Duration longest) {
    return longest.isZero()
        ? NONE
        : new ClockWait(Optional.of(Path.of("/run/systemd/timesync")), NONE.rtc, longest);
  }

  /**
   * Checks the folders now.
   *
   * @return whether the clock can be trusted.
   */
  public boolean isSet() {
    return timesync.isEmpty()
        || !Files.isDirectory(timesync.get())
        || Files.exists(timesync.get().resolve("synchronized"))
        || isKeptByHardware();
  }

  private boolean isKeptByHardware() {
    if (!Files.isDirectory(rtc)) {
      return false;
    }
    try (DirectoryStream<Path> clocks = Files.newDirectoryStream(rtc)) {
      for (Path clock : clocks) {
        if (number(clock.resolve("hctosys")) == 1
            && number(clock.resolve("since_epoch")) >= KEPT_TIME) {
          return true;
        }
      }
    } catch (IOException e) {
      // Treated as if there were none; the folder is read again at the next check.
    }
    return false;
  }

  private static long number(Path file) {
    try {
      return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
