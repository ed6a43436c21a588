// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether an output of this process goes to systemd's journal, which then takes a number in angle
 * brackets at the beginning of a line for its priority, and stamps each line with the time.
 */
public final class JournalStream {
  private JournalStream() {}

  /**
   * Compares an open file with the one that systemd named: a service may have redirected its output
   * and still have the variable.
   *
   * @param named the variable {@code JOURNAL_STREAM}, device and inode; null if it is not set.
   * @param output the open file, such as {@code /proc/self/fd/2}.
   * @return whether they are the same.
   */
  public static boolean is(String named, Path output) {
    if (named == null) {
      return false;
    }
    try {
      return named.equals(
          Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
