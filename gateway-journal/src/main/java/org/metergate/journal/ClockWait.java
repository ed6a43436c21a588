// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

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
 * How to see whether the machine's clock was set since it started, and how long to wait for that. A
 * Raspberry Pi has no clock that runs without supply: it starts with the time at which it last ran,
 * until {@code systemd-timesyncd} has asked the network.
 *
 * @param timesync the folder that {@code systemd-timesyncd} makes, with a file {@code synchronized}
 *     in it once it has set the clock; where there is no such folder nothing waits.
 * @param rtc the kernel's folder of hardware clocks: one that kept the time and set the clock at
 *     the start is as good.
 * @param most the longest time to wait, from the start of the journal or the oldest reading that
 *     waits.
 */
public record ClockWait(Optional<Path> timesync, Path rtc, Duration most) {
  /** Nothing waits, whatever the clock says. */
  public static final ClockWait NONE =
      new ClockWait(Optional.empty(), Path.of("/sys/class/rtc"), Duration.ZERO);

  /** A hardware clock whose battery is missing begins with 1970 or with the year it was made. */
  private static final long KEPT_TIME = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  /** Checks that nothing is missing. */
  public ClockWait {
    Objects.requireNonNull(timesync, "timesync");
    Objects.requireNonNull(rtc, "rtc");
    Objects.requireNonNull(most, "most");
  }

  /**
   * Looks where systemd and the kernel of this machine say it.
   *
   * @param most the longest time to wait; none at all for zero.
   * @return what to look at.
   */
  public static ClockWait ofSystem(Duration most) {
    return most.isZero()
        ? NONE
        : new ClockWait(Optional.of(Path.of("/run/systemd/timesync")), NONE.rtc, most);
  }

  /**
   * Looks at the folders now.
   *
   * @return whether the clock may be believed.
   */
  boolean isSet() {
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
      // As if there were none: then it is asked for again.
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
